"""Whom LinkedIn matched by itself is asked for, stored, and told on the person's LinkedIn tab."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory
from hypothesis import given
from hypothesis import strategies as st
from sandbox_process import Sandbox, drain
from tiltrekk.accounts.models import User
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services.people import ContactDetails
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Connection, Kind, MemberMatch, SyncRow
from tiltrekk.linkedin.sync import load, loop, matches, reserve

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def hired(job: Job, **values: str) -> Candidate:
    """A person past Prospect."""
    person: Candidate = CandidateFactory.create(**values)
    ApplicationFactory.create(job=job, candidate=person)
    return person


def match_of(person: Candidate) -> MemberMatch:
    return MemberMatch.objects.get(row__object_id=person.public_id)


def questions(sandbox: Sandbox) -> int:
    return len(sandbox.calls("/v2/atsCandidates", "GET"))


def line(actor: User, person: Candidate) -> str:
    client = Client()
    client.force_login(actor)
    page = client.get(reverse("linkedin:tab", args=[person.public_id])).content.decode()
    start = page.index('id="li-line"')
    return str(page[start : page.index("</form>" if "</form>" in page[start:] else "</div>", start)])


@pytest.mark.req("SEED-29")
def test_somebody_linkedin_knows_by_e_mail_is_matched(live: Sandbox, job: Job, ragna: User) -> None:
    kari, stranger = hired(job, email="kari@example.org"), hired(job, email="nobody@example.org")
    load.ask()
    drain()
    assert len(match_of(kari).members) == 1
    assert match_of(stranger).members == []
    assert "Matched by e-mail" in line(ragna, kari)
    assert "Not matched" not in line(ragna, kari)
    assert "Not matched" in line(ragna, stranger)


def test_everybody_is_asked_for_in_one_question_and_once(live: Sandbox, job: Job) -> None:
    for _number in range(7):
        hired(job)
    load.ask()
    drain()
    assert questions(live) == 1
    drain()
    assert questions(live) == 1


def test_nobody_is_asked_for_while_people_wait_to_be_sent(
    live: Sandbox, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    hired(job)
    load.ask()
    drain()
    asked = questions(live)
    MemberMatch.objects.update(ask_at=clock.now())
    SyncRow.objects.filter(kind=Kind.CANDIDATE).update(wanted=F("wanted") + 1, urgent=False)
    monkeypatch.setattr(reserve, "leaves_room", lambda *_about: False)
    assert not loop.work()
    assert questions(live) == asked
    monkeypatch.undo()
    drain()
    assert questions(live) == asked + 1


@pytest.mark.req("SEED-29")
def test_a_new_address_is_asked_for_again(live: Sandbox, job: Job, ragna: User) -> None:
    person = hired(job, email="nobody@example.org")
    load.ask()
    drain()
    details = ContactDetails(given_name=person.given_name, surname=person.surname, emails=["kari@example.org"])
    people.change_contact_details(actor=ragna, candidate=person, details=details)
    drain()
    assert len(match_of(person).members) == 1


def test_who_is_not_found_is_asked_for_again_a_day_later(live: Sandbox, job: Job) -> None:
    hired(job, email="nobody@example.org")
    load.ask()
    drain()
    before = questions(live)
    live.post("clock", advance_seconds=25 * 3600)
    drain()
    assert questions(live) == before + 1


def test_link_and_address_together_are_an_exact_match(live: Sandbox, job: Job, ragna: User) -> None:
    kari = hired(job, email="kari@example.org")
    load.ask()
    drain()
    [member] = match_of(kari).members
    people.link_identity(actor=ragna, candidate=kari, external_id=member)
    drain()
    assert "Matched by e-mail and member ID" in line(ragna, kari)


@pytest.mark.parametrize(
    "case",
    [
        ("nobody@example.org", "", "Linked by hand"),
        ("nobody@example.org", "linkedin", "Matched by member ID"),
        ("kari@example.org", "", "belongs to somebody else"),
    ],
)
def test_a_link_says_where_it_comes_from(case: tuple[str, str, str], live: Sandbox, job: Job, ragna: User) -> None:
    address, by, sentence = case
    person = hired(job, email=address)
    people.link_identity(actor=ragna, candidate=person, external_id="urn:li:person:other", by=by)
    load.ask()
    drain()
    assert sentence in line(ragna, person)


def test_what_linkedin_found_by_a_link_goes_with_the_link(live: Sandbox, job: Job, ragna: User) -> None:
    person = hired(job, email="nobody@example.org")
    load.ask()
    drain()
    MemberMatch.objects.update(members=["urn:li:person:by-the-link"])
    people.link_identity(actor=ragna, candidate=person, external_id="urn:li:person:by-the-link")
    assert "Matched by e-mail and member ID" in line(ragna, person)
    people.unlink_identity(actor=ragna, candidate=person)
    assert "Not matched" in line(ragna, person)
    drain()
    assert "Not matched" in line(ragna, person)


def test_who_leaves_the_scope_leaves_no_match_behind(live: Sandbox, job: Job, ragna: User) -> None:
    kari = hired(job, email="kari@example.org")
    load.ask()
    drain()
    people.delete(actor=ragna, candidate=kari)
    drain()
    assert not MemberMatch.objects.exists()


def test_a_question_that_fails_waits_and_holds_up_no_record(live: Sandbox, job: Job) -> None:
    live.fault("GET /v2/atsCandidates", status=503, times=1)
    kari = hired(job, email="kari@example.org")
    load.ask()
    drain()
    connection = Connection.objects.get()
    assert not matches.ask(connection), "LinkedIn asked for a pause"
    assert live.store("atsCandidates")
    assert match_of(kari).members == []


def test_a_budget_nearly_used_up_is_left_to_sending(live: Sandbox, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkedin_talent.client.LinkedInClient.budget_used", lambda _client, _resource: 0.8)
    hired(job)
    load.ask()
    drain()
    assert questions(live) == 0


@given(age=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=60)))
def test_the_wait_for_the_next_question_grows_to_a_day_and_then_ends(age: timedelta) -> None:
    now = clock.now()
    after = matches.next_time(now - age, now)
    if age > matches.RECENT:
        assert after is None
    else:
        assert after is not None
        assert matches.SOON <= after - now <= matches.DAILY
