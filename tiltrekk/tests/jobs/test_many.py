"""The job list: what is done with chosen jobs, where they are posted; jobs that wait on Home."""

import pytest
from django.test import Client
from django.urls import reverse
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Job, JobRole, StatusReason
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.postings.models import Posting

pytestmark = pytest.mark.django_db
LIST = "jobs:job-list"


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def job(recruiter: User) -> Job:
    return JobFactory(title="Cable planner", team={recruiter: JobRole.RECRUITER})


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_chosen_jobs_are_closed_and_those_of_others_are_not(recruiter: User, job: Job) -> None:
    interviews = JobFactory(team={recruiter: JobRole.INTERVIEWER})
    given = {"action": "close", "ids": [job.public_id, interviews.public_id]}
    assert client_of(recruiter).post(reverse(LIST), given).status_code == 302
    job.refresh_from_db()
    interviews.refresh_from_db()
    assert (job.status, job.status_reason) == ("closed", StatusReason.CANCELLED)
    assert interviews.status == "active"


def test_closing_is_not_offered_to_those_who_recruit_for_none(job: Job) -> None:
    manager = UserFactory(roles=[Role.HIRING_MANAGER])
    JobFactory(team={manager: JobRole.HIRING_MANAGER})
    given = {"action": "close", "ids": [job.public_id]}
    assert client_of(manager).post(reverse(LIST), given).status_code == 403


def test_only_chosen_jobs_are_exported(recruiter: User, job: Job) -> None:
    JobFactory(title="Diver", team={recruiter: JobRole.RECRUITER})
    answer = client_of(recruiter).post(reverse(LIST), {"action": "export", "ids": [job.public_id]})
    file = b"".join(answer).decode()
    assert "Cable planner" in file
    assert "Diver" not in file


def test_jobs_are_found_by_where_they_are_posted(recruiter: User, job: Job) -> None:
    other, now = JobFactory(title="Diver", team={recruiter: JobRole.RECRUITER}), clock.now()
    Posting.objects.create(job=job, channel="career_site", posted_by=recruiter, first_posted_at=now, posted_at=now)
    client = client_of(recruiter)
    for where, found in (("career_site", [job]), ("nowhere", [other]), ("linkedin", [])):
        assert list(client.get(reverse(LIST), {"posted": where}).context["list"].page.rows) == found, where


def test_ready_drafts_and_jobs_without_recruiter_wait_on_home(recruiter: User, job: Job) -> None:
    mine = {recruiter: JobRole.HIRING_MANAGER}
    ready = JobFactory(title="Ready draft", status="draft", team=mine)
    JobFactory(title="Bare draft", status="draft", description="", team=mine)
    lonely = JobFactory(title="Lonely job", team=mine)
    JobFactory(title="Nobody's either")
    assert list(selectors.ready_drafts(actor=recruiter)) == [ready]
    assert list(selectors.without_recruiter(actor=recruiter)) == [lonely]
    assert selectors.without_recruiter(actor=UserFactory(roles=[Role.ADMIN])).count() == 2
    home = client_of(recruiter).get(reverse("web:home")).content.decode()
    assert "Ready draft is ready to be activated" in home
    assert "Nobody recruits for Lonely job" in home
