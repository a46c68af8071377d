"""Résumés for Recruiter on /v2: address, upload, record (LinkedIn: Recruiter System Connect's Postman collection)."""

from typing import Any

import httpx
import pytest

from .conftest import APPLICATION, APPLICATION_RECORD, CONTRACT, LISTED, Wire

ASKED: dict[str, Any] = {
    "contentType": "application/pdf",
    "fileName": "cv.pdf",
    "blobTtl": {"duration": 72, "unit": "HOUR"},
    "hiringContext": CONTRACT,
    "usageParameters": {"recruiterSystemConnectResumeParameters": {}},
}


def address(wire: Wire, **changes: Any) -> httpx.Response:
    return wire.call("POST", "/v2/hireMediaUrl", ASKED | changes, X_Restli_Protocol_Version="2.0.0")


def record(wire: Wire, urn: str) -> dict[str, Any]:
    body = {"entities": {"R-1": {"atsCreatedAt": LISTED, "resumeUrn": urn, "fileName": "cv.pdf"}}}
    found: dict[str, Any] = wire.call("PUT", f"/v2/atsApplications/{APPLICATION}/resumes?ids=R-1", body).json()
    return found


def upload(wire: Wire, url: str) -> int:
    headers = {"Authorization": f"Bearer {wire.token}", "Content-Type": "application/pdf"}
    return wire.http.put(url, content=b"%PDF-1.4", headers=headers).status_code


@pytest.mark.row("11.3/hireMediaUrl", "11.3/resumes")
def test_a_resume_is_uploaded_named_and_removed(enabled: Wire) -> None:
    enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD)
    found = address(enabled).json()
    assert record(enabled, found["resumeUrn"])["errors"]["R-1"]["status"] == 400, "nothing is uploaded yet"
    assert upload(enabled, found["uploadUrl"]) == 201
    assert record(enabled, found["resumeUrn"]) == {"results": {"R-1": {"status": 201}}, "errors": {}}
    removed = enabled.call("DELETE", f"/v2/atsApplications/{APPLICATION}/resumes?ids=R-1").json()
    assert removed["results"] == {"R-1": {"status": 204}}


@pytest.mark.row("11.3/blobTtl")
def test_an_upload_that_nobody_named_goes_after_its_time(enabled: Wire) -> None:
    enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD)
    found = address(enabled, blobTtl={"duration": 1, "unit": "HOUR"}).json()
    enabled.control("clock", {"advance_seconds": 3601})
    enabled.token = enabled.get_token(enabled.client_id, enabled.secret)
    assert upload(enabled, found["uploadUrl"]) == 404
    assert record(enabled, found["resumeUrn"])["errors"]["R-1"]["status"] == 400


@pytest.mark.row("11.3/hireMediaUrl")
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"contentType": "image/png"}, 400),
        ({"blobTtl": {"duration": 1, "unit": "DAY"}}, 422),
        ({"usageParameters": {}}, 400),
        ({"hiringContext": "urn:li:contract:5502"}, 403),
        ({"fileName": ""}, 422),
    ],
)
def test_an_address_is_refused(enabled: Wire, changes: dict[str, Any], status: int) -> None:
    assert address(enabled, **changes).status_code == status


@pytest.mark.row("A-25")
@pytest.mark.parametrize(("wire", "within"), [({"A-25": "plain"}, False), ({"A-25": "value"}, True)], indirect=["wire"])
def test_the_shape_of_the_reply(enabled: Wire, within: bool) -> None:
    found = address(enabled).json()
    assert set(found["value"] if within else found) == {"uploadUrl", "resumeUrn"}
