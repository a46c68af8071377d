"""People the organisation knows are put on a job, one or many (POOL-08)."""

import pytest
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.applications.selectors import choosing
from tiltrekk.candidates.models import Candidate, PoolMember
from tiltrekk.candidates.services import create_pool
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Job, JobRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def job(recruiter: User) -> Job:
    return JobFactory(title="Cable planner", city="Bodø", team={recruiter: JobRole.RECRUITER})


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add(user: User, job: Job, *people: Candidate) -> int:
    given = {"job": job.public_id, "candidate": [one.public_id for one in people]}
    return client_of(user).post(reverse("applications:people-add"), given).status_code


@pytest.mark.req("POOL-08")
def test_only_active_jobs_one_recruits_or_hires_for_are_offered(recruiter: User, job: Job) -> None:
    JobFactory(title="Not on its team")
    JobFactory(title="Draft", status="draft", team={recruiter: JobRole.RECRUITER})
    JobFactory(title="Interviews only", team={recruiter: JobRole.INTERVIEWER})
    hires = JobFactory(title="Diver", team={recruiter: JobRole.HIRING_MANAGER})
    assert list(choosing.jobs_to_fill(actor=recruiter)) == [job, hires]
    assert list(choosing.jobs_to_fill(actor=recruiter, text="planner bodø")) == [job]


@pytest.mark.req("POOL-08")
@pytest.mark.parametrize(("prospects", "kind"), [(True, "prospect"), (False, "application")])
def test_people_come_as_prospects_where_the_job_takes_them(recruiter: User, prospects: bool, kind: str) -> None:
    job = JobFactory(team={recruiter: JobRole.RECRUITER}, process__prospects=prospects)
    assert add(recruiter, job, CandidateFactory()) == 302
    assert Application.objects.get(job=job).stage.kind == kind


@pytest.mark.req("POOL-08")
def test_many_at_once_and_nobody_twice(recruiter: User, job: Job) -> None:
    people = [CandidateFactory(), CandidateFactory()]
    assert add(recruiter, job, people[0]) == 302
    assert add(recruiter, job, people[0]) == 409
    assert add(recruiter, job, *people) == 302
    assert sorted(job.applications.values_list("candidate", flat=True)) == sorted(one.pk for one in people)


@pytest.mark.req("POOL-08")
def test_nobody_fills_a_job_of_others(job: Job) -> None:
    assert add(UserFactory(roles=[Role.RECRUITER]), job, CandidateFactory()) == 404
    assert not job.applications.exists()


@pytest.mark.req("POOL-08")
def test_the_candidate_page_and_the_list_offer_it(recruiter: User, job: Job) -> None:
    person, client = CandidateFactory(), client_of(recruiter)
    button = reverse("applications:people-add") + f"?candidate={person.public_id}"
    assert button in client.get(reverse("candidates:candidate-read", args=[person.public_id])).content.decode()
    given = {"action": "job", "ids": [person.public_id]}
    asked = client.post(reverse("candidates:candidate-list"), given).content.decode()
    assert job.title in asked
    assert person.public_id in asked
    found = client.get(reverse("applications:job-choices"), {"q": "nothing"}).content.decode()
    assert job.title not in found


@pytest.mark.req("POOL-07")
def test_chosen_people_go_into_a_pool(recruiter: User) -> None:
    pool, people = create_pool(actor=recruiter, name="Divers"), [CandidateFactory(), CandidateFactory()]
    given = {"pool": pool.public_id, "candidate": [one.public_id for one in people]}
    for _ in range(2):
        assert client_of(recruiter).post(reverse("candidates:people-join"), given).status_code == 302
    assert PoolMember.objects.filter(pool=pool).count() == 2
