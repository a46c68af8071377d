"""Errors: LinkedIn's bodies become the class, the number and the advice a caller acts on."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, LinkedInError, errors


def _fail(linkedin: FakeLinkedIn, client: LinkedInClient, status: int, body: object) -> LinkedInError:
    linkedin.will_answer(body, status)
    with pytest.raises(LinkedInError) as caught:
        client.exports.requested("r")
    return caught.value


@pytest.mark.parametrize(
    ("status", "kind", "permanent"),
    [
        (400, errors.RequestError, True),
        (402, errors.JobBudgetError, True),
        (403, errors.ForbiddenError, True),
        (404, errors.NotFoundError, True),
        (405, errors.RequestError, True),
        (408, errors.RequestError, False),
        (409, errors.ConflictError, True),
        (414, errors.RequestError, True),
        (422, errors.RequestError, True),
        (426, errors.VersionError, True),
        (429, errors.ThrottledError, False),
        (500, errors.ServerError, False),
        (504, errors.ServerError, False),
        (302, errors.ReplyError, False),
    ],
)
def test_a_status_has_its_class_and_its_prospects(
    linkedin: FakeLinkedIn, client: LinkedInClient, status: int, kind: type, permanent: bool
) -> None:
    error = _fail(linkedin, client, status, {"message": "so it is", "serviceErrorCode": 7, "status": status})
    assert type(error) is kind
    assert (error.status, error.service_error_code, error.message) == (status, 7, "so it is")
    assert error.permanent is permanent
    assert len(linkedin.requests) == 1  # nothing is repeated behind the caller's back


def test_a_missing_version_is_a_version_error(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    assert type(_fail(linkedin, client, 400, {"code": "VERSION_MISSING"})) is errors.VersionError


def test_the_uuid_for_linkedins_support_is_kept(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.headers = {"x-li-uuid": "AAYx=="}
    assert _fail(linkedin, client, 500, None).uuid == "AAYx=="


def test_an_html_page_as_answer_is_not_trusted(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    assert isinstance(_fail(linkedin, client, 200, b"<html>login</html>"), errors.ReplyError)
    assert isinstance(_fail(linkedin, client, 200, b'{"elements":[{"ca'), errors.ReplyError)
    assert isinstance(_fail(linkedin, client, 502, b"<html>"), errors.ServerError)


def test_retry_after_is_read_as_seconds_and_as_date(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.headers = {"retry-after": "17"}
    assert _fail(linkedin, client, 429, {}).retry_after == 17
    linkedin.headers = {"retry-after": format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True)}
    assert _fail(linkedin, client, 429, {}).retry_after == pytest.approx(300, abs=10)
    linkedin.headers = {"retry-after": "soon"}
    assert _fail(linkedin, client, 429, {}).retry_after is None


def test_no_reply_is_a_transport_error_that_names_no_address(linkedin: FakeLinkedIn) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if "accessToken" in str(request.url):
            return linkedin(request)
        raise httpx.ConnectError(f"cannot reach {request.url}")

    client = linkedin.client()
    client._http._transport = httpx.MockTransport(refuse)
    with pytest.raises(errors.TransportError, match=r"^no reply from LinkedIn: ConnectError$") as caught:
        client.exports.requested("r")
    assert not caught.value.permanent


def test_a_redirect_is_not_followed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.headers = {"location": "http://169.254.169.254/"}
    assert _fail(linkedin, client, 307, None).status == 307


def test_a_record_that_lacks_a_field_names_the_place_and_no_value(
    linkedin: FakeLinkedIn, client: LinkedInClient
) -> None:
    linkedin.will_answer({"elements": [{"candidate": {"firstName": "Kari"}, "externalJobPostingId": "N1-1"}]})
    with pytest.raises(errors.ReplyError, match=r"candidate\.lastName") as caught:
        client.exports.requested("r")
    assert "Kari" not in str(caught.value)
