"""Exports told in any order, and twice, end the same (FLT-27)."""

import random
from itertools import permutations

import pytest
from django.db import transaction
from factories import JobFactory
from linkedin_rows import URN
from linkedin_talent.exports import ExportedCandidate, StubProfile
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.inbound.exports import take_in, unknown_jobs
from tiltrekk.linkedin.models import CompanyPage

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLT-27", "INV-10")]
ORDERS = list(permutations(range(6)))
SEED = 27
PEOPLE = {"kari": ("Kari", "Nordmann"), "ola": ("Ola", "Dybvåg")}


@pytest.fixture
def jobs(ragna: User) -> list[Job]:
    CompanyPage.objects.create(name="Fjordtech", company_id=URN.rpartition(":")[2])
    return [JobFactory.create(title=title, team={ragna: "recruiter"}) for title in ("First", "Second")]


def exported(member: str, job: Job) -> ExportedCandidate:
    first, last = PEOPLE[member]
    profile = StubProfile(first_name=first, last_name=last, member=f"urn:li:person:{member}")
    return ExportedCandidate(candidate=profile, external_job_posting_id=job.job_id, integration_context=URN)


def ends_as(order: tuple[int, ...], jobs: list[Job]) -> list[tuple[str, str]]:
    """Two people on two jobs, three exports, each told twice in this order; taken back afterwards."""
    told = [("kari", jobs[0]), ("ola", jobs[0]), ("kari", jobs[1])]
    with transaction.atomic():
        for number in order:
            member, job = told[number % 3]
            take_in(exported(member, job), request_id=f"{member} {job.pk}")
        found = sorted(Application.objects.values_list("candidate__surname", "job__title"))
        transaction.set_rollback(True)
    return found


def judge(orders: list[tuple[int, ...]], jobs: list[Job]) -> None:
    wanted = [("Dybvåg", "First"), ("Nordmann", "First"), ("Nordmann", "Second")]
    assert [order for order in orders if ends_as(order, jobs) != wanted] == []


def test_a_sample_of_all_orders_ends_the_same(jobs: list[Job]) -> None:
    judge(random.Random(SEED).sample(ORDERS, 24), jobs)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_all_720_orders_end_the_same(jobs: list[Job]) -> None:
    judge(ORDERS, jobs)


def test_what_is_not_here_is_named(jobs: list[Job]) -> None:
    elsewhere = exported("kari", Job(job_id="N9-1"))
    assert unknown_jobs([exported("ola", jobs[0]), elsewhere]) == {"N9-1"}
