"""LinkedIn has no test environment: a test job never leaves, and what LinkedIn would read can be looked at first."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, JobFactory
from linkedin_rows import URN, projected, signed_in, text
from sandbox_process import Sandbox, drain
from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import marking
from tiltrekk.linkedin.feed import guard
from tiltrekk.linkedin.feed.jobs import wanted
from tiltrekk.linkedin.models import (
    CompanyPage,
    Confirmed,
    FeedDownload,
    Held,
    JobMode,
    JobOperation,
    Kind,
    LinkedInSettings,
    Listing,
    SyncRow,
)
from tiltrekk.linkedin.projection import Absent, WantedJobs
from tiltrekk.postings import services as postings
from tiltrekk.postings.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.req("LIP-17")]


@pytest.fixture
def page(db: None) -> CompanyPage:
    return CompanyPage.objects.create(name="Fjordtech", company_id="90210")


def look_at(actor: User, job: Job) -> str:
    return text(signed_in(actor).get(reverse("linkedin:job-preview", args=[job.public_id])))


def mark(actor: User, job: Job, **values: str) -> Any:
    return signed_in(actor).post(reverse("linkedin:job-test", args=[job.public_id]), values)


@pytest.mark.parametrize("mode", JobMode.values)
def test_a_test_job_cannot_be_posted_whatever_the_way(page: CompanyPage, job: Job, ragna: User, mode: str) -> None:
    LinkedInSettings.current()
    LinkedInSettings.objects.update(mode=mode)
    mark(ragna, job, test="1")
    job = Job.objects.get(pk=job.pk)
    with pytest.raises(Refused) as refused:
        postings.post(actor=ragna, job=job, channel="linkedin", confirmed=True)
    assert refused.value.code == ("recruiter_only" if mode == JobMode.RECRUITER else "test_job")
    assert wanted() == []


def test_the_feed_leaves_it_out_even_where_a_posting_says_otherwise(page: CompanyPage, job: Job, ragna: User) -> None:
    postings.post(actor=ragna, job=job, channel="linkedin")
    assert [one.title for one in wanted()] == ["Marine engineer"]
    LinkedInSettings.objects.update(feed_jobs=[job.job_id])
    Listing.objects.update(is_test=True)  # by a script, or restored
    assert wanted() == []
    assert guard.unexplained([]) == [], "nobody has to look why it is missing"


def test_a_posted_job_is_taken_down_before_it_becomes_a_test(page: CompanyPage, job: Job, ragna: User) -> None:
    posting = postings.post(actor=ragna, job=job, channel="linkedin")
    with pytest.raises(Refused):
        marking.mark_as_test(actor=ragna, job=job)
    postings.unpost(actor=ragna, posting=posting)
    marking.mark_as_test(actor=ragna, job=job)
    assert Listing.objects.get().is_test


def test_it_becomes_a_real_job_only_when_confirmed(page: CompanyPage, job: Job, ragna: User) -> None:
    mark(ragna, job, test="1")
    mark(ragna, job, test="")
    assert Listing.objects.get().is_test
    shown = text(signed_in(ragna).get(reverse("linkedin:job-diagnosis", args=[job.public_id])))
    assert "“Marine engineer” can be posted then" in shown
    mark(ragna, job, test="", confirmed="1")
    assert not Listing.objects.get().is_test
    postings.post(actor=ragna, job=Job.objects.get(pk=job.pk), channel="linkedin")
    assert len(wanted()) == 1


def test_who_may_not_change_the_job_decides_nothing(page: CompanyPage, job: Job, hilde: User) -> None:
    outsider = JobFactory.create()
    with pytest.raises(NotAllowed):
        marking.mark_as_test(actor=hilde, job=outsider)


def test_nobody_on_a_test_job_is_told_to_linkedin(page: CompanyPage, job: Job, ragna: User) -> None:
    application = ApplicationFactory.create(job=job)
    marking.mark_as_test(actor=ragna, job=job)
    for kind, key in ((Kind.CANDIDATE, application.candidate.public_id), (Kind.APPLICATION, application.public_id)):
        assert projected(kind, key) == Absent(Held.TEST_JOB)
    other = ApplicationFactory.create(candidate=application.candidate, job=JobFactory.create(team={ragna: "recruiter"}))
    assert not isinstance(projected(Kind.CANDIDATE, application.candidate.public_id), Absent), "a real job beside it"
    assert not isinstance(projected(Kind.APPLICATION, other.public_id), Absent)
    found = WantedJobs([job.job_id], URN)[job.job_id]
    assert (found.state, found.held) == (Confirmed.ABSENT, Held.TEST_JOB)


@pytest.mark.process
def test_with_recruiter_it_is_closed_there_and_comes_back_when_it_is_real(live: Sandbox, job: Job, ragna: User) -> None:
    assert JobOperation.objects.get().confirmed == Confirmed.PRIVATE
    marking.mark_as_test(actor=ragna, job=job)
    drain()
    live.settle_tasks()
    assert not JobOperation.objects.get().is_open
    assert live.store("atsEntityAcls") == []
    assert SyncRow.objects.get(kind=Kind.JOB).held == Held.TEST_JOB
    second = JobFactory.create(team={ragna: "recruiter"})
    Listing.objects.create(job=second, is_test=True)
    events.record(actor=ragna, verb="job.activated", subject=second, job=second)
    drain()
    assert second.job_id not in live.ledger_text()
    marking.end_test(actor=ragna, job=job, confirmed=True)
    drain()
    for _ in range(2):
        live.settle_tasks()
    assert JobOperation.objects.get(object_id=job.job_id).confirmed == Confirmed.PRIVATE


# --- looking first ------------------------------------------------------------------------------------------------


def test_what_linkedin_would_read_is_shown_and_nothing_is_published(
    client: Client, page: CompanyPage, job: Job, ragna: User
) -> None:
    shown = look_at(ragna, job)
    for tag in ("&lt;companyId&gt;&lt;![CDATA[90210]]&gt;", "&lt;title&gt;&lt;![CDATA[Marine engineer]]&gt;"):
        assert tag in shown
    assert wanted() == []
    assert not Posting.objects.exists()
    assert not FeedDownload.objects.exists()


def test_by_the_api_it_is_the_record_that_would_be_sent(page: CompanyPage, job: Job, ragna: User) -> None:
    LinkedInSettings.current()
    LinkedInSettings.objects.update(mode=JobMode.API)
    shown = look_at(ragna, job)
    assert "&quot;externalJobPostingId&quot;: &quot;" + job.job_id in shown


def test_the_preview_says_what_stands_in_the_way(job: Job, ragna: User) -> None:
    shown = look_at(ragna, job)
    assert "The LinkedIn company ID is missing." in shown
    assert "There is nothing to tell LinkedIn yet." in shown
