"""Somebody applies on LinkedIn itself, from the posted job to the applicant with a résumé (AC-R1, R2, R6–R12)."""

from typing import Any

import pytest
from onsite_stage import PDF, applies, posted, settled, switched_on, worked
from pytest_django.live_server_helper import LiveServer
from sandbox_process import URN, Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Source
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.connect import choices
from tiltrekk.linkedin.models import AppliedOnLinkedIn, AwaitedFile, Delivery, JobOperation
from tiltrekk.linkedin.sync import statuses

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ready(live_server: LiveServer, settings: Any, sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    """Apply Connect on, the job posted by API."""
    settings.PUBLIC_URL = live_server.url
    switched_on(sandbox, admin)
    posted(sandbox, ragna, job)
    return sandbox


def onsite(sandbox: Sandbox) -> list[Any]:
    """The configurations LinkedIn holds of its jobs."""
    return [one["body"].get("onsiteApplyConfiguration") for one in sandbox.store("simpleJobPostings")]


@pytest.mark.req("AC-R8", "AC-R9", "AC-R10", "AC-R11", "AC-R12")
def test_a_member_applies_on_linkedin_and_is_an_applicant_with_a_resume_here(ready: Sandbox, job: Job) -> None:
    assert JobOperation.objects.get().apply_status == "ENABLED"
    made = applies(ready, job, **{"coverLetter.0.text": "Skip og søm"})
    worked()
    sent = Application.objects.get()
    assert (sent.candidate.name, sent.job, sent.source) == ("Kari Nordmann", job, Source.LINKEDIN_APPLY)
    assert sent.get_source_display() == "LinkedIn apply"
    assert not sent.is_prospect
    documents = {one.document.kind: one.document for one in sent.handed_in.select_related("document")}
    assert documents["resume"].file.read() == PDF
    assert documents["resume"].name == "resume.pdf"
    assert documents["cover_letter"].file.read().decode() == "Skip og søm"
    noted = AppliedOnLinkedIn.objects.get()
    assert (noted.application, noted.job_application, noted.organization) == (sent, made, URN)
    assert noted.terms_accepted_at == noted.applied_at
    assert Delivery.objects.get().body == {}
    assert not AwaitedFile.objects.exists()
