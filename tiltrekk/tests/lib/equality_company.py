"""A job that asks about equality, and people who apply and answer as a browser would."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from careers_form import filled
from django.test import Client
from django.urls import reverse
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import Environment, User
from tiltrekk.applications.models import Application
from tiltrekk.careers import receipts
from tiltrekk.careers.models import Submission
from tiltrekk.core import clock
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Activity, ActivityKind, Job
from tiltrekk.postings import services as postings
from tiltrekk.privacy import services


def switch_on() -> None:
    """As the administrator does under Preview features."""
    environment = Environment.current()
    environment.preview_features = ["equality"]
    environment.save()


def ask_on(job: Job, audience: str = "all") -> None:
    """As a recruiter does on the job's Process page."""
    stage = job.process.stages.get(kind="application")
    Activity.objects.create(stage=stage, kind=ActivityKind.EQUALITY, settings={"audience": audience})


def asking_job(recruiter: User | None = None, *, audience: str = "all", title: str = "Welder") -> Job:
    """A job on the career site whose process asks."""
    recruiter = recruiter or UserFactory(roles=[Role.RECRUITER])
    job = JobFactory(team={recruiter: "recruiter"}, title=title)
    ask_on(job, audience)
    postings.post(actor=recruiter, job=job, channel="career_site")
    return job


def apply(client: Client, job: Job, name: str = "Thea", **fields: Any) -> str:
    """Apply by the public form; return the address of the *thank you* page."""
    data = filled(client, job, given_name=name, email=f"{name.lower()}@example.org", **fields)
    answer = client.post(reverse("careers:job-apply", args=[job.public_id]), data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def receipt_on(page: str) -> str:
    """The receipt in the form on a page; empty where nothing is asked."""
    found = re.search(r'name="receipt" value="([^"]+)"', page)
    return found[1] if found else ""


def answer(client: Client, thanks: str, **answers: str) -> Any:
    """Send the form on the page."""
    receipt = receipt_on(client.get(thanks).content.decode())
    return client.post(reverse("privacy:equality-answer"), {"receipt": receipt, **answers})


# Answers that are found nowhere else, and why none of them may be found outside the place they are kept in.
CANARIES = dict.fromkeys(("american_indian", "not_protected", "serving_or_served"), "an answer about equality")
CANARY = {"gender": "", "ethnicity": "american_indian", "disability": "", "veteran": "not_protected"} | {
    "military": "serving_or_served"
}


def answer_for(application: Application) -> None:
    """The applicant answers, as if they had just come by the apply form."""
    token = uuid4().hex
    Submission.objects.create(token=token, application=application, terms_accepted_at=clock.now())
    address = receipts.thanks_url(application.job, token)
    services.hand_in(receipt=parse_qs(urlsplit(address).query)["receipt"][0], answers=CANARY)


def application_of(name: str) -> Application:
    return Application.objects.get(candidate__given_name=name)
