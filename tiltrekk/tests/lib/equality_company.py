"""A job that asks about equality, and people who apply and answer as a browser would."""

import re
from typing import Any

from careers_form import filled
from django.test import Client
from django.urls import reverse
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import Environment, User
from tiltrekk.applications.models import Application
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Activity, ActivityKind, Job
from tiltrekk.postings import services as postings


def switch_on() -> None:
    """As the administrator does under Preview features."""
    environment = Environment.current()
    environment.preview_features = ["equality"]
    environment.save()


def asking_job(recruiter: User | None = None, *, audience: str = "all", title: str = "Welder") -> Job:
    """A job on the career site whose process asks."""
    recruiter = recruiter or UserFactory(roles=[Role.RECRUITER])
    job = JobFactory(team={recruiter: "recruiter"}, title=title)
    stage = job.process.stages.get(kind="application")
    Activity.objects.create(stage=stage, kind=ActivityKind.EQUALITY, settings={"audience": audience})
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


def application_of(name: str) -> Application:
    return Application.objects.get(candidate__given_name=name)
