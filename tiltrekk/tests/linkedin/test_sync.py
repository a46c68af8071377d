"""The loop converges, whatever LinkedIn answers; nothing is lost, nothing doubled."""

import json

import pytest
from factories import CandidateFactory, FeedbackFactory, NoteFactory
from sandbox_process import URN, Sandbox, drain, waiting
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, Note, Visibility
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import events
from tiltrekk.jobs.models import Job, StageKind
from tiltrekk.linkedin.models import Kind, SyncRow
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.loop import work

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def prospect(job: Job, candidate: Candidate | None = None) -> Application:
    candidate = candidate or CandidateFactory.create()
    return hiring.add_prospect(actor=None, job=job, candidate=candidate, source="linkedin", by="linkedin")


def advance(application: Application, actor: User, kind: StageKind) -> None:
    application.refresh_from_db()
    stage = application.job.process.stages.get(kind=kind)
    hiring.move(actor=actor, application=application, from_stage=application.stage, to_stage=stage)


def stored(sandbox: Sandbox, resource: str) -> list[dict[str, object]]:
    return [
        row["body"] if isinstance(row["body"], dict) else json.loads(row["body"]) for row in sandbox.store(resource)
    ]


@pytest.mark.req("LI-29")
def test_active_job_is_at_linkedin_with_its_id_and_title(live: Sandbox, job: Job) -> None:
    [found] = live.store("jobs")
    body = json.loads(found["body"]) if isinstance(found["body"], str) else found["body"]
    assert found["external_id"] == job.job_id
    assert body["title"] == "Marine engineer"
    assert body["availability"] == "PRIVATE_TO_ATS_INTEGRATION"
    assert body["accessRestricted"] is True
    assert not waiting()


def test_of_somebody_deleted_no_row_is_left_to_be_counted(live: Sandbox, job: Job, ragna: User, admin: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.SCREENING)
    NoteFactory.create(candidate=application.candidate, application=application, visibility=Visibility.TEAM)
    FeedbackFactory.create(application=application, author=ragna)
    load.ask()
    drain()
    assert SyncRow.objects.filter(kind__in=[Kind.STAGE, Kind.NOTE, Kind.FEEDBACK]).count() > 2
    people.delete(actor=admin, candidate=application.candidate)
    drain()
    assert live.store("atsCandidates") == []
    of_people = SyncRow.objects.exclude(kind__in=[Kind.JOB, Kind.ACL, Kind.ASSIGNEE])
    assert list(of_people.values_list("kind", "held")) == []


@pytest.mark.req("LI-33", "LIP-07")
def test_nothing_of_a_prospect_leaves(live: Sandbox, job: Job) -> None:
    person = CandidateFactory.create(given_name="Canaryfirst", surname="Canarylast", email="canary@example.org")
    application = prospect(job, person)
    drain()
    assert live.store("atsCandidates") == []
    assert live.store("atsApplications") == []
    text = live.ledger_text().lower()
    assert "canary" not in text
    assert person.public_id not in text
    assert application.public_id not in text
    assert SyncRow.objects.get(kind="application").held == "prospect"


@pytest.mark.req("LI-32", "LI-34")
def test_past_prospect_all_of_it_arrives(live: Sandbox, job: Job, ragna: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    NoteFactory.create(application=application, author=ragna, text="Good in storms.")
    FeedbackFactory.create(application=application, author=ragna, overall="Hire.")
    advance(application, ragna, StageKind.INTERVIEW)
    drain()
    [sent] = stored(live, "atsApplications")
    assert sent["atsJobPostingName"] == "Marine engineer"
    assert [one["stage"] for one in stored(live, "atsApplications/stages")] == ["Application", "Interview"]
    assert [one["note"] for one in stored(live, "atsApplications/notes")] == ["Good in storms."]
    assert [one["feedback"] for one in stored(live, "atsApplications/interviewFeedback")] == ["Hire."]
    assert len(stored(live, "atsCandidates")) == 1


@pytest.mark.req("LIP-07")
def test_back_to_prospect_takes_everything_away_again(live: Sandbox, job: Job, ragna: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    NoteFactory.create(application=application, author=ragna)
    drain()
    assert live.store("atsCandidates")
    advance(application, ragna, StageKind.PROSPECT)
    drain()
    for resource in ("atsCandidates", "atsApplications", "atsApplications/stages", "atsApplications/notes"):
        assert live.store(resource) == [], resource


@pytest.mark.req("LIP-06")
def test_private_note_never_leaves_and_one_made_private_goes_and_comes_back(
    live: Sandbox, job: Job, ragna: User
) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    hiring.create_note(
        actor=ragna, candidate=application.candidate, application=application, text="secretcanary",
        visibility=Visibility.PRIVATE,
    )  # fmt: skip
    note = hiring.create_note(actor=ragna, candidate=application.candidate, application=application, text="open words")
    drain()
    assert [one["note"] for one in stored(live, "atsApplications/notes")] == ["open words"]
    hiring.change_note(actor=ragna, note=note, text="open words", visibility=Visibility.PRIVATE)
    drain()
    assert live.store("atsApplications/notes") == []
    hiring.change_note(actor=ragna, note=note, text="open words", visibility=Visibility.TEAM)
    drain()
    assert [one["note"] for one in stored(live, "atsApplications/notes")] == ["open words"]
    assert "secretcanary" not in live.ledger_text()


def test_deleted_note_is_deleted_there(live: Sandbox, job: Job, ragna: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    note = hiring.create_note(actor=ragna, candidate=application.candidate, application=application, text="gone soon")
    drain()
    hiring.delete_note(actor=ragna, note=note)
    drain()
    assert live.store("atsApplications/notes") == []
    assert not SyncRow.objects.filter(kind="note").exists()
    assert not Note.objects.exists()


def test_ten_changes_make_one_send(live: Sandbox, job: Job, ragna: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    drain()
    before = len(live.calls("atsCandidates", "PUT"))
    for number in range(10):
        Candidate.objects.filter(pk=application.candidate_id).update(current_title=f"Title {number}")
        events.record(
            actor=ragna, verb="candidate.changed", subject=application.candidate, candidate=application.candidate
        )
    drain()
    assert len(live.calls("atsCandidates", "PUT")) == before + 1
    assert stored(live, "atsCandidates")[0]["currentJobTitle"] == "Title 9"


def test_unchanged_projection_is_acknowledged_without_a_call(live: Sandbox, job: Job, ragna: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    drain()
    before = live.received()
    events.record(actor=ragna, verb="candidate.changed", subject=application.candidate, candidate=application.candidate)
    assert waiting()
    drain()
    assert live.received() == before


def test_deleted_candidate_leaves_no_trace_there(live: Sandbox, job: Job, ragna: User, admin: User) -> None:
    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    drain()
    people.delete(actor=admin, candidate=application.candidate)
    drain()
    assert live.store("atsCandidates") == []
    assert live.store("atsApplications") == []
    deletes = [one["path"] for one in live.calls("/v2/ats", "DELETE")]
    assert [path.rpartition("/")[2] for path in deletes] == ["stages", "atsApplications", "atsCandidates"]


class TestFaults:
    def test_one_bad_element_does_not_hold_the_others(self, live: Sandbox, job: Job, ragna: User) -> None:
        applications = [prospect(job) for _ in range(5)]
        for application in applications:
            advance(application, ragna, StageKind.APPLICATION)
        bad = applications[2].candidate.public_id
        live.fault("PUT /v2/atsCandidates*", "entity", entity=bad, nth=0, status=422)
        drain()
        assert len(live.store("atsCandidates")) == 4
        row = SyncRow.objects.get(kind="candidate", object_id=bad)
        assert row.failed
        assert row.error
        assert len(live.store("atsApplications")) == 4

    def test_lost_answer_is_sent_again_and_nothing_is_doubled(self, live: Sandbox, job: Job, ragna: User) -> None:
        for route in ("PUT /v2/atsCandidates*", "PUT /v2/atsApplications*"):
            live.fault(route, "lost-answer", nth=1)
        application = prospect(job)
        advance(application, ragna, StageKind.APPLICATION)
        drain()
        assert len(live.store("atsCandidates")) == 1
        assert len(live.store("atsApplications")) == 1
        assert len(live.store("atsApplications/stages")) == 1

    def test_lost_answer_then_out_of_scope_is_deleted(self, live: Sandbox, job: Job, ragna: User) -> None:
        live.fault("PUT /v2/atsCandidates*", "lost-answer", nth=1)
        application = prospect(job)
        advance(application, ragna, StageKind.APPLICATION)
        work()
        assert live.store("atsCandidates")
        advance(application, ragna, StageKind.PROSPECT)
        drain()
        assert live.store("atsCandidates") == []

    @pytest.mark.parametrize("status", [500, 503, 429, 401])
    def test_trouble_that_passes_is_waited_out(self, live: Sandbox, job: Job, ragna: User, status: int) -> None:
        live.fault("PUT /v2/atsCandidates*", status=status, nth=1, times=2)
        application = prospect(job)
        advance(application, ragna, StageKind.APPLICATION)
        drain()
        assert len(live.store("atsCandidates")) == 1
        assert not SyncRow.objects.filter(failed=True).exists()

    def test_retry_after_is_kept(self, live: Sandbox, job: Job, ragna: User) -> None:
        from django.utils import timezone
        from tiltrekk.linkedin.models import Hold

        live.fault("PUT /v2/atsCandidates*", status=429, nth=1, retry_after="60")
        advance(prospect(job), ragna, StageKind.APPLICATION)
        while work():
            pass
        hold = Hold.objects.get()
        assert (hold.until - timezone.now()).total_seconds() > 50
        assert len(live.calls("atsCandidates", "PUT")) == 1
        assert all("throttle" in row.error for row in SyncRow.objects.filter(kind="candidate"))

    def test_a_missing_result_is_not_believed(self, live: Sandbox, job: Job, ragna: User) -> None:
        application = prospect(job)
        live.fault("PUT /v2/atsCandidates*", "missing-result", nth=1, entity=application.candidate.public_id)
        advance(application, ragna, StageKind.APPLICATION)
        drain()
        assert len(live.calls("atsCandidates", "PUT")) == 2

    def test_html_with_200_is_a_failure(self, live: Sandbox, job: Job, ragna: User) -> None:
        live.fault("PUT /v2/atsApplications*", "html", nth=1)
        advance(prospect(job), ragna, StageKind.APPLICATION)
        drain()
        assert len(live.store("atsApplications")) == 1


def test_an_older_answer_does_not_acknowledge_a_newer_change(live: Sandbox, job: Job, ragna: User) -> None:
    """INV-03."""
    from tiltrekk.linkedin.sync import record, todo

    application = prospect(job)
    advance(application, ragna, StageKind.APPLICATION)
    drain()
    candidate = application.candidate
    Candidate.objects.filter(pk=candidate.pk).update(current_title="First")
    events.record(actor=ragna, verb="candidate.changed", subject=candidate, candidate=candidate)
    rows = todo.claim([URN], [Kind.CANDIDATE])
    looked = [todo.Looked(rows)[row] for row in rows]
    Candidate.objects.filter(pk=candidate.pk).update(current_title="Second")
    events.record(actor=ragna, verb="candidate.changed", subject=candidate, candidate=candidate)
    record.acknowledged(looked)
    SyncRow.objects.update(lease_until=None)
    row = SyncRow.objects.get(kind="candidate")
    assert row.acknowledged < row.wanted
    drain()
    assert stored(live, "atsCandidates")[0]["currentJobTitle"] == "Second"
