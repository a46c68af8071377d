"""Somebody applies on LinkedIn itself, from the posted job to the applicant with a résumé (AC-R1, R2, R6–R12)."""

import json
from functools import partial
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory
from linkedin_rows import signed_in, stored, text
from onsite_stage import PDF, applies, posted, settled, switched_on, worked
from pytest_django.live_server_helper import LiveServer
from sandbox_process import URN, Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Document, Source
from tiltrekk.careers.forms import ApplyForm
from tiltrekk.core import clock
from tiltrekk.jobs.models import Activity, Job
from tiltrekk.linkedin import diagnosis
from tiltrekk.linkedin.connect import choices
from tiltrekk.linkedin.inbound import challenge, files
from tiltrekk.linkedin.models import AppliedOnLinkedIn, AwaitedFile, Connection, Delivery, JobOperation, Listing
from tiltrekk.linkedin.sync import statuses

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reached(live_server: LiveServer, settings: Any) -> None:
    settings.PUBLIC_URL = live_server.url


@pytest.fixture
def ready(reached: None, sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    """Apply Connect on, the job posted by API."""
    switched_on(sandbox, admin)
    posted(sandbox, ragna, job)
    return sandbox


def text_of(document: Document) -> bytes:
    with document.file.open() as file:
        return bytes(file.read())


def onsite(sandbox: Sandbox) -> Any:
    """The configuration in the last operation LinkedIn was sent of a job."""
    sent = [one["id"] for one in sandbox.calls("/simpleJobPostings", "POST")]
    [element] = json.loads(sandbox.get(f"ledger/{max(sent)}")["request"])["elements"]
    return element.get("onsiteApplyConfiguration")


@pytest.mark.req("AC-R8", "AC-R9", "AC-R10", "AC-R11", "AC-R12")
def test_a_member_applies_on_linkedin_and_is_an_applicant_with_a_resume_here(
    ready: Sandbox, job: Job, ragna: User
) -> None:
    assert JobOperation.objects.get().apply_status == "ENABLED"
    made = applies(ready, job, **{"coverLetter.0.text": "Skip og søm"})
    assert Delivery.objects.get().job_application == made
    worked()
    sent = Application.objects.get()
    assert (sent.candidate.name, sent.job, sent.source) == ("Kari Nordmann", job, Source.LINKEDIN_APPLY)
    assert not sent.is_prospect
    documents = {one.document.kind: one.document for one in sent.handed_in.select_related("document")}
    assert text_of(documents["resume"]) == PDF
    assert documents["resume"].name == "resume.pdf"
    assert text_of(documents["cover_letter"]).decode() == "Skip og søm"
    noted = AppliedOnLinkedIn.objects.get()
    assert (noted.application, noted.job_application, noted.organization) == (sent, made, URN)
    assert noted.terms_accepted_at == noted.applied_at
    assert Delivery.objects.get().body == {}
    assert not AwaitedFile.objects.exists()
    browser = signed_in(ragna)
    listed = text(browser.get(f"/jobs/{job.public_id}/applicants/list/"))
    assert "LinkedIn apply" in listed
    assert "Applied on LinkedIn " in listed
    assert "Applied on LinkedIn " in text(browser.get(f"/applications/{sent.public_id}/"))


@pytest.mark.req("AC-R11")
def test_a_prospect_who_applies_there_is_moved_to_applicants(ready: Sandbox, job: Job) -> None:
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    prospect = ApplicationFactory.create(job=job, candidate=kari, at="prospect", source="linkedin")
    applies(ready, job)
    worked()
    sent = Application.objects.get()
    assert (sent.pk, sent.is_prospect, AppliedOnLinkedIn.objects.get(application=sent).organization) == (
        prospect.pk,
        False,
        URN,
    )
    assert kari.identities.get().external_id.startswith("urn:li:person:")


@pytest.mark.req("AC-R1", "AC-R2")
def test_each_switch_takes_the_questions_from_the_jobs_and_gives_them_back(
    ready: Sandbox, admin: User, ragna: User, job: Job
) -> None:
    of_all = partial(choices.let_people_apply_there, actor=admin)
    of_one = partial(choices.let_people_apply_there_to, actor=ragna, job=job)
    assert onsite(ready)
    for turn in (of_all, of_one):
        for wanted in (False, True):
            turn(wanted=wanted)
            settled(ready)
            assert bool(onsite(ready)) == wanted
            assert JobOperation.objects.get().apply_status == ("ENABLED" if wanted else "NOT_ENABLED")


@pytest.mark.req("AC-R6", "AC-R7")
def test_the_questions_are_those_of_our_own_form(ready: Sandbox, job: Job, ragna: User) -> None:
    for demanded in (False, True):
        Activity.objects.filter(stage__process__job=job, kind="application").update(
            settings={"resume_required": demanded}
        )
        choices.ask_again(actor=ragna, job=job)
        settled(ready)
        asked = onsite(ready)["questions"]
        form = ApplyForm(job=job)
        word = {True: "REQUIRED", False: "OPTIONAL"}
        said = {
            "resume": asked["resumeQuestions"]["resumeQuestionRequirement"],
            "phone": asked["contactInformationQuestions"]["cellphoneNumberQuestionRequirement"],
            "cover_letter": asked["coverLetterQuestions"]["textCoverLetterQuestionRequirement"],
        }
        assert said == {name: word[form.fields[name].required] for name in said}
        [own] = asked["additionalQuestions"]["customQuestionSets"][0]["questions"]
        assert own["partnerQuestionIdentifier"] == "terms"
        assert (own["questionText"], own["required"]) == (form.fields["terms"].label, form.fields["terms"].required)
        always = {"given_name", "surname", "email"}  # LinkedIn asks for them by itself
        visible = {one.name for one in form if not one.is_hidden}
        assert visible == {*said, "terms"} | always, "a new field of the form is asked of LinkedIn too"
        assert "voluntarySelfIdentificationQuestions" not in asked


def test_no_job_but_a_public_one_without_its_own_address_takes_applications_there(
    ready: Sandbox, job: Job, ragna: User
) -> None:
    job.postings.update(apply_url="https://jobs.example.org/1")
    choices.ask_again(actor=ragna, job=job)
    settled(ready)
    assert onsite(ready) is None


def test_while_linkedin_keeps_the_file_back_the_application_is_there_and_the_file_follows(
    ready: Sandbox, job: Job, ragna: User
) -> None:
    ready.fault("GET /ambry/*", "status", status=503, nth=0, times=1)
    applies(ready, job)
    worked()
    sent = Application.objects.get()
    assert not sent.handed_in.exists()
    page = signed_in(ragna)
    assert "The résumé is on its way from LinkedIn." in text(page.get(f"/applications/{sent.public_id}/"))
    ready.delete("faults")
    ready.post("clock", advance_seconds=3600)
    assert files.ask_again() == 1
    worked()
    worked()
    assert sent.handed_in.count() == 1
    assert "on its way" not in text(page.get(f"/applications/{sent.public_id}/"))


def test_a_file_that_linkedin_no_longer_has_is_given_up_and_said(ready: Sandbox, job: Job, ragna: User) -> None:
    ready.fault("GET /ambry/*", "status", status=503, nth=0, times=100)
    applies(ready, job)
    worked()
    ready.post("clock", advance_seconds=31 * 24 * 3600)
    assert files.ask_again() == 0
    sent = Application.objects.get()
    assert AwaitedFile.objects.get().address == ""
    page = signed_in(ragna)
    assert "LinkedIn did not give us the résumé." in text(page.get(f"/applications/{sent.public_id}/"))


@pytest.mark.req("AC-R10")
def test_a_job_that_linkedin_turned_away_from_says_so_and_is_asked_again(
    ready: Sandbox, job: Job, ragna: User, hilde: User
) -> None:
    child = Connection.objects.get().client_id
    assert "off_site" not in codes(ragna, job)
    ready.post("acts/job-offsite", client_id=child, external_job_posting_id=job.job_id)
    assert not statuses.is_due()
    ready.post("clock", advance_seconds=3700)
    assert statuses.is_due()
    assert statuses.look() == 1
    assert not statuses.is_due(), "not again within the hour"
    assert "off_site" in codes(ragna, job)
    page = signed_in(ragna)
    assert "Converted by LinkedIn" in text(page.get(f"/jobs/{job.public_id}/linkedin/"))
    page.post(f"/jobs/{job.public_id}/linkedin/again/")
    settled(ready)
    assert JobOperation.objects.get().apply_status == "ENABLED"
    assert "off_site" not in codes(ragna, job)


def codes(actor: User, job: Job) -> list[str]:
    fresh = Job.objects.get(pk=job.pk)
    return [one.code for one in diagnosis.why_not_posted(actor=actor, job=fresh)]


@pytest.mark.req("AC-R8", "FLT-29")
def test_linkedins_challenge_is_answered_and_its_staying_away_is_told(ready: Sandbox, admin: User) -> None:
    door = challenge.Door.DELIVERIES
    assert challenge.hearing(Connection.objects.get(), door) == challenge.Hearing.IN_TIME
    Connection.objects.update(deliveries_challenged_at=clock.now() - 4 * challenge.EVERY)
    assert challenge.hearing(Connection.objects.get(), door) == challenge.Hearing.BLOCKED
    page = text(signed_in(admin).get("/admin/linkedin/"))
    assert "LinkedIn has probably blocked the address that takes applications" in page
    assert "Applications made on LinkedIn may not come." in text(signed_in(admin).get("/"))
    Listing.objects.update(onsite_apply=False)
    state = challenge.hearing(Connection.objects.get(), door)
    assert state == challenge.Hearing.IN_TIME, "nobody is missed while no job takes applications there"


@pytest.mark.req("LIP-01")
def test_what_was_not_asked_for_is_nowhere(ready: Sandbox, job: Job) -> None:
    """The delivery names the skills' URNs and more: none of it is stored."""
    applies(ready, job)
    before = stored()
    assert "urn:li:skill" not in before
    worked()
    assert "urn:li:skill" not in stored()
