"""The public career site, as somebody nobody knows uses it."""

import json
import re
from typing import Any

import pytest
from careers_form import PDF, filled, page
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from hypothesis import given
from hypothesis import strategies as st
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate, DocumentKind
from tiltrekk.careers.forms import read_profile
from tiltrekk.careers.models import Submission
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Activity, Job
from tiltrekk.postings import services as postings
from tiltrekk.postings.models import ApplyWay, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted() -> Job:
    recruiter = UserFactory(roles=[Role.RECRUITER])
    job = JobFactory(team={recruiter: "recruiter"}, title="Welder")
    postings.post(actor=recruiter, job=job, channel="career_site")
    return job


@pytest.mark.req("SITE-04")
def test_posted_jobs_are_listed_and_others_are_not_there(client: Client, posted: Job) -> None:
    draft, closed, unposted = (JobFactory(title="Hidden", status=status) for status in ("draft", "closed", "active"))
    shown = client.get(reverse("careers:job-list")).content.decode()
    assert "Welder" in shown
    assert "Hidden" not in shown
    for job in (draft, closed, unposted):
        for name in ("job-read", "job-apply", "job-thanks"):
            assert client.get(page(job, name)).status_code == 404
        assert client.post(page(job, "job-apply"), {}).status_code == 404


def test_a_job_taken_down_is_gone(client: Client, posted: Job) -> None:
    postings.unpost(actor=posted.team.get().user, posting=Posting.objects.get())
    assert client.get(page(posted, "job-read")).status_code == 404


@pytest.mark.parametrize(("way", "status"), [(ApplyWay.HERE, 200), (ApplyWay.LINK, 404)])
def test_a_job_posted_elsewhere_has_a_page_when_people_apply_here(client: Client, way: ApplyWay, status: int) -> None:
    job = JobFactory(title="Elsewhere")
    Posting.objects.create(
        job=job,
        channel="elsewhere",
        apply_way=way,
        posted_by=job.created_by,
        posted_at=job.created_at,
        first_posted_at=job.created_at,
    )
    assert client.get(page(job, "job-apply")).status_code == status
    assert "Elsewhere" not in client.get(reverse("careers:job-list")).content.decode()


@pytest.mark.req("SITE-09")
def test_search_looks_in_title_description_and_place(client: Client, posted: Job) -> None:
    for query, found in (({"q": "weld"}, True), ({"q": "builds things"}, True), ({"place": "Oslo"}, False)):
        assert ("Welder" in client.get(reverse("careers:job-list"), query).content.decode()) is found


@pytest.mark.req("SEC-35")
def test_structured_data_cannot_end_its_script(client: Client, posted: Job) -> None:
    Job.objects.update(title="</script><script>alert(1)</script>", description="<p>Weld & build</p>")
    shown = client.get(page(posted, "job-read")).content.decode()
    assert "<script>alert(1)" not in shown
    data = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', shown, re.DOTALL)[1])  # type: ignore[index]
    assert data["@type"] == "JobPosting"
    assert data["title"] == "</script><script>alert(1)</script>"
    assert data["jobLocation"]["address"]["addressLocality"] == "Bergen"


@pytest.mark.parametrize(("language", "word"), [("nb-NO,nb;q=0.9", 'lang="nb"'), ("en-GB", 'lang="en"')])
def test_the_browser_chooses_the_language(client: Client, posted: Job, language: str, word: str) -> None:
    assert word in client.get(page(posted, "job-read"), headers={"Accept-Language": language}).content.decode()


@pytest.mark.req("SITE-13", "SITE-14")
def test_an_application_arrives_with_its_documents(client: Client, posted: Job) -> None:
    response = client.post(page(posted, "job-apply"), filled(client, posted))
    assert response.headers["Location"].startswith(page(posted, "job-thanks") + "?receipt=")
    assert "Thank you" in client.get(page(posted, "job-thanks")).content.decode()
    application = Application.objects.get()
    assert (application.job, application.stage.kind, application.source) == (posted, "application", "career_site")
    assert application.candidate.given_name == "Thea"
    kinds = {handed.document.kind for handed in application.handed_in.all()}
    assert kinds == {DocumentKind.RESUME, DocumentKind.COVER_LETTER}
    assert Submission.objects.get().application == application


@pytest.mark.req("SITE-14")
def test_consent_is_needed(client: Client, posted: Job) -> None:
    form = filled(client, posted)
    del form["terms"]
    assert client.post(page(posted, "job-apply"), form).status_code == 422
    assert not Application.objects.exists()


@pytest.mark.req("SEC-27")
def test_the_same_form_sent_twice_is_one_application(client: Client, posted: Job) -> None:
    form = filled(client, posted, resume="")
    first, second = (client.post(page(posted, "job-apply"), form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == Submission.objects.count() == 1


@pytest.mark.req("SEC-27")
def test_who_applied_before_sees_what_everybody_sees(client: Client, posted: Job) -> None:
    ApplicationFactory(job=posted, candidate=CandidateFactory(email="thea@example.org"))
    response = client.post(page(posted, "job-apply"), filled(client, posted))
    assert response.headers["Location"].startswith(page(posted, "job-thanks") + "?receipt=")
    assert Application.objects.count() == 1
    assert Candidate.objects.get().given_name != "Thea"  # a form does not overwrite a person


@pytest.mark.req("PROC-21")
def test_a_prospect_who_applies_becomes_an_applicant(client: Client, posted: Job) -> None:
    prospect = ApplicationFactory(job=posted, candidate=CandidateFactory(email="thea@example.org"), at="prospect")
    client.post(page(posted, "job-apply"), filled(client, posted))
    prospect.refresh_from_db()
    assert prospect.stage.kind == "application"


@pytest.mark.req("JOB-28")
def test_a_resume_is_demanded_where_the_process_says_so(client: Client, posted: Job) -> None:
    stage = posted.process.stages.get(kind="application")
    Activity.objects.create(stage=stage, kind="application", settings={"resume_required": True})
    assert client.post(page(posted, "job-apply"), filled(client, posted, resume="")).status_code == 422
    assert client.post(page(posted, "job-apply"), filled(client, posted)).status_code == 302


@pytest.mark.req("SEC-28")
@pytest.mark.parametrize(
    ("name", "content"),
    [("cv.pdf", b"MZ\x90\x00 not a pdf"), ("cv.exe", PDF), ("cv.html", b"<html></html>"), ("cv.docx", b"PK\x03\x04")],
)
def test_a_file_that_is_not_what_it_says_is_refused(client: Client, posted: Job, name: str, content: bytes) -> None:
    form = filled(client, posted, resume=SimpleUploadedFile(name, content, "application/pdf"))
    response = client.post(page(posted, "job-apply"), form)
    assert response.status_code == 422
    assert not Candidate.objects.exists()


def test_a_file_too_large_is_refused(client: Client, posted: Job, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = 100
    form = filled(client, posted, resume=SimpleUploadedFile("cv.pdf", PDF + b"0" * 100))
    assert "larger than" in client.post(page(posted, "job-apply"), form).content.decode()


@pytest.mark.req("LI-44")
def test_opening_the_form_changes_nothing(client: Client, posted: Job) -> None:
    filled(client, posted)
    assert not Candidate.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.req("LI-44")
def test_a_profile_that_filled_the_form_is_kept_with_the_person(client: Client, posted: Job) -> None:
    profile = {
        "experience": [{"title": "Welder", "organisation": "Yard AS"}, {"title": ""}],
        "education": [{"school": "Fagskolen", "degree": "Certificate"}],
        "skills": ["MIG"],
    }
    form = filled(client, posted, profile=json.dumps(profile), filled_by="linkedin")
    client.post(page(posted, "job-apply"), form)
    application = Application.objects.get()
    assert application.source == "linkedin"
    assert [one.title for one in application.candidate.experience.all()] == ["Welder"]
    assert [one.name for one in application.candidate.skills.all()] == ["MIG"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["experience", "education", "skills", "title", "school"]), inner, max_size=4
            )
        ),
        max_leaves=15,
    )
)
def test_no_profile_from_a_browser_breaks_the_form(data: Any) -> None:
    profile = read_profile(json.dumps(data))
    assert profile is None or all(entry.title for entry in profile.experience)
