"""Moving through the stages: who, where to, when, and taking it back."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from factories import ApplicationFactory, JobFactory, UserFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tiltrekk.accounts.models import User
from tiltrekk.applications import scope, services
from tiltrekk.applications.models import Application, Status
from tiltrekk.core import clock
from tiltrekk.core.errors import AppError, NotAllowed, Refused, Stale
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Stage, StageKind

pytestmark = pytest.mark.django_db


def on_job(role: str = "recruiter", at: str = StageKind.APPLICATION) -> tuple[User, Application]:
    user = UserFactory()
    return user, ApplicationFactory(job=JobFactory(team={user: role}), at=at)


def stage(application: Application, kind: str) -> Stage:
    return application.job.process.stages.get(kind=kind)


def move(user: User, application: Application, kind: str) -> Any:
    application.refresh_from_db()
    return services.move(
        actor=user, application=application, from_stage=application.stage, to_stage=stage(application, kind)
    )


@pytest.mark.req("PROC-07", "OQ-35")
def test_forward_to_any_later_stage_back_only_by_a_recruiter() -> None:
    recruiter, application = on_job()
    move(recruiter, application, StageKind.INTERVIEW)
    move(recruiter, application, StageKind.SCREENING)
    manager, other = on_job("hiring_manager")
    move(manager, other, StageKind.OFFER)
    with pytest.raises(NotAllowed):
        move(manager, other, StageKind.SCREENING)
    interviewer, third = on_job("interviewer")
    with pytest.raises(NotAllowed):
        move(interviewer, third, StageKind.SCREENING)


def test_the_event_says_from_where_to_where() -> None:
    recruiter, application = on_job()
    made = move(recruiter, application, StageKind.SCREENING)
    values = Event.objects.get(verb="application.advanced").values
    assert values["from"]["kind"] == "application"
    assert values["to"] == {"id": made.to_stage_id, "kind": "screening", "label": "Screening"}
    assert values["move"] == made.pk


def test_two_people_moving_from_the_same_view_the_second_is_told() -> None:
    recruiter, application = on_job()
    seen = application.stage
    move(recruiter, application, StageKind.SCREENING)
    with pytest.raises(Stale):
        services.move(
            actor=recruiter, application=application, from_stage=seen, to_stage=stage(application, StageKind.INTERVIEW)
        )


@pytest.mark.parametrize("case", ["same", "foreign", "disabled", "closed", "job_closed"])
def test_moves_that_are_refused(case: str) -> None:
    recruiter, application = on_job()
    target = stage(application, StageKind.SCREENING)
    if case == "same":
        target = application.stage
        with pytest.raises(Refused):
            services.move(actor=recruiter, application=application, from_stage=application.stage, to_stage=target)
        return
    if case == "foreign":
        target = JobFactory().process.stages.get(kind=StageKind.OFFER)
    elif case == "disabled":
        Stage.objects.filter(pk=target.pk).update(enabled=False)
        target.refresh_from_db()
    elif case == "closed":
        Application.objects.update(status=Status.CLOSED)
    else:
        application.job.status = "closed"
        application.job.save()
    with pytest.raises(Refused):
        services.move(actor=recruiter, application=application, from_stage=application.stage, to_stage=target)
    assert not Event.objects.exists()


@pytest.mark.req("OQ-11")
def test_a_prospect_who_is_advanced_has_applied_now() -> None:
    recruiter, application = on_job(at=StageKind.PROSPECT)
    Application.objects.update(applied_at=None)
    made = move(recruiter, application, StageKind.APPLICATION)
    application.refresh_from_db()
    assert application.applied_at == made.at
    move(recruiter, application, StageKind.PROSPECT)
    application.refresh_from_db()
    assert application.applied_at is None


def test_undo_is_for_the_mover_within_a_minute_and_restores_the_days() -> None:
    manager, application = on_job("hiring_manager")
    since = application.stage_since
    made = move(manager, application, StageKind.SCREENING)
    colleague = UserFactory()
    application.job.team.create(user=colleague, role="recruiter", added_at=clock.now())
    with pytest.raises(Refused):
        services.undo_move(actor=colleague, move=made)
    services.undo_move(actor=manager, move=made)
    application.refresh_from_db()
    assert application.stage.kind == StageKind.APPLICATION
    assert application.stage_since == since
    with pytest.raises(Stale):
        services.undo_move(actor=manager, move=made)


def test_undo_comes_too_late_after_a_minute() -> None:
    recruiter, application = on_job()
    made = move(recruiter, application, StageKind.SCREENING)
    with time_machine.travel(clock.now() + timedelta(seconds=61)), pytest.raises(Refused) as refused:
        services.undo_move(actor=recruiter, move=made)
    assert refused.value.code == "too_late"


def test_a_move_takes_an_accepted_offer_back() -> None:
    recruiter, application = on_job(at=StageKind.OFFER)
    services.accept_offer(actor=recruiter, application=application)
    move(recruiter, application, StageKind.INTERVIEW)
    application.refresh_from_db()
    assert application.status == Status.ACTIVE


KINDS = ["prospect", "application", "screening", "interview", "offer"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["move"]), st.sampled_from(KINDS)),
        st.tuples(st.sampled_from(["undo", "reject", "reopen", "accept", "add", "prospect", "apply"]), st.none()),
    ),
    max_size=12,
)


class Sequences(TestCase):
    """Whatever people do in whatever order, the history stays one that LinkedIn takes."""

    @settings(max_examples=40, deadline=None)
    @given(steps=STEPS)
    def test_invariants_hold(self, steps: list[tuple[str, str | None]]) -> None:
        user = UserFactory()
        job = JobFactory(team={user: "recruiter"})
        application = ApplicationFactory(job=job, at="prospect", applied_at=None, candidate__email="a@example.org")
        with time_machine.travel(clock.now(), tick=False):
            for step, kind in steps:
                try:
                    _take(step, kind, user, application)
                except AppError:
                    continue
                finally:
                    application = Application.objects.filter(job=job).latest("id")
        _check(job)


def _take(step: str, kind: str | None, user: User, application: Application) -> None:
    job, person = application.job, application.candidate
    if step == "move":
        target = stage(application, str(kind))
        services.move(actor=user, application=application, from_stage=application.stage, to_stage=target)
    elif step == "undo":
        services.undo_move(actor=user, move=application.moves.latest("at", "pk"))
    elif step == "reject":
        services.reject(actor=user, application=application, reason="experience")
    elif step == "reopen":
        services.reopen(actor=user, application=application)
    elif step == "accept":
        services.accept_offer(actor=user, application=application)
    elif step == "add":
        services.add_applicant(actor=user, job=job, candidate=person)
    elif step == "prospect":
        services.add_prospect(actor=user, job=job, candidate=person)
    else:
        services.apply(job=job, given_name="A", surname="B", email="a@example.org")


def _check(job: Any) -> None:
    rows = list(Application.objects.filter(job=job))
    assert sum(row.is_open for row in rows) <= 1
    for row in rows:
        moves = list(row.moves.all())
        times = [one.at for one in moves]
        assert times == sorted(set(times)), "times grow"
        assert moves[-1].to_stage_id == row.stage_id
        assert all(later.from_stage_id == one.to_stage_id for one, later in pairwise(moves))
        assert (row.applied_at is None) == row.is_prospect
        assert (row.closed_at is None) == row.is_open
        assert row.status != Status.OFFERED or row.stage.kind == StageKind.OFFER
        assert scope.is_in_scope(row) == (not row.is_prospect)
