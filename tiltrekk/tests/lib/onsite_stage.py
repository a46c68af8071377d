"""A product that takes applications made on LinkedIn, and what LinkedIn delivers to it."""

import base64
import json
import time
from typing import Any

import pytest
from django.test import Client
from factories import JobFactory, UserFactory
from linkedin_rows import connected_row
from linkedin_talent.webhooks import SIGNATURE_HEADER, signature
from sandbox_process import CONTRACT, Sandbox, connected, drain
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.connect import choices, features
from tiltrekk.linkedin.inbound import applying, files
from tiltrekk.linkedin.models import AwaitedFile, CompanyPage, Connection, Delivery, JobMode, LinkedInSettings
from tiltrekk.postings import services as postings

PDF = b"%PDF-1.7\n" + b"Welds and engineers.\n" * 50


def switched_on(sandbox: Sandbox, admin: User) -> Connection:
    """Company level and Apply Connect on, jobs by API."""
    made = connected(sandbox, admin, "company")
    let_people_apply_there(sandbox, admin, made)
    return made


def let_people_apply_there(sandbox: Sandbox, admin: User, made: Connection) -> None:
    """Apply Connect on for a connected product, jobs by API."""
    choices.save_choices(actor=admin, mode=JobMode.API, match_pool_members=False)
    asked = sandbox.post(
        "acts/request-integration", api_key=made.client_id, member="ragna", contract=CONTRACT, level="apply-connect"
    )
    features.requested(actor=admin, feature=features.ONSITE, elements=asked["integrations"])
    sandbox.post("acts/ats-switch", contract=CONTRACT, level="apply-connect", on=True)
    features.look_again(actor=admin, feature=features.ONSITE)
    connect.levels.refresh()


def posted(sandbox: Sandbox, actor: User, job: Job) -> None:
    """On LinkedIn, by API."""
    postings.post(actor=actor, job=job, channel="linkedin", confirmed=True)
    settled(sandbox)


def settled(sandbox: Sandbox) -> None:
    drain()
    sandbox.settle_tasks()


def applies(sandbox: Sandbox, job: Job, member: str = "kari", **answers: Any) -> str:
    """A member fills in the form on LinkedIn; return the id of the application."""
    file = {"name": "cv.pdf", "content_type": "application/pdf", "content": base64.b64encode(PDF).decode()}
    made = sandbox.post(
        "acts/apply",
        member=member,
        external_job_posting_id=job.job_id,
        answers={"set0.0.q-terms": ["ACCEPTED"]} | answers,
        files={"resume.0.file": file},
    )
    _arrives(sandbox, made["job_application"])
    return str(made["job_application"])


def _arrives(sandbox: Sandbox, made: str) -> None:
    """LinkedIn delivers when it likes; a refused delivery is seen by who looks for it."""
    end = time.monotonic() + 20
    while not Delivery.objects.filter(job_application=made).exists():
        assert time.monotonic() < end, "the application does not arrive"
        sandbox.post("due")
        time.sleep(0.05)


def worked() -> None:
    """What the worker does with what has come."""
    for row in Delivery.objects.filter(processed_at=None).order_by("pk"):
        applying.take_in(row.pk)
    for file in AwaitedFile.objects.filter(given_up_at=None).order_by("pk"):
        files.fetch(file.pk)


def enabled_row() -> None:
    """Apply Connect is on, as far as the database says."""
    LinkedInSettings.current()
    LinkedInSettings.objects.update(mode=JobMode.API, onsite_requested_at=clock.now(), onsite_enabled_at=clock.now())
    CompanyPage.objects.get_or_create(company_id="90210", defaults={"name": "Fjordtech"})


def application(job: Job, number: int = 1, **more: Any) -> dict[str, Any]:
    """One application as LinkedIn writes it."""
    contact = {
        "firstNameAnswer": {"value": "Kåre"},
        "lastNameAnswer": {"value": f"Øverås {number}"},
        "emailAnswer": {"value": f"person{number}@example.org"},
        "cellphoneNumberQuestionAnswer": {"countryCode": "47", "nationalNumber": "99887766"},
    }
    tick = {"questionIdentifier": "terms", "answer": {"multipleChoiceAnswerValue": {"symbolicNames": ["ACCEPTED"]}}}
    return {
        "type": "EXPORT_JOB_APPLICATION",
        "jobApplicationId": f"urn:li:jobApplication:{90_000_000 + number}",
        "jobApplicant": f"urn:li:person:p{number}",
        "externalJobId": job.job_id,
        "appliedAt": 1_795_000_000_000,
        "applicantSkills": [{"skillUrn": "urn:li:skill:1", "skillName": "Welding", "jobMatched": True}],
        "questionResponses": {
            "contactInformationQuestionResponses": contact,
            "additionalQuestionResponses": {"customQuestionSetResponses": [{"customQuestionResponses": [tick]}]},
        },
    } | more


def path(connection: Connection) -> str:
    return f"/linkedin/applications/{connection.callback_secret}/"


def signed(said: Any, secret: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return body, {SIGNATURE_HEADER: signature(body, secret), "Content-Type": "application/json"}


def deliver(connection: Connection, said: Any, *, secret: str = "", header: str | None = None) -> Any:
    """LinkedIn delivers; return our answer."""
    body, headers = signed(said, secret or connection.secrets[0])
    if header is not None:
        headers[SIGNATURE_HEADER] = header
    sent = {SIGNATURE_HEADER: headers[SIGNATURE_HEADER]}
    return Client().post(path(connection), body, content_type="application/json", headers=sent)


@pytest.fixture
def open_door(settings: Any, tmp_path: Any) -> Connection:
    """Apply Connect is on, as far as the database says; no LinkedIn is to be reached."""
    settings.DATA_DIR = tmp_path
    settings.LINKEDIN_API_URL = settings.LINKEDIN_WWW_URL = settings.LINKEDIN_PLATFORM_URL = "http://127.0.0.1:9"
    enabled_row()
    return connected_row()


@pytest.fixture
def vacancy(db: None) -> Job:
    job: Job = JobFactory.create(title="Welder", team={UserFactory.create(roles=["recruiter"]): "recruiter"})
    return job
