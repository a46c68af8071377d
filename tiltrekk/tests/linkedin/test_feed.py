"""The job feed: always valid, never shorter by accident."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from factories import JobFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from lxml import etree
from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.errors import Refused
from tiltrekk.jobs.models import Job, Status
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin.connect import company as companies
from tiltrekk.linkedin.feed import guard, publish
from tiltrekk.linkedin.feed.state import TileState, confirm_posted, progress
from tiltrekk.linkedin.models import CompanyPage, FeedDownload, JobMode, LinkedInSettings, Listing
from tiltrekk.postings import services as postings
from tiltrekk.postings.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> CompanyPage:
    return CompanyPage.objects.create(name="Fjordtech", company_id="90210")


@pytest.fixture
def posted(page: CompanyPage, job: Job, ragna: User) -> Posting:
    return postings.post(actor=ragna, job=job, channel="linkedin")


def read(client: Client, **headers: str) -> Any:
    return client.get(publish.address().replace("http://localhost:8000", ""), headers=headers)


def ids(client: Client) -> list[str]:
    answer = read(client)
    assert answer.status_code == 200
    return [str(one.text) for one in etree.fromstring(b"".join(answer.streaming_content)).iter("partnerJobId")]


@pytest.mark.req("LI-07", "LI-15")
def test_posted_job_is_in_the_feed(client: Client, posted: Posting, job: Job) -> None:
    body = b"".join(read(client).streaming_content)
    root = etree.fromstring(body)
    assert root.findtext("expectedJobCount") == "1"
    [entry] = root.findall("job")
    assert entry.findtext("partnerJobId") == job.job_id
    assert entry.findtext("companyId") == "90210"
    assert entry.findtext("city") == "Bergen"
    assert entry.findtext("country") == "Norway"
    assert entry.findtext("posterEmail") == "ragna@fjordtech.example"


def test_wrong_address_tells_nothing(client: Client, posted: Posting) -> None:
    assert client.get("/linkedin/feed/guess.xml").status_code == 404


def test_unchanged_feed_answers_304_and_counts_as_read(client: Client, posted: Posting) -> None:
    first = read(client)
    body = b"".join(first.streaming_content)
    again = read(client, if_none_match=first["ETag"])
    assert again.status_code == 304
    assert FeedDownload.objects.count() == 2
    assert b"".join(read(client).streaming_content) == body


def test_download_broken_off_does_not_count(client: Client, posted: Posting) -> None:
    version = publish.edition()
    assert version
    pieces = publish.stream(version)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # a generator
    assert not FeedDownload.objects.exists()


@pytest.mark.req("LI-09")
def test_submitted_fetched_posted(client: Client, posted: Posting, settings: Any, tmp_path: Any) -> None:
    assert progress(posted).state == TileState.SUBMITTED
    ids(client)
    assert progress(posted).state == TileState.FETCHED
    settings.CLOCK_FILE = str(tmp_path / "clock")
    (tmp_path / "clock").write_text(str(timedelta(hours=49).total_seconds()))
    found = progress(posted)
    assert found.state == TileState.POSTED
    assert not found.confirmed


def test_confirmed_by_a_person(client: Client, posted: Posting, ragna: User) -> None:
    confirm_posted(actor=ragna, posting=posted)
    assert progress(posted).confirmed
    postings.repost(actor=ragna, posting=posted)
    posted.refresh_from_db()
    assert progress(posted).state == TileState.SUBMITTED


def test_new_title_is_a_new_listing(client: Client, posted: Posting, job: Job, ragna: User) -> None:
    assert ids(client) == [job.job_id]
    jobs.change_details(actor=ragna, job=job, details={"title": "Senior marine engineer"})
    assert ids(client) == [f"{job.job_id}-2"]


def test_unposted_and_closed_jobs_leave(client: Client, posted: Posting, ragna: User) -> None:
    ids(client)
    postings.unpost(actor=ragna, posting=posted)
    assert ids(client) == []


@pytest.mark.req("FLT-32")
def test_unexplained_drop_is_not_published(client: Client, page: CompanyPage, ragna: User, admin: User) -> None:
    made = [JobFactory.create(team={ragna: "recruiter"}) for _ in range(3)]
    for one in made:
        postings.post(actor=ragna, job=one, channel="linkedin")
    assert len(ids(client)) == 3
    Job.objects.filter(pk=made[0].pk).update(city="")  # not by a service: a slip, a script, a restored database
    assert read(client).status_code == 503
    assert LinkedInSettings.current().feed_held_since
    guard.publish_anyway(actor=admin)
    assert len(ids(client)) == 2


def test_switching_the_feed_off_explains_an_empty_one(client: Client, posted: Posting) -> None:
    ids(client)
    LinkedInSettings.objects.update(mode=JobMode.API)
    assert ids(client) == []


@pytest.mark.req("LI-11")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"city": ""}, "location-incomplete"),
        ({"country": ""}, "location-incomplete"),
        ({"description": "<p>short</p>"}, "description-too-short"),
        ({"status": Status.CLOSED}, "not_active"),
    ],
)
def test_what_stands_in_the_way_is_said(
    page: CompanyPage, job: Job, ragna: User, change: dict[str, str], code: str
) -> None:
    Job.objects.filter(pk=job.pk).update(**change)
    job.refresh_from_db()
    with pytest.raises(Refused) as refused:
        postings.post(actor=ragna, job=job, channel="linkedin")
    assert [reason.code for reason in refused.value.reasons] == [code]


@pytest.mark.req("LI-05")
def test_without_company_id_nothing_is_posted(job: Job, ragna: User) -> None:
    with pytest.raises(Refused) as refused:
        postings.post(actor=ragna, job=job, channel="linkedin")
    assert refused.value.code == "no_company"


@pytest.mark.req("LIP-18")
@pytest.mark.parametrize(
    ("company", "team", "said"),
    [
        ({"name": " "}, "recruiter", "The company's name is missing."),
        ({"company_id": "fjordtech"}, "recruiter", "The LinkedIn company ID consists of digits only."),
        ({"company_id": "٩٠٢١٠"}, "recruiter", "The LinkedIn company ID consists of digits only."),
        ({"confirmed_name": "Fjordtech AS"}, "recruiter", "LinkedIn spells the company “Fjordtech AS”"),
        ({}, "interviewer", "The job has no recruiter whose e-mail address LinkedIn can be given."),
    ],
)
def test_company_and_poster_are_looked_at_before_posting(
    page: CompanyPage, admin: User, company: dict[str, str], team: str, said: str
) -> None:
    CompanyPage.objects.update(**company)
    unfit = JobFactory.create(team={admin: team})
    with pytest.raises(Refused) as refused:
        postings.post(actor=admin, job=unfit, channel="linkedin")
    assert len(refused.value.reasons) == 1
    assert said in refused.value.reasons[0].text
    assert not Posting.objects.exists()


@pytest.mark.req("LIP-18")
@pytest.mark.parametrize(
    ("name", "company_id", "fields"),
    [("", "90210", {"name"}), ("Fjordtech", "", {"company_id"}), ("Fjordtech", "90 210", {"company_id"}),
     (" ", "urn:li:organization:90210", {"name", "company_id"}), ("Fjordtech", "9" * 21, {"company_id"})],
)  # fmt: skip
def test_no_such_company_is_saved(admin: User, name: str, company_id: str, fields: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        companies.save_company(actor=admin, name=name, company_id=company_id)
    assert {reason.field for reason in refused.value.reasons} == fields
    assert not CompanyPage.objects.exists()


@pytest.mark.req("LI-04", "LIP-17")
@pytest.mark.parametrize("title", ["Test", "test 2", "Teststilling", "Test job – ignore", "Demo"])
def test_a_job_that_looks_like_a_test_asks_first(page: CompanyPage, ragna: User, title: str) -> None:
    suspect = JobFactory.create(title=title, team={ragna: "recruiter"})
    with pytest.raises(Refused) as refused:
        postings.post(actor=ragna, job=suspect, channel="linkedin")
    assert title in str(refused.value)
    postings.post(actor=ragna, job=suspect, channel="linkedin", confirmed=True)


@pytest.mark.parametrize("title", ["Test engineer", "Testleder", "Laboratory tester", "Demonstrator"])
def test_honest_titles_are_not_asked_about(page: CompanyPage, ragna: User, title: str) -> None:
    postings.post(actor=ragna, job=JobFactory.create(title=title, team={ragna: "recruiter"}), channel="linkedin")


@rules(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(min_size=1, max_size=200).filter(lambda text: "\x00" not in text and text.strip()),
    text=st.text(max_size=300).filter(lambda text: "\x00" not in text),
)
def test_any_text_gives_a_well_formed_feed(client: Client, posted: Posting, job: Job, title: str, text: str) -> None:
    try:
        title.encode()
        text.encode()
    except UnicodeEncodeError:
        return  # half a surrogate pair cannot be stored
    Job.objects.filter(pk=job.pk).update(title=title, description=f"<p>{text}</p>" + "<p>" + "word " * 40 + "</p>")
    Listing.objects.filter(job=job).update(feed_title=title)
    LinkedInSettings.objects.update(feed_jobs=[], feed_digest="")
    version = publish.edition()
    assert version
    root = etree.fromstring(b"".join(publish.stream(version)))
    assert int(root.findtext("expectedJobCount") or -1) == len(root.findall("job"))


def test_event_of_a_title_change_is_what_renumbers(posted: Posting, job: Job, ragna: User) -> None:
    Job.objects.filter(pk=job.pk).update(title="Another")
    job.refresh_from_db()
    events.record(actor=ragna, verb="job.changed", subject=job, job=job, changed=["city"])
    assert Listing.objects.get(job=job).feed_number == 1
    events.record(actor=ragna, verb="job.changed", subject=job, job=job, changed=["title"])
    assert Listing.objects.get(job=job).feed_number == 2
