"""A company with several pages: they are listed, and each job belongs to one."""

import pytest
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, JobFactory
from linkedin_rows import signed_in
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.company_pages import standing
from tiltrekk.linkedin.models import CompanyPage, Connection, Listing
from tiltrekk.linkedin.projection.facts import company_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(connection: Connection) -> CompanyPage:
    return CompanyPage.objects.create(name="Fjordtech Marine", company_id="777")


def test_an_administrator_adds_and_removes_pages(as_admin: Client, connection: Connection) -> None:
    given = {"name": "Fjordtech Marine", "company_id": "777"}
    assert as_admin.post(reverse("linkedin:pages"), given).status_code == 302
    again = as_admin.post(reverse("linkedin:pages"), given)
    assert again.status_code == 422
    assert "listed already" in again.content.decode()
    as_admin.post(reverse("linkedin:page-remove"), {"company_id": "777"})
    assert [page.company_id for page in CompanyPage.objects.all()] == ["90210"]


@pytest.mark.parametrize("number", ["90210", "777"])
def test_a_page_in_use_stays(as_admin: Client, second: CompanyPage, job: Job, number: str) -> None:
    Listing.objects.create(job=job, page=second)
    as_admin.post(reverse("linkedin:page-remove"), {"company_id": number})
    assert CompanyPage.objects.count() == 2


def test_a_recruiter_says_to_which_page_the_job_belongs(second: CompanyPage, ragna: User, job: Job) -> None:
    client = signed_in(ragna)
    address = reverse("linkedin:job-diagnosis", args=[job.public_id])
    assert "Fjordtech Marine (777)" in client.get(address).content.decode()
    client.post(reverse("linkedin:job-page", args=[job.public_id]), {"page": "777"})
    assert company_page(Job.objects.get(pk=job.pk)) == second
    assert '<option value="777" selected>' in client.get(address).content.decode()


def test_with_one_page_nobody_is_asked(connection: Connection, ragna: User, job: Job) -> None:
    address = reverse("linkedin:job-diagnosis", args=[job.public_id])
    assert "li-page-choice" not in signed_in(ragna).get(address).content.decode()


def test_the_profile_is_shown_at_the_page_the_person_belongs_to(second: CompanyPage, ragna: User) -> None:
    there = JobFactory.create(team={ragna: "recruiter"})
    Listing.objects.create(job=there, page=second)
    application = ApplicationFactory.create(job=there)
    assert standing(application.candidate) == (second, None)
