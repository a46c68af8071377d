"""Single records are taken from LinkedIn and given back; what hangs on them goes with them and comes back alone."""

import re

import pytest
from django.test import Client
from factories import CandidateFactory, FeedbackFactory, NoteFactory, UserFactory
from linkedin_rows import signed_in
from sandbox_process import Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, Note
from tiltrekk.candidates import services as people
from tiltrekk.core.errors import NotAllowed
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import records
from tiltrekk.linkedin.models import Kind, SyncRow
from tiltrekk.linkedin.sync import marks, removal
from tiltrekk.linkedin.sync.rows import raise_rows

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture
def applied(live: Sandbox, job: Job, ragna: User) -> Application:
    """Somebody with a stage, a note on each, and feedback, all of it at LinkedIn."""
    application = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    advance(application, ragna, "screening")
    hiring.create_note(actor=ragna, candidate=application.candidate, application=application, text="Of the team")
    hiring.create_note(actor=ragna, candidate=application.candidate, text="On the person")
    FeedbackFactory.create(application=application, author=ragna, state="submitted")
    raise_rows(marks.of_application(application))
    drain()
    return application


def row(kind: Kind) -> SyncRow:
    found = SyncRow.objects.filter(kind=kind, withheld=False)
    return found.exclude(digest="").earliest("pk") if found.exclude(digest="").exists() else found.earliest("pk")


def held(sandbox: Sandbox) -> dict[str, int]:
    names = ("atsCandidates", "atsCandidates/notes", "atsApplications", "atsApplications/stages",
             "atsApplications/notes", "atsApplications/interviewFeedback")  # fmt: skip
    return {name: len(sandbox.store(name)) for name in names}


@pytest.mark.req("LIP-05", "RSC-503")
def test_each_part_disappears_by_itself_and_then_the_whole(live: Sandbox, applied: Application, ragna: User) -> None:
    before = held(live)
    parts = {
        Kind.NOTE: "atsApplications/notes",
        Kind.STAGE: "atsApplications/stages",
        Kind.FEEDBACK: "atsApplications/interviewFeedback",
    }
    for kind, resource in parts.items():
        removal.remove(actor=ragna, row=row(kind))
        drain()
        assert held(live)[resource] == before[resource] - 1
        before = held(live)
    removal.remove(actor=ragna, row=row(Kind.APPLICATION))
    drain()
    assert held(live)["atsApplications"] == 0
    assert Note.objects.count() == 2, "untouched here"


@pytest.mark.req("LIP-05", "RSC-501")
def test_a_candidates_note_disappears_and_then_the_candidate(live: Sandbox, applied: Application, ragna: User) -> None:
    removal.remove(actor=ragna, row=row(Kind.CANDIDATE_NOTE))
    drain()
    assert (held(live)["atsCandidates/notes"], held(live)["atsCandidates"]) == (0, 1)
    removal.remove(actor=ragna, row=row(Kind.CANDIDATE))
    drain()
    assert set(held(live).values()) == {0}, "applications, stages, notes and feedback go with the person"


@pytest.mark.req("LIP-05")
def test_who_is_deleted_here_leaves_nothing_there_and_what_hangs_on_it_goes_first(
    live: Sandbox, applied: Application, admin: User
) -> None:
    assert all(held(live).values()), "all six kinds are there"
    people.delete(actor=admin, candidate=applied.candidate)
    drain()
    assert set(held(live).values()) == {0}
    deleted = [one["path"].removeprefix("/v2/") for one in live.calls("/v2/ats", "DELETE")]
    kinds = [re.sub(r"/ats[A-Za-z]*Id=[^/]*", "", path) for path in deleted]
    assert set(kinds) == set(held(live))
    last = {kind: len(kinds) - 1 - kinds[::-1].index(kind) for kind in kinds}
    for kind in set(kinds) - {"atsApplications", "atsCandidates"}:
        assert last[kind] < kinds.index(kind.partition("/")[0]), kinds
    assert last["atsApplications"] < kinds.index("atsCandidates"), kinds


@pytest.mark.req("RSC-503")
def test_sent_again_comes_whole_but_for_what_was_removed_on_its_own(
    live: Sandbox, applied: Application, ragna: User
) -> None:
    before = held(live)
    removal.remove(actor=ragna, row=row(Kind.NOTE))
    candidate = row(Kind.CANDIDATE)
    removal.remove(actor=ragna, row=candidate)
    drain()
    removal.send_again(actor=ragna, row=candidate)
    drain()
    assert held(live) == before | {"atsApplications/notes": before["atsApplications/notes"] - 1}


def test_a_note_written_on_a_removed_application_stays_here(live: Sandbox, applied: Application, ragna: User) -> None:
    removal.remove(actor=ragna, row=row(Kind.APPLICATION))
    drain()
    hiring.create_note(actor=ragna, candidate=applied.candidate, application=applied, text="Later")
    drain()
    assert held(live)["atsApplications/notes"] == 0
    assert SyncRow.objects.filter(kind=Kind.NOTE, since__isnull=False).count() == 0, "it waits for nothing"


def test_who_may_not_delete_it_may_not_remove_it(live: Sandbox, applied: Application, hilde: User) -> None:
    outsider = UserFactory.create(roles=["reader"])
    for kind, actor in ((Kind.APPLICATION, hilde), (Kind.STAGE, hilde), (Kind.CANDIDATE, outsider)):
        with pytest.raises(NotAllowed):
            removal.remove(actor=actor, row=row(kind))


def test_it_is_recorded_who_did_it(live: Sandbox, applied: Application, ragna: User) -> None:
    removal.remove(actor=ragna, row=row(Kind.NOTE))
    event = Event.objects.get(verb="linkedin.removed")
    assert (event.actor_id, event.candidate_id) == (ragna.pk, applied.candidate_id)


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_lists_each_record_with_its_state_and_acts(live: Sandbox, applied: Application, ragna: User) -> None:
    client: Client = signed_in(ragna)
    address = f"/candidates/{applied.candidate.public_id}/linkedin/records/"
    page = client.get(address).content.decode()
    assert page.count('data-state="in_sync"') >= 6
    note = row(Kind.NOTE)
    client.post(f"{address}remove/", {"row": note.pk})
    assert 'data-state="removed"' in client.get(address).content.decode()
    client.post(f"{address}send-again/", {"row": note.pk})
    drain()
    assert 'data-state="removed"' not in client.get(address).content.decode()


def test_records_of_another_person_do_not_exist(live: Sandbox, applied: Application, ragna: User) -> None:
    other = CandidateFactory.create()
    answer = signed_in(ragna).post(
        f"/candidates/{other.public_id}/linkedin/records/remove/", {"row": row(Kind.CANDIDATE).pk}
    )
    assert answer.status_code == 404


@pytest.mark.req("SEC-19")
def test_nobody_learns_of_anothers_private_note(live: Sandbox, applied: Application, ragna: User, hilde: User) -> None:
    private = {"author": hilde, "text": "Mine", "visibility": "private"}
    NoteFactory.create(candidate=applied.candidate, application=applied, **private)
    groups = records.of_person(actor=ragna, candidate=applied.candidate)
    titles = [one.title for group in groups for one in group.records]
    assert "Of the team" in titles
    assert "Mine" not in titles
