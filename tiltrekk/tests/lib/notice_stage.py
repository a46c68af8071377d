"""Somebody applied on LinkedIn and is to hear there what becomes of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory
from onsite import applied_there, taking_applications
from sandbox_process import URN, Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.notices import choosing, sending

ROUTE = "POST /v2/jobApplicationLifecycleActions"


@pytest.fixture
def told_there(sandbox: Sandbox, admin: User) -> Iterator[Sandbox]:
    """People apply on LinkedIn, applicants hear of it there, and the customer ticked so in LinkedIn's set-up."""
    with taking_applications(sandbox, admin) as connection:
        choosing.save(actor=admin, tell_applicants=True, notice_minutes=10)
        tick = {"client_id": connection.client_id, "integration_context": URN, "on": True}
        sandbox.post("acts/applicant-notifications", **tick)
        yield sandbox


@pytest.fixture
def applied_kari(told_there: Sandbox, job: Job) -> Application:
    application: Application = ApplicationFactory.create(
        job=job, candidate=CandidateFactory.create(given_name="Kari"), at="application"
    )
    applied_there(told_there, application, "kari")
    return application


def tell_all() -> None:
    while sending.tell_next():
        pass


def wait(sandbox: Sandbox, **spell: int) -> None:
    """Let time pass for both sides, then let the worker look."""
    sandbox.post("clock", advance_seconds=timedelta(**spell).total_seconds())
    tell_all()


def heard(sandbox: Sandbox, member: str = "kari") -> list[str]:
    """What the applicant was told on LinkedIn."""
    found = sandbox.get("applications", member=member)["applications"]
    return [told["action"] for one in found for told in one["told"]]


def asked(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Every notice LinkedIn took from us."""
    return sandbox.store("lifecycle_actions")


def reject(application: Application, actor: User) -> None:
    hiring.reject(actor=actor, application=application, reason="experience")
