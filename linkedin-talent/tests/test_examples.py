"""The examples run, each as a program of its own against the sandbox, and the README shows them as they are."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from customer import CONTRACT, ORGANIZATION, WORLD, provisioned, requested, switched_on
from linkedin_talent import Endpoints, LinkedInClient
from linkedin_talent.webhooks import signature

linkedin_sandbox = pytest.importorskip("linkedin_sandbox")

PACKAGE = Path(__file__).parents[1]
EXAMPLES = sorted(path for path in (PACKAGE / "examples").glob("*.py") if path.name != "here.py")


@dataclass
class Surroundings:
    """A LinkedIn of the test's own, and whom the examples speak as."""

    linkedin: Any
    variables: dict[str, str] = field(default_factory=dict)

    def speak_as(self, client_id: str, secret: str) -> None:
        self.variables = {
            "LINKEDIN_BASE": self.linkedin.base,
            "LINKEDIN_CLIENT_ID": client_id,
            "LINKEDIN_CLIENT_SECRET": secret,
            "LINKEDIN_ORGANIZATION": ORGANIZATION,
            "LINKEDIN_CONTRACT": CONTRACT,
        }

    def run(self, name: str, *arguments: str, said: bytes = b"", fails: bool = False) -> str:
        command = [sys.executable, str(PACKAGE / "examples" / f"{name}.py"), *arguments]
        environment = {**os.environ, **self.variables}
        done = subprocess.run(command, input=said, capture_output=True, env=environment, timeout=60, check=False)
        assert (done.returncode != 0) is fails, done.stderr.decode()
        return (done.stderr if fails else done.stdout).decode()

    def customer(self, *levels: str) -> str:
        """A child application with these levels switched on; its secret."""
        child = provisioned(self.linkedin)
        self.speak_as(child.client_id, child.client_secrets[0])
        with LinkedInClient(Endpoints(*[self.linkedin.base] * 3), child) as client:
            for level in levels:
                switched_on(self.linkedin, client, child.client_id, level)
        return child.client_secrets[0]


@pytest.fixture
def surroundings() -> Iterator[Surroundings]:
    with linkedin_sandbox.sandbox(WORLD, task_delay_seconds=0) as running:
        yield Surroundings(running)


@pytest.mark.process
def test_a_customer_is_connected_and_its_integrations_named(surroundings: Surroundings) -> None:
    surroundings.speak_as("parent", "parent-secret")
    urn, api_key = surroundings.run("connect_customer").split()
    assert urn.startswith("urn:li:developerApplication:")
    page = surroundings.run("set_up_page")
    assert f'src="{surroundings.linkedin.base}/xdoor/scripts/in.js"' in page
    assert 'data-onintegrate="told"' in page
    surroundings.customer()
    requested(surroundings.linkedin, surroundings.variables["LINKEDIN_CLIENT_ID"], "company")
    named = surroundings.run("name_integrations")
    assert named == "True ['PARTNER_READY', 'PARTNER_READY', 'PARTNER_READY']\n"
    assert api_key


@pytest.mark.process
def test_a_job_a_candidate_and_an_export(surroundings: Surroundings) -> None:
    secret = surroundings.customer("company")
    assert surroundings.run("post_job").startswith("SUCCEEDED urn:li:jobPosting:")
    assert surroundings.run("sync_candidate") == "True True\n"
    export = {"seat": 1, "member": "kari", "external_job_posting_id": "N1-1042"}
    request_id = surroundings.linkedin.post("acts/export", export)["request_id"]
    body = json.dumps({"id": request_id, "type": "EXPORT_CANDIDATE_PROFILE"}).encode()
    told = surroundings.run("receive_push", signature(body, secret), said=body)
    assert told == "Kari N1-1042 True\n"
    assert "not from LinkedIn" in surroundings.run("receive_push", "0" * 64, said=body, fails=True)


@pytest.mark.process
def test_seats_are_listed(surroundings: Surroundings) -> None:
    surroundings.customer("contract")
    assert surroundings.run("list_seats") == "urn:li:seat:1 Ida Lien\n0.001%\n"


@pytest.mark.process
def test_an_application_is_received(surroundings: Surroundings) -> None:
    secret = surroundings.customer()
    answer = {"questionIdentifier": "q-1", "answer": {"textAnswerValue": {"value": "Ja"}}}
    body = json.dumps(
        {
            "type": "EXPORT_JOB_APPLICATION",
            "jobApplicationId": "urn:li:jobApplication:88",
            "jobApplicant": "urn:li:person:x9",
            "externalJobId": "N1-1042",
            "appliedAt": 1741068000000,
            "questionResponses": {
                "additionalQuestionResponses": {"customQuestionSetResponses": [{"customQuestionResponses": [answer]}]}
            },
        }
    ).encode()
    told = surroundings.run("receive_application", signature(body, secret), said=body)
    assert told == "urn:li:jobApplication:88 N1-1042 {'q-1': 'Ja'}\n"


@pytest.mark.process
def test_a_secret_is_rolled_and_the_old_one_is_worth_nothing(surroundings: Surroundings) -> None:
    surroundings.customer("contract")
    surroundings.run("roll_secret")
    assert "Client authentication failed" in surroundings.run("list_seats", fails=True)


@pytest.mark.process
def test_a_feed_is_published(surroundings: Surroundings) -> None:
    feed = surroundings.run("publish_feed")
    assert "<expectedJobCount>1</expectedJobCount>" in feed
    assert feed.count("<job>") == 1


# --- README -----------------------------------------------------------------------------------------------------


def _last_paragraph(path: Path) -> str:
    return path.read_text("utf-8").strip().rpartition("\n\n")[2]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_five_lines_and_stands_in_the_readme(example: Path) -> None:
    lines = _last_paragraph(example)
    assert len(lines.splitlines()) <= 5
    assert lines in (PACKAGE / "README.md").read_text("utf-8")
    assert f"examples/{example.name}" in (PACKAGE / "README.md").read_text("utf-8")
