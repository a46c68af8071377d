"""Webhooks: nobody but LinkedIn is believed, and nobody gets a digest to forge with."""

import hashlib
import hmac
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from fake_linkedin import NOW
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import webhooks
from linkedin_talent.errors import ReplyError

SECRET = "s3cret"
EVENT = b'{"id":"6f1c","type":"EXPORT_CANDIDATE_PROFILE","expiresAt":1741154400000}'


def test_the_answer_to_a_challenge_is_the_documented_digest() -> None:
    code = "890e4665-4dfe-4ab1-b689-ed553bceeed0"
    assert webhooks.challenge_answer(code, SECRET) == {
        "challengeCode": code,
        "challengeResponse": hmac.new(SECRET.encode(), code.encode(), hashlib.sha256).hexdigest(),
    }


@given(st.uuids(version=4))
def test_every_version_4_uuid_is_answered(code: UUID) -> None:
    assert webhooks.challenge_answer(str(code), SECRET) is not None


@pytest.mark.req("SEC-73")
@given(st.text())
def test_no_other_text_is_answered(code: str) -> None:
    assert webhooks.challenge_answer(code, SECRET) is None


@pytest.mark.req("SEC-73")
@pytest.mark.parametrize(
    "code",
    [
        "",
        "hmacsha256=" + EVENT.decode(),
        "890e4665-4dfe-1ab1-b689-ed553bceeed0",  # version 1
        "890e4665-4dfe-4ab1-c689-ed553bceeed0",  # another variant
        "890e46654dfe4ab1b689ed553bceeed0",
        "{890e4665-4dfe-4ab1-b689-ed553bceeed0}",
        "urn:uuid:890e4665-4dfe-4ab1-b689-ed553bceeed0",
        " 890e4665-4dfe-4ab1-b689-ed553bceeed0",
        "890e4665-4dfe-4ab1-b689-ed553bceeed0\n",
        "٨90e4665-4dfe-4ab1-b689-ed553bceeed0",
    ],
)
def test_texts_that_resemble_a_uuid_are_not_answered(code: str) -> None:
    assert webhooks.challenge_answer(code, SECRET) is None


def test_a_signature_is_hex_over_the_prefix_and_the_body() -> None:
    expected = hmac.new(SECRET.encode(), b"hmacsha256=" + EVENT, hashlib.sha256).hexdigest()
    assert webhooks.signature(EVENT, SECRET) == expected
    assert webhooks.verify(EVENT, expected, [SECRET])
    assert webhooks.verify(EVENT, f"hmacsha256={expected}", [SECRET])


@given(st.binary(), st.text(min_size=1))
def test_what_is_signed_verifies(body: bytes, secret: str) -> None:
    secret = secret.encode("utf-8", "ignore").decode()
    assert webhooks.verify(body, webhooks.signature(body, secret), [secret])


@given(st.binary(max_size=50), st.integers(0, 49), st.integers(1, 255))
def test_a_changed_byte_does_not_verify(body: bytes, place: int, change: int) -> None:
    signed = webhooks.signature(body, SECRET)
    other = bytearray(body + b" ")
    other[place % len(other)] ^= change
    assert not webhooks.verify(bytes(other), signed, [SECRET])


@pytest.mark.req("SEC-75")
def test_either_of_two_active_secrets_may_sign() -> None:
    for secret in ("new", "old"):
        assert webhooks.verify(EVENT, webhooks.signature(EVENT, secret), ["new", "old"])
    assert not webhooks.verify(EVENT, webhooks.signature(EVENT, "other"), ["new", "old"])


@pytest.mark.req("SEC-72")
def test_without_a_secret_nothing_verifies() -> None:
    assert not webhooks.verify(EVENT, webhooks.signature(EVENT, ""), [])


@pytest.mark.req("SEC-72")
@pytest.mark.parametrize("header", ["", "hmacsha256=", "æøå", "0" * 64, "\x00", "hmacsha256=" * 2])
def test_a_wrong_header_does_not_verify(header: str) -> None:
    assert not webhooks.verify(EVENT, header, [SECRET])


@pytest.mark.req("SEC-72")
def test_two_headers_joined_do_not_verify() -> None:
    signed = webhooks.signature(EVENT, SECRET)
    assert not webhooks.verify(EVENT, f"{signed}, {signed}", [SECRET])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f")))  # DEL is ASCII: escaped or not
def test_a_body_that_arrives_unescaped_verifies_as_it_was_signed(text: str) -> None:
    escaped = json.dumps({"name": text}).encode()
    plain = json.dumps({"name": text}, ensure_ascii=False).encode()
    assert webhooks.verify(plain, webhooks.signature(escaped, SECRET), [SECRET])
    assert webhooks.verify(plain, webhooks.signature(plain, SECRET), [SECRET])


def test_letters_may_be_escaped_in_upper_case() -> None:
    signed = webhooks.signature(b'{"name":"\\u00E5 \\uD83D\\uDE42"}', SECRET)
    assert webhooks.verify('{"name":"å 🙂"}'.encode(), signed, [SECRET])


def test_a_re_serialised_body_does_not_verify() -> None:
    signed = webhooks.signature(EVENT, SECRET)
    assert not webhooks.verify(json.dumps(json.loads(EVENT)).encode(), signed, [SECRET])


def test_a_push_is_read_with_what_linkedin_adds() -> None:
    event = webhooks.read_push(EVENT[:-1] + b',"extra":1}')
    assert (event.id, event.type) == ("6f1c", webhooks.PushType.EXPORT_CANDIDATE_PROFILE)
    assert event.ends(NOW) == NOW + timedelta(days=1)
    assert event.model_extra == {"extra": 1}


def test_a_push_without_an_end_dies_after_a_day() -> None:
    event = webhooks.read_push(b'{"id":"6f1c","type":"SOMETHING_NEW"}')
    assert event.type == "SOMETHING_NEW"
    assert event.ends(NOW) == NOW + timedelta(hours=24)


def test_a_resync_names_jobs_or_all() -> None:
    urn = "urn:li:developerApplication:1"
    body = {"developerApplicationUrn": urn, "type": "RESYNC_JOBS", "syncAllOpenJobs": False}
    read = webhooks.read_resync(json.dumps(body | {"externalJobPostingIds": ["N1-1"]}).encode())
    assert (read.developer_application_urn, read.sync_all_open_jobs, read.external_job_posting_ids) == (
        urn,
        False,
        ("N1-1",),
    )


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{}", b"\xff", b'{"id":1}'])
def test_what_is_no_notification_is_an_error(body: bytes) -> None:
    with pytest.raises(ReplyError):
        webhooks.read_push(body)


def test_a_fresh_code_is_answered_once_for_each_secret() -> None:
    code = str(uuid4())
    assert webhooks.challenge_answer(code, "a") != webhooks.challenge_answer(code, "b")
