"""Stages and settings of a job's process."""

import pytest
from factories import JobFactory, UserFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tiltrekk.accounts.models import User
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.permissions import Flag, Role, allowed
from tiltrekk.jobs.models import Job, StageKind, Status
from tiltrekk.jobs.selectors import process as selectors
from tiltrekk.jobs.services import jobs, process

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return UserFactory(roles=[Role.HIRING_MANAGER])


@pytest.fixture
def draft(manager: User) -> Job:
    return JobFactory(team={manager: "hiring_manager"}, status=Status.DRAFT)


def order(job: Job) -> list[str]:
    return [stage.label for stage in job.process.stages.all()]


@pytest.mark.req("PROC-02")
def test_fixed_stages_are_renamed_but_neither_removed_nor_moved(manager: User, draft: Job) -> None:
    for kind in (StageKind.PROSPECT, StageKind.APPLICATION, StageKind.OFFER):
        stage = draft.process.stages.get(kind=kind)
        process.rename_stage(actor=manager, stage=stage, name=f"Our {kind}")
        for act in (
            lambda stage=stage: process.remove_stage(actor=manager, stage=stage),
            lambda stage=stage: process.move_stage(actor=manager, stage=stage, by=1),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "fixed_stage"
    assert order(draft) == ["Our prospect", "Our application", "Screening", "Interview", "Our offer"]


@pytest.mark.req("PROC-04")
def test_a_second_interview_comes_before_the_offer(manager: User, draft: Job) -> None:
    process.add_stage(actor=manager, job=draft, kind=StageKind.INTERVIEW, name="Meet the team")
    assert order(draft) == ["Prospect", "Application", "Screening", "Interview", "Meet the team", "Offer"]
    process.remove_stage(actor=manager, stage=draft.process.stages.get(kind="screening"))
    assert order(draft) == ["Prospect", "Application", "Interview", "Meet the team", "Offer"]


def test_the_fixed_kinds_cannot_be_added_again(manager: User, draft: Job) -> None:
    with pytest.raises(Refused) as refused:
        process.add_stage(actor=manager, job=draft, kind=StageKind.OFFER)
    assert refused.value.code == "kind"


def test_an_empty_name_brings_back_the_built_in_word(manager: User, draft: Job) -> None:
    stage = draft.process.stages.get(kind="screening")
    process.rename_stage(actor=manager, stage=stage, name="Phone call")
    assert process.rename_stage(actor=manager, stage=stage, name=" ").label == "Screening"
    with pytest.raises(Refused):
        process.rename_stage(actor=manager, stage=stage, name="x" * 61)


@pytest.mark.req("PROC-05", "JOB-11")
def test_activation_freezes_everything(manager: User, draft: Job) -> None:
    jobs.activate(actor=manager, job=draft)
    stage = draft.process.stages.get(kind="screening")
    for act in (
        lambda: process.rename_stage(actor=manager, stage=stage, name="x"),
        lambda: process.add_stage(actor=manager, job=draft, kind=StageKind.INTERVIEW),
        lambda: process.remove_stage(actor=manager, stage=stage),
        lambda: process.move_stage(actor=manager, stage=stage, by=1),
        lambda: process.set_prospects(actor=manager, job=draft, enabled=False, allow_hiring_managers=True),
        lambda: process.set_application(actor=manager, job=draft, resume_required=True),
        lambda: process.set_feedback(actor=manager, job=draft, view_others_first=True, edit_after_submit=True),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "process_frozen"


def test_others_do_not_change_it(draft: Job) -> None:
    with pytest.raises(NotAllowed):
        process.add_stage(actor=UserFactory(roles=[Role.RECRUITER]), job=draft, kind=StageKind.INTERVIEW)


def test_settings_are_the_defaults_until_set(manager: User, draft: Job) -> None:
    assert selectors.settings(draft) == selectors.Settings()
    process.set_prospects(actor=manager, job=draft, enabled=False, allow_hiring_managers=False)
    process.set_application(actor=manager, job=draft, resume_required=True)
    process.set_feedback(actor=manager, job=draft, view_others_first=True, edit_after_submit=False)
    assert selectors.settings(draft) == selectors.Settings(
        prospects=False,
        allow_hiring_managers=False,
        resume_required=True,
        view_others_first=True,
        edit_after_submit=False,
    )
    assert [stage.kind for stage in selectors.stages(draft)] == ["application", "screening", "interview", "offer"]


@pytest.mark.req("PROC-15")
def test_the_switch_decides_whether_hiring_managers_see_prospects(manager: User, draft: Job) -> None:
    assert allowed(manager, Flag.READ_PROSPECTS, draft)
    process.set_prospects(actor=manager, job=draft, enabled=True, allow_hiring_managers=False)
    assert not allowed(manager, Flag.READ_PROSPECTS, draft)


class TestAnyOrderOfChanges(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["add", "remove", "move"]), st.integers(0, 9), st.integers(-4, 4))))
    def test_prospect_and_application_stay_first_and_offer_last(self, changes: list[tuple[str, int, int]]) -> None:
        manager = UserFactory()
        job = JobFactory(team={manager: "hiring_manager"}, status=Status.DRAFT)
        for action, which, by in changes:
            free = list(job.process.stages.filter(kind__in=process.FREE_KINDS))
            if action == "add" and len(free) + 3 < process.MOST_STAGES:
                process.add_stage(actor=manager, job=job, kind=process.FREE_KINDS[which % 3])
            elif action == "remove" and free:
                process.remove_stage(actor=manager, stage=free[which % len(free)])
            elif action == "move" and free:
                process.move_stage(actor=manager, stage=free[which % len(free)], by=by)
        kinds = list(job.process.stages.values_list("kind", flat=True))
        assert kinds[:2] == ["prospect", "application"]
        assert kinds[-1] == "offer"
        assert list(job.process.stages.values_list("ordinal", flat=True)) == list(range(len(kinds)))
