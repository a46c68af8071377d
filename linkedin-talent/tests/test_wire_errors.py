"""Wire facts of refusals: statuses and sentences as LinkedIn's pages print them, and what a loop should do then."""

import pytest
from facts import request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, errors

_MISMATCH = (
    "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. "
    "Or authorization code expired. Or external member binding exists"
)
TEXT = b'{"message":"%s","serviceErrorCode":%d,"status":%d}'


FOR_GOOD: list[tuple[int, int, str, type[errors.LinkedInError]]] = [
    (400, 0, "Batch key parameter value is invalid", errors.RequestError),
    (402, 0, "Insufficient job slots for contract = urn:li:contract:5150 for purchase flow", errors.JobBudgetError),
    (403, 100, "Not enough permissions to access: GET /seatsV2", errors.ForbiddenError),
    (404, 0, "Resource seatsV2 does not exist", errors.NotFoundError),
    (405, 0, "Method not allowed", errors.RequestError),
    (409, 0, "Cannot close job which is already closed or does not exist", errors.ConflictError),
    (411, 0, "Length required", errors.RequestError),
    (414, 0, "URI too long", errors.RequestError),
    (422, 0, "ERROR :: /start :: field is required but not found and has no default value", errors.RequestError),
]
FOR_NOW: list[tuple[int, int, str, type[errors.LinkedInError]]] = [
    (429, 101, "Resource level throttle limit for calls to this resource is reached.", errors.ThrottledError),
    (500, 0, "Internal Server Error", errors.ServerError),
    (504, 0, "Gateway Timeout", errors.ServerError),
]


@pytest.mark.parametrize("row", [*FOR_GOOD, *FOR_NOW], ids=lambda row: row[0])
def test_each_documented_status_has_its_error(
    linkedin: FakeLinkedIn, client: LinkedInClient, row: tuple[int, int, str, type[errors.LinkedInError]]
) -> None:
    status, code, message, kind = row
    linkedin.will_answer(TEXT % (message.encode(), code, status), status)
    with pytest.raises(errors.LinkedInError) as raised:
        list(client.seats.find(["urn:li:contract:5150"]))
    told = raised.value
    assert (type(told), told.message, told.status) == (kind, message, status)
    assert (told.service_error_code, told.permanent) == (code, row in FOR_GOOD)


@pytest.mark.req("RSC-106")
@pytest.mark.parametrize(
    ("code", "message"),
    [
        (401, "Empty oauth2_access_token"),
        (65600, "Invalid access token"),
        (65601, "The token used in the request has been revoked by the user"),
        (65602, "The token used in the request has expired"),
    ],
)
def test_a_token_refused_twice_is_final(
    linkedin: FakeLinkedIn, client: LinkedInClient, code: int, message: str
) -> None:
    for _ in range(2):
        linkedin.will_answer(TEXT % (message.encode(), code, 401), 401)
    with pytest.raises(errors.AuthenticationError) as raised:
        client.exports.requested("x")
    assert (raised.value.service_error_code, raised.value.message) == (code, message)
    first, second = linkedin.requests
    assert (first.headers["authorization"], second.headers["authorization"]) == ("Bearer token-1", "Bearer token-2")
    assert linkedin.wire == request("GET /v2/exportedCandidates?q=request&requestId=x", token="token-2")


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, "invalid_request", 'A required parameter "redirect_uri" is missing'),
        (
            400,
            "invalid_redirect_uri",
            _MISMATCH,
        ),
        (401, "invalid_request", "Unable to retrieve access token: authorization code not found"),
        (401, "invalid_client_id", "Client authentication failed"),
        (400, "invalid_client_id", 'The passed in client_id is invalid "child-77"'),
        (401, "access_denied", "This application is not allowed to create application tokens"),
        (400, "invalid_request", "The provided authorization grant or refresh token is invalid, expired or revoked"),
    ],
)
def test_each_refusal_of_the_token_endpoint_is_told_in_its_own_words(status: int, code: str, words: str) -> None:
    linkedin = FakeLinkedIn()
    linkedin.token_refusal = (status, {"error": code, "error_description": words})
    with pytest.raises(errors.TokenError) as raised:
        linkedin.client().oauth.exchange("AQTx", redirect_uri="https://f.test/back")
    assert (raised.value.status, raised.value.code, raised.value.message) == (status, code, words)
    assert raised.value.permanent
