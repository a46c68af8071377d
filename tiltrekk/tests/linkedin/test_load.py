"""The load of the history: complete, set-based, done by the worker, and told with pace and end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, JobFactory, NoteFactory, UserFactory
from linkedin_rows import connected_row
from sandbox_process import URN
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import tasks
from tiltrekk.linkedin.models import (
    Access,
    CompanyPage,
    HistoryLoad,
    Level,
    LevelState,
    Listing,
    MemberConnection,
    SyncMinute,
    SyncRow,
)
from tiltrekk.linkedin.sync import control, everything, load, marks
from tiltrekk.linkedin.sync.rows import Mark

pytestmark = pytest.mark.django_db
OTHER, ELSEWHERE = "urn:li:organization:777", "urn:li:organization:888"


@pytest.fixture
def pages(settings: Any, tmp_path: Any) -> list[CompanyPage]:
    """Two company pages with a level, one without."""
    settings.DATA_DIR = tmp_path
    found = [CompanyPage.objects.create(name=number, company_id=number) for number in ("90210", "777", "888")]
    for urn in (URN, OTHER):
        level = {"context": urn, "organization": urn, "state": LevelState.ENABLED, "requested_at": clock.now()}
        Level.objects.create(access=Access.COMPANY, **level)
    return found


def company(pages: list[CompanyPage], ragna: User, *, people: int) -> None:
    """Jobs at each page, and people on them, on two of them, on a draft, and on none."""
    anna = UserFactory.create(roles=["recruiter"])
    MemberConnection.objects.create(user=anna, person=f"urn:li:person:{anna.pk}", connected_at=clock.now())
    jobs = [JobFactory.create(team={anna: "recruiter", ragna: "hiring_manager"}) for _page in pages]
    for job, page in zip(jobs, [None, *pages[1:]], strict=True):
        Listing.objects.create(job=job, page=page)
    for number in range(people):
        person: Candidate = CandidateFactory.create()
        for job in jobs[number % 3 : number % 3 + 1 + number % 2]:
            _everything_on(person, job, anna)
        NoteFactory.create(application=None, candidate=person, author=anna)
        CandidateFactory.create()


def _everything_on(person: Candidate, job: Job, actor: User) -> None:
    application = ApplicationFactory.create(job=job, candidate=person)
    NoteFactory.create(application=application, author=actor)
    FeedbackFactory.create(application=application, author=actor)
    hiring.reject(actor=actor, application=application, reason="experience")


def one_by_one() -> Iterator[Mark]:
    """What changes of each single object would raise."""
    for job in Job.objects.exclude(activated_at=None):
        yield from marks.of_job(job)
    for connected in MemberConnection.objects.select_related("user"):
        yield from marks.of_user(connected.user.public_id)
    for candidate in Candidate.objects.all():
        yield from marks.of_candidate(candidate)


@pytest.mark.req("LIP-16", "RSC-201", "RSC-202", "RSC-203")
def test_the_load_raises_exactly_what_every_single_change_would(pages: list[CompanyPage], ragna: User) -> None:
    company(pages, ragna, people=9)
    SyncRow.objects.all().delete()
    assert {mark for part in everything.chunks() for mark in part} == set(one_by_one())
    assert {mark.kind for mark in one_by_one()} >= {"job", "acl", "assignee", "candidate_note", "feedback", "stage"}


def test_more_objects_are_no_more_queries(pages: list[CompanyPage], ragna: User) -> None:
    company(pages, ragna, people=3)
    few = queries()
    company(pages, ragna, people=12)
    assert queries() == few


def queries() -> int:
    SyncRow.objects.all().delete()
    load.ask()
    with CaptureQueriesContext(connection) as captured:
        load.run_asked()
    return len(captured)


def test_a_chunk_boundary_loses_and_doubles_nothing(
    pages: list[CompanyPage], ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    company(pages, ragna, people=6)
    whole = {mark for part in everything.chunks() for mark in part}
    monkeypatch.setattr(everything, "CHUNK", 2)
    assert {mark for part in everything.chunks() for mark in part} == whole


def test_the_request_asks_and_the_worker_lists(pages: list[CompanyPage], ragna: User, admin: User) -> None:
    company(pages, ragna, people=12)
    connected_row()
    control.resend_everything(actor=admin)  # the first time, so that what is asked once is asked
    with CaptureQueriesContext(connection) as captured:
        control.resend_everything(actor=admin)
    assert len(captured) < 15
    assert not SyncRow.objects.filter(urgent=False).exists()
    tasks.load_history()
    assert SyncRow.objects.filter(urgent=False).exists()


def test_a_load_tells_its_pace_and_its_end(pages: list[CompanyPage], ragna: User) -> None:
    company(pages, ragna, people=2)
    SyncRow.objects.all().delete()
    load.ask()
    assert load.progress(total=0, waiting=0).is_listing  # type: ignore[union-attr]
    load.run_asked()
    begins = timezone.now() - timedelta(minutes=2)
    SyncMinute.objects.create(begins=begins, acknowledged=60)
    found = load.progress(total=100, waiting=70)
    assert found is not None
    assert (found.done, found.per_minute, found.minutes_left) == (30, 30, 3)
    load.finish()
    assert load.last_finished() is None, "records still wait"
    SyncRow.objects.update(acknowledged=9)
    load.finish()
    done = load.last_finished()
    assert done is not None
    assert done.records == SyncRow.objects.count()
    assert load.progress(total=1, waiting=0) is None


def test_a_load_lost_with_its_worker_is_asked_for_again(pages: list[CompanyPage]) -> None:
    load.ask()
    HistoryLoad.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    with CaptureQueriesContext(connection) as captured:
        load.ask_again_if_lost()
        load.ask_again_if_lost()
    assert sum("procrastinate_defer" in one["sql"] for one in captured) == 1


def test_without_linkedin_nothing_is_listed(db: None) -> None:
    load.ask()
    assert not HistoryLoad.objects.exists()
