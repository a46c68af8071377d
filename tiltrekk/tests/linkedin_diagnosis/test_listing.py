"""What a posted job is at LinkedIn: a free, limited listing, told once, with LinkedIn's own values only."""

import pytest
from diagnosis_stage import Stage
from django.urls import reverse
from linkedin_rows import URN, signed_in, text
from lxml import etree
from tiltrekk.linkedin.diagnosis import why_not_posted
from tiltrekk.linkedin.feed import publish
from tiltrekk.linkedin.models import CompanyPage, Confirmed, JobMode, LinkedInSettings, Listing
from tiltrekk.linkedin.projection import WantedJobs
from tiltrekk.postings import channels

pytestmark = pytest.mark.django_db


def entry(stage: Stage) -> etree._Element:
    """The job as LinkedIn reads it in the feed."""
    version = publish.edition()
    assert version is not None
    [job] = etree.fromstring(b"".join(publish.stream(version))).findall("job")
    assert job.findtext("partnerJobId") == stage.job.job_id
    return job


def codes(stage: Stage) -> set[str]:
    return {one.code for one in why_not_posted(actor=stage.ragna, job=stage.job)}


@pytest.mark.req("LI-01", "LI-02", "LI-03")
def test_a_posting_is_a_free_limited_listing_outside_the_careers_panel(stage: Stage) -> None:
    assert "Limited Listings, free of charge" in str(channels.get("linkedin").text)
    stage.posted(hours=1)
    shown = text(stage.client.get(reverse("postings:job-postings", args=[stage.job.public_id])))
    assert "found by search and under all jobs, not in the Careers panel" in shown
    assert "A Premium job slot, bought from LinkedIn, shows there." in shown
    assert "promot" not in shown.lower()


@pytest.mark.req("LI-06")
def test_every_job_names_the_company_and_its_number(stage: Stage) -> None:
    other = CompanyPage.objects.create(name="Fjordtech Marine", company_id="4711")
    stage.posted(hours=1)
    assert (entry(stage).findtext("company"), entry(stage).findtext("companyId")) == ("Fjordtech", "90210")
    Listing.objects.update(page=other)
    assert (entry(stage).findtext("company"), entry(stage).findtext("companyId")) == ("Fjordtech Marine", "4711")


@pytest.mark.req("LI-12")
@pytest.mark.parametrize(("field", "element"), [("seniority", "experienceLevel"), ("employment_type", "jobtype")])
def test_a_value_linkedin_does_not_know_is_left_out_and_the_job_is_posted(
    field: str, element: str, stage: Stage
) -> None:
    stage.posted(hours=1)
    assert entry(stage).findtext(element)
    setattr(stage.job, field, "custom")
    stage.job.save()
    assert entry(stage).findtext(element) is None
    found = WantedJobs([stage.job.job_id], URN)[stage.job.job_id]
    assert found.posting is not None
    assert "custom" not in str(found.posting.wire()).lower()


@pytest.mark.req("LI-13")
def test_with_recruiter_a_job_of_the_feed_is_private_by_api_so_it_is_never_public_twice(stage: Stage) -> None:
    stage.posted(hours=1)
    assert WantedJobs([stage.job.job_id], URN)[stage.job.job_id].state == Confirmed.PRIVATE
    LinkedInSettings.objects.update_or_create(pk=1, defaults={"mode": JobMode.API})
    assert WantedJobs([stage.job.job_id], URN)[stage.job.job_id].state == Confirmed.PUBLIC
    version = publish.edition()
    assert version is not None
    assert version.jobs == []


@pytest.mark.req("LI-14")
def test_the_feed_tells_all_that_is_known_of_a_job(stage: Stage) -> None:
    job = stage.job
    job.skills, job.postal_code = ["Welding", "Hydraulics"], "5003"
    job.save()
    stage.posted(hours=1)
    told = {one.tag: (one.text or "").strip() for one in entry(stage)}
    assert told["description"]
    assert told["applyUrl"].startswith("http")
    assert told["listDate"]
    given = ("title", "company", "companyId", "city", "country", "postalCode", "jobtype", "experienceLevel")
    assert [told[name] for name in given] == [
        "Marine engineer", "Fjordtech", "90210", "Bergen", "Norway", "5003", "FULL_TIME", "ASSOCIATE"
    ]  # fmt: skip
    assert told["posterEmail"] == stage.ragna.email
    assert [one.text for one in entry(stage).iter("skill")] == ["Welding", "Hydraulics"]


@pytest.mark.req("LI-08")
def test_who_needs_it_faster_chooses_the_api(stage: Stage) -> None:
    shown = text(signed_in(stage.admin).get(reverse("linkedin:admin")))
    assert "Feed: LinkedIn reads it about once a day" in shown
    assert "API: sent at once, with LinkedIn&#x27;s answer" in shown


@pytest.mark.req("LI-47")
def test_without_a_partner_agreement_posting_works_and_the_page_says_what_is_missing(
    stage: Stage, settings: pytest.FixtureRequest
) -> None:
    settings.LINKEDIN_CLIENT_ID = settings.LINKEDIN_CLIENT_SECRET = ""  # type: ignore[attr-defined]
    from tiltrekk.linkedin.models import Connection

    Connection.objects.all().delete()
    shown = text(signed_in(stage.admin).get(reverse("linkedin:admin")))
    assert "This installation has no LinkedIn partner credentials." in shown
    stage.posted(hours=1)
    assert entry(stage).findtext("title") == stage.job.title
    assert codes(stage) <= {"delay", "limited_listing"}
