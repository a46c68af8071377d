"""Whoever closed their LinkedIn account is shown to an administrator, who decides about each or about all."""

from datetime import timedelta

import pytest
from factories import CandidateFactory
from sandbox_process import Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import link_identity, unlink_identity
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import closed, tasks
from tiltrekk.linkedin.models import Basis, ClosedAccount, Cursor, InMail, MemberMatch, RecruiterNote
from tiltrekk.linkedin.pages import home
from tiltrekk.linkedin.pull import closed as asking

pytestmark = [pytest.mark.process, pytest.mark.django_db]
DAY = 24 * 3600


@pytest.fixture
def people(live: Sandbox, job: Job, ragna: User) -> list[Candidate]:
    """Kari and Ola: at LinkedIn, and linked with whom LinkedIn found."""
    found = [CandidateFactory.create(email=f"{name}@example.org") for name in ("kari", "ola")]
    for person in found:
        advance(hiring.add_applicant(actor=ragna, job=job, candidate=person), ragna, "screening")
    drain()
    live.post("clock", advance_seconds=60)
    drain()
    for match in MemberMatch.objects.select_related("row"):
        person = Candidate.objects.get(public_id=match.row.object_id)
        link_identity(actor=ragna, candidate=person, external_id=match.members[0])
    drain()
    return found


def told(sandbox: Sandbox, *members: str) -> list[ClosedAccount]:
    for member in members:
        sandbox.post("acts/close-account", member=member)
    asking.pull()
    return list(closed.waiting().order_by("pk"))


@pytest.mark.req("LI-37", "LIP-03")
def test_linkedin_is_asked_once_a_week_and_again_soon_when_it_failed(live: Sandbox) -> None:
    assert asking.is_due()
    asking.pull()
    assert not asking.is_due()
    live.post("clock", advance_seconds=6 * DAY)
    assert not asking.is_due()
    live.post("clock", advance_seconds=DAY)
    assert asking.is_due()
    live.fault("GET /v2/exportedCandidates*", status=503, nth=1)
    asking.pull()
    assert not asking.is_due()
    assert Cursor.objects.get(source="closed").error
    live.post("clock", advance_seconds=3600)
    asking.pull()
    assert Cursor.objects.get(source="closed").error == ""
    assert asking.EVERY + timedelta(days=1) < asking.AT_MOST


def test_asking_owes_no_history(live: Sandbox) -> None:
    """The pull of InMail must not believe it is behind because of this cursor."""
    from tiltrekk.linkedin.pull import cursors

    asking.pull()
    assert not cursors.is_behind()


@pytest.mark.req("LI-37")
def test_who_left_waits_for_a_person_and_is_told_once(live: Sandbox, people: list[Candidate]) -> None:
    [account] = told(live, "kari")
    assert account.candidate == people[0]
    assert account.closed_at is not None
    assert account.profile_url.startswith("https://")
    assert not Candidate.objects.exclude(deleted_at=None).exists()
    live.post("clock", advance_seconds=8 * DAY)
    assert told(live) == [account]
    assert Event.objects.filter(verb="linkedin.account_closed").count() == 1


@pytest.mark.req("LI-37")
def test_delete_one_is_here_and_at_linkedin_and_leaves_nothing_linkedin_told(
    live: Sandbox, people: list[Candidate], admin: User
) -> None:
    kari, ola = told(live, "kari", "ola")
    InMail.objects.create(event_id="1", seat="s", thread="t", person=kari.member, direction="sent", at=clock.now())
    RecruiterNote.objects.create(note_id=1, seat="s", person=kari.member, text="x", modified_at=clock.now())
    assert closed.delete(actor=admin, accounts=[kari]) == 1
    drain()
    assert [row["key"] for row in live.store("atsCandidates") if people[0].public_id in row["key"]] == []
    assert not InMail.objects.exists()
    assert not RecruiterNote.objects.exists()
    assert not people[0].identities.exists()
    assert list(closed.waiting()) == [ola]
    assert closed.delete(actor=admin, accounts=[kari]) == 0, "a second click changes nothing"


@pytest.mark.req("LI-37")
def test_delete_all(live: Sandbox, people: list[Candidate], admin: User) -> None:
    told(live, "kari", "ola")
    assert closed.delete(actor=admin, accounts=closed.waiting()) == 2
    drain()
    assert live.store("atsCandidates") == []
    assert Event.objects.filter(verb="linkedin.closed_decided", actor_id=admin.pk).count() == 2


@pytest.mark.req("LIP-03")
def test_keep_the_person_without_what_linkedin_told(live: Sandbox, people: list[Candidate], admin: User) -> None:
    [account] = told(live, "kari")
    with pytest.raises(Refused):
        closed.keep_without_linkedin(actor=admin, accounts=[account], basis=Basis.APPLIED, reason=" ")
    assert closed.keep_without_linkedin(actor=admin, accounts=[account], basis=Basis.APPLIED, reason="In May.") == 1
    account.refresh_from_db()
    assert (account.basis, account.reason) == (Basis.APPLIED, "In May.")
    people[0].refresh_from_db()
    assert people[0].deleted_at is None
    assert not people[0].identities.exists()
    drain()
    assert "manualMatchedMember" not in str([r for r in live.store("atsCandidates") if people[0].public_id in r["key"]])
    live.post("clock", advance_seconds=8 * DAY)
    assert told(live) == []


def test_others_than_administrators_decide_nothing(live: Sandbox, people: list[Candidate], ragna: User) -> None:
    [account] = told(live, "kari")
    with pytest.raises(NotAllowed):
        closed.delete(actor=ragna, accounts=[account])
    with pytest.raises(NotAllowed):
        closed.keep_without_linkedin(actor=ragna, accounts=[account], basis=Basis.HIRED, reason="Hired.")


@pytest.mark.req("LIP-03")
def test_the_alarm_rings_when_the_list_was_not_read_for_25_days(live: Sandbox, admin: User) -> None:
    asking.pull()
    live.fault("GET /v2/exportedCandidates*", status=503, nth=0)
    for _ in range(24):
        live.post("clock", advance_seconds=DAY)
        asking.pull()
    assert asking.overdue() is None
    live.post("clock", advance_seconds=DAY + 1)
    asking.pull()
    late = asking.overdue()
    assert late
    assert "503" in late.error
    assert [one.route for one in home._closed_overdue()] == ["linkedin:closed"]
    live.delete("faults")
    live.post("clock", advance_seconds=3600)
    asking.pull()
    assert asking.overdue() is None
    assert home._closed_overdue() == []


@pytest.mark.req("LIP-04")
def test_what_recruiters_did_with_who_left_goes_after_two_weeks_unless_somebody_decided(
    live: Sandbox, people: list[Candidate], admin: User
) -> None:
    [account] = told(live, "kari")
    of_kari = plant(account.member)
    of_ola = plant("urn:li:person:stays")
    live.post("clock", advance_seconds=14 * DAY - 60)
    tasks.due()
    assert there(of_kari)
    live.post("clock", advance_seconds=120)
    tasks.due()
    assert not there(of_kari)
    assert there(of_ola)
    people[0].refresh_from_db()
    assert people[0].deleted_at is None, "the person waits for somebody's decision"
    event = Event.objects.get(verb="linkedin.activities_deleted")
    assert (event.candidate_id, event.values["count"]) == (people[0].pk, 2)
    plant(account.member, number=9)  # a reading of the history that came late
    tasks.due()
    assert not InMail.objects.filter(person=account.member).exists()
    assert closed.ACTIVITIES_KEPT + asking.EVERY < asking.AT_MOST


@pytest.mark.req("LIP-04")
def test_of_somebody_who_is_nobody_here_they_go_at_once(live: Sandbox, people: list[Candidate], admin: User) -> None:
    member = people[0].identities.get().external_id
    plant(member)
    unlink_identity(actor=admin, candidate=people[0])
    assert told(live, "kari") == []
    assert not InMail.objects.exists()


def plant(member: str, number: int = 0) -> tuple[InMail, RecruiterNote]:
    """An InMail and a note of a member."""
    given = {"seat": "s", "person": member}
    number = number or RecruiterNote.objects.count() + 1
    inmail = InMail.objects.create(event_id=str(number), thread="t", direction="sent", at=clock.now(), **given)
    return inmail, RecruiterNote.objects.create(note_id=number, text="x", modified_at=clock.now(), **given)


def there(rows: tuple[InMail, RecruiterNote]) -> bool:
    found = {type(one).objects.filter(pk=one.pk).exists() for one in rows}
    assert len(found) == 1, "one of the two is left"
    return found.pop()


def test_a_deleted_person_loses_what_linkedin_told(live: Sandbox, people: list[Candidate], admin: User) -> None:
    """RSC-502: stub, export and link are gone too, whoever deletes and why."""
    from tiltrekk.candidates.services import delete

    member = people[0].identities.get().external_id
    InMail.objects.create(event_id="1", seat="s", thread="t", person=member, direction="sent", at=clock.now())
    delete(actor=admin, candidate=people[0])
    assert not InMail.objects.exists()
    assert not people[0].identities.exists()


def test_the_worker_asks_by_itself(live: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(tasks.pull_closed.wrapped, "defer", lambda: asked.append(True))
    tasks.due()
    assert asked == [True]
