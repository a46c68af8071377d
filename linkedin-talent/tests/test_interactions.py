"""Exports, closed accounts, seats, InMail envelopes, stubs and public notes."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from fake_linkedin import CONTRACT, NOW, ORGANIZATION, FakeLinkedIn
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import LinkedInClient
from linkedin_talent.conversations import PULL_WINDOW, ConversationEvent, pull_windows
from linkedin_talent.errors import ReplyError
from linkedin_talent.records import from_millis, to_millis

MS = 1741068000000
SEAT = "urn:li:seat:12"
STUB = {
    "firstName": "Kari",
    "lastName": "Nordmann",
    "member": "urn:li:person:x",
    "profileUrl": "https://www.linkedin.com/in/kari",
    "currentEmployerNames": ["Fjord AS"],
    "emailAddresses": [],
}


def test_an_export_is_read_by_request_id(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "elements": [
                {
                    "candidate": STUB | {"pronouns": "hun"},
                    "externalJobPostingId": "N1-1042",
                    "integrationContext": ORGANIZATION,
                }
            ]
        }
    )
    (export,) = client.exports.requested("e-1")
    assert linkedin.line == "GET /v2/exportedCandidates?q=request&requestId=e-1"
    assert (export.external_job_posting_id, export.integration_context) == ("N1-1042", ORGANIZATION)
    assert (export.candidate.member, export.candidate.email_addresses) == ("urn:li:person:x", ())
    assert export.candidate.model_extra == {"pronouns": "hun"}
    assert export.exporter is None


def test_an_expired_request_is_an_empty_list(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": []})
    assert client.exports.requested("old") == []


def test_closed_accounts_are_listed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [{"member": "urn:li:person:x", "profileUrl": "u", "closedAt": MS}]})
    (gone,) = client.exports.closed_accounts(ORGANIZATION)
    assert (gone.member, gone.closed_at) == ("urn:li:person:x", NOW)
    assert linkedin.line == f"GET /v2/exportedCandidates?q=closed&integrationContext={ORGANIZATION}&start=0&count=100"


def test_seats_always_say_where_to_start(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "elements": [
                {
                    "id": 12,
                    "firstName": "Ida",
                    "lastName": "Lien",
                    "contract": CONTRACT,
                    "member": "urn:li:person:i",
                    "state": "ACTIVE",
                    "seatRoles": ["ADMIN_SEAT"],
                    "created": {"time": MS},
                }
            ]
        }
    )
    (seat,) = client.seats.find([CONTRACT], states=["ACTIVE", "PARKED"])
    assert (seat.urn, seat.member, seat.seat_roles) == (SEAT, "urn:li:person:i", ("ADMIN_SEAT",))
    assert seat.created is not None
    assert seat.created.time == NOW
    assert (
        linkedin.line
        == f"GET /v2/seatsV2?q=attributes&contracts={CONTRACT}&states=ACTIVE&states=PARKED&start=0&count=100"
    )


# --- InMail -----------------------------------------------------------------------------------------------------

MESSAGE = {
    "id": "m-1",
    "threadUrn": "urn:li:messagingThread:5",
    "createdAt": MS,
    "author": SEAT,
    "recipients": ["urn:li:person:x"],
    "subject": "SECRET",
    "content": {"com.linkedin.messaging.events.MailContent": {"subject": "SECRET", "body": {"text": "SECRET"}}},
}


def test_a_message_is_its_envelope_only(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [MESSAGE], "paging": {"total": 1}})
    (event,) = client.conversations.find(SEAT, start=NOW, end=NOW + PULL_WINDOW, thread="urn:li:messagingThread:5")
    assert (event.id, event.thread, event.created_at) == ("m-1", "urn:li:messagingThread:5", NOW)
    assert (event.author, event.recipients) == (SEAT, ("urn:li:person:x",))
    assert linkedin.line == (
        f"GET /v2/conversationEvents?q=criteria&viewer={SEAT}&timeRange.start={MS}&timeRange.end={MS + 43200000}"
        "&threadUrn=urn:li:messagingThread:5&start=0&count=100"
    )


@given(st.dictionaries(st.text(), st.recursive(st.text(), st.lists, max_leaves=3)))
def test_no_other_field_of_a_message_survives_parsing(more: dict[str, Any]) -> None:
    event = ConversationEvent.model_validate(more | MESSAGE)
    assert set(event.model_dump()) == {"id", "thread", "created_at", "author", "recipients"}
    assert event.model_extra is None
    assert "SECRET" not in repr(event)


@pytest.mark.parametrize("span", [timedelta(0), timedelta(hours=12, milliseconds=1), timedelta(hours=-1)])
def test_a_pull_covers_at_most_twelve_hours(client: LinkedInClient, span: timedelta) -> None:
    with pytest.raises(ValueError, match="12 hours"):
        client.conversations.find(SEAT, start=NOW, end=NOW + span)
    with pytest.raises(ValueError, match="12 hours"):
        client.prospect_notes.find(CONTRACT, after=NOW, until=NOW + span)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=90)))
def test_windows_cover_a_span_without_gap_or_overlap(span: timedelta) -> None:
    windows = list(pull_windows(NOW, NOW + span))
    assert sum((end - start for start, end in windows), timedelta(0)) == span
    assert all(timedelta(0) < end - start <= PULL_WINDOW for start, end in windows)
    assert all(one[1] == two[0] for one, two in pairwise(windows))


def test_stubs_are_asked_for_with_their_owners(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [STUB | {"owner": SEAT, "contract": CONTRACT, "created": MS}]})
    (stub,) = client.mail_stubs.find(CONTRACT, [SEAT, "urn:li:seat:13"], start=NOW, end=NOW + timedelta(days=1))
    assert (stub.owner, stub.created, stub.first_name) == (SEAT, NOW, "Kari")
    assert linkedin.line == (
        f"GET /v2/mailStubs?q=contract&contract={CONTRACT}&owners={SEAT}&owners=urn:li:seat:13"
        f"&createdDateStart={MS}&createdDateEnd={MS + 86400000}&start=0&count=100"
    )


# --- notes ------------------------------------------------------------------------------------------------------


def _note(number: int, **change: Any) -> dict[str, Any]:
    note = {
        "id": number,
        "active": True,
        "contract": CONTRACT,
        "created": MS,
        "lastModified": MS,
        "owner": SEAT,
        "prospect": "urn:li:person:x",
        "note": f"text {number}",
        "visibility": "PUBLIC",
        "draft": "SECRET",
    }
    return {name: value for name, value in (note | change).items() if value is not ...}


def test_only_public_notes_become_records(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "elements": [
                _note(1),
                _note(2, visibility="PRIVATE"),
                _note(3, visibility=...),
                _note(4, visibility="TEAM"),
                _note(5, visibility="public"),
                _note(6, active=False),
                _note(7, visibility="PRIVATE", owner=..., note=...),
            ]
        }
    )
    pull = client.prospect_notes.find(CONTRACT, [SEAT], after=NOW - timedelta(hours=1), until=NOW)
    assert [(note.id, note.note, note.owner) for note in pull.public] == [(1, "text 1", SEAT)]
    assert pull.withdrawn == (2, 3, 4, 5, 6, 7)
    assert "SECRET" not in repr(pull)
    assert linkedin.line == (
        f"GET /v2/prospectNotes?q=criteria&contract={CONTRACT}&beforeDate={MS}&cutoffDate={MS - 3600000}"
        f"&owners={SEAT}&start=0&count=100"
    )


@pytest.mark.parametrize("row", [{}, {"id": "x"}, {"id": 1, "visibility": "PUBLIC", "lastModified": 10**30}])
def test_a_note_outside_the_documents_is_an_error(
    linkedin: FakeLinkedIn, client: LinkedInClient, row: dict[str, Any]
) -> None:
    linkedin.will_answer({"elements": [row]})
    with pytest.raises(ReplyError):
        client.prospect_notes.find(CONTRACT, after=NOW - timedelta(hours=1), until=NOW)


# --- times ------------------------------------------------------------------------------------------------------


@given(st.integers(min_value=10**11, max_value=10**14))
def test_milliseconds_read_back(number: int) -> None:
    assert to_millis(from_millis(number)) == number


@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_small_numbers_are_seconds(number: int) -> None:
    assert to_millis(from_millis(number)) == number * 1000
