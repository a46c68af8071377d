"""What is out of order keeps nobody else waiting (INV-08): a poisoned record, a dead resource, a page switched off."""

import pytest
from factories import CandidateFactory
from fault_watch import BOUND, Watch, turns
from sandbox_process import URN, Sandbox
from second_page import OTHER_CONTRACT, OTHER_URN, second_page
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.candidates.models import Candidate, EmailAddress
from tiltrekk.core import clock, events
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import Kind, Level, LevelState, SyncRow
from tiltrekk.linkedin.sync import everything
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.rows import raise_rows

pytestmark = [pytest.mark.process, pytest.mark.django_db]
STEP = 5  # felt seconds; as often as the worker looks without being told


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


def live_on(watch: Watch, seconds: float) -> None:
    """The worker works for this long."""
    for _ in range(int(seconds / STEP)):
        turns()
        watch.pass_time(STEP)
    turns()


def add(job: Job, ragna: User, number: int) -> list[Application]:
    """So many new people on the job, one after the other."""
    return [
        hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create(surname=f"Person{n}"))
        for n in range(number)
    ]


@pytest.mark.req("FLT-21", "INV-08")
def test_one_record_of_two_hundred_that_cannot_be_built_fails_alone_and_its_next_version_goes_out(
    watch: Watch, job: Job, ragna: User
) -> None:
    bad = add(job, ragna, 200)[107].candidate
    Candidate.objects.filter(pk=bad.pk).update(country="??")
    watch.note()
    live_on(watch, STEP)
    rows = SyncRow.objects.filter(kind=Kind.CANDIDATE)
    assert [row.object_id for row in rows if row.failed] == [bad.public_id]
    assert rows.get(object_id=bad.public_id).error
    assert sum(row.acknowledged >= row.wanted for row in rows) == 199
    assert watch.judge(drained=False, bound=BOUND, hurt=[bad.public_id]) == []
    Candidate.objects.filter(pk=bad.pk).update(country="NO")
    events.record(actor=ragna, verb="candidate.changed", subject=bad, candidate=bad)
    watch.note()
    watch.settle()
    assert not rows.filter(failed=True).exists()
    assert watch.judge() == []


@pytest.mark.req("INV-08")
def test_a_resource_that_is_dead_for_ever_delays_nothing_else(watch: Watch, job: Job, ragna: User) -> None:
    watch.fault("PUT /v2/atsApplications/*/interviewFeedback", nth=0, status=503)
    for one in add(job, ragna, 8):
        hiring.submit_feedback(actor=ragna, application=one, text=hiring.FeedbackText(recommended=True))
        hiring.create_note(actor=ragna, candidate=one.candidate, application=one, text="Good in storms.")
        watch.note()
        live_on(watch, 30)
    hiring.reject(actor=ragna, application=one, reason="experience")
    watch.note()
    live_on(watch, 120)
    assert watch.judge(drained=False, bound=BOUND, hurt=["atsApplications/interviewFeedback"]) == []
    assert len(watch.judge(drained=False, bound=BOUND)) == 8, "the feedback is late, else this proves nothing"
    watch.settle()
    assert watch.judge() == []


# --- two company pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(watch: Watch, ragna: User, admin: User) -> Job:
    """A job of a second company page, which has a contract of its own; both are in sync."""
    job = second_page(watch.sandbox, admin, ragna)
    watch.note()
    watch.settle()
    assert {row["context"] for row in watch.sandbox.store("atsEntityAcls")} == {URN, OTHER_URN}
    return job


@pytest.mark.req("INV-08")
def test_a_page_that_was_switched_off_in_silence_delays_the_other_page_no_longer_than_the_bound(
    watch: Watch, job: Job, elsewhere: Job, ragna: User
) -> None:
    watch.fault("INTEGRATION_STATUS_CHANGE", "push-lost", nth=0)
    watch.sandbox.post("acts/ats-switch", contract=OTHER_CONTRACT, level="company", on=False)
    add(elsewhere, ragna, 3)
    add(job, ragna, 3)
    watch.note()
    for _ in range(6):
        live_on(watch, STEP)
        connect.levels.refresh_quietly()  # the worker's task, which the refusal asks for
    assert Level.objects.get(organization=OTHER_URN).state == LevelState.DISABLED
    assert 403 in [one["status"] for one in watch.ledger().calls], "else this proves nothing"
    assert watch.judge(drained=False, bound=BOUND, hurt=[OTHER_URN]) == []
    assert watch.sandbox.store("atsCandidates")


def crowd(job: Job, number: int) -> None:
    """So many people who applied long ago, as an import leaves them."""
    now = clock.now()
    names = {"given_name": "Ola", "created_at": now, "updated_at": now}
    found = Candidate.objects.bulk_create(Candidate(surname=f"Person{n}", **names) for n in range(number))
    addresses = (EmailAddress(candidate=one, address=f"{one.public_id}@example.org", is_primary=True) for one in found)
    EmailAddress.objects.bulk_create(addresses)
    stage = job.process.stages.get(kind="application")
    given = {"job": job, "stage": stage, "stage_since": now, "created_at": now, "applied_at": now, "updated_at": now}
    made = Application.objects.bulk_create(Application(candidate=one, **given) for one in found)
    StageMove.objects.bulk_create(StageMove(application=one, to_stage=stage, at=now) for one in made)


@pytest.mark.req("FLT-44", "INV-08")
@pytest.mark.parametrize("urgent", [False, True], ids=["history", "live"])
def test_five_thousand_records_of_one_page_do_not_hold_up_a_change_of_the_other(
    watch: Watch, job: Job, elsewhere: Job, ragna: User, *, urgent: bool
) -> None:
    """Counted in turns of the loop, each a call or a few; where pages do not take turns it needs a hundred."""
    crowd(job, 5000)
    for part in everything.chunks():
        raise_rows(part, urgent=urgent)
    assert SyncRow.objects.filter(acknowledged=0, organization=URN).count() == 15_000
    work()
    [one] = add(elsewhere, ragna, 1)
    turn = 0
    while not any(row["key"] == one.public_id for row in watch.sandbox.store("atsApplications")):
        work()
        watch.pass_time(STEP)
        turn += 1
        assert turn < BOUND / STEP, [f"{row} {row.error}" for row in SyncRow.objects.filter(organization=OTHER_URN)]
    assert SyncRow.objects.filter(acknowledged=0, organization=URN).count() > 14_000, "else this proves nothing"
