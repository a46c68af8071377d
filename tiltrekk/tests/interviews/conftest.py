"""A job with a team, two colleagues who interview, applicants, and times to offer."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock, mail
from tiltrekk.core.permissions import Role
from tiltrekk.interviews import services
from tiltrekk.interviews.models import Interview
from tiltrekk.interviews.services import Plan
from tiltrekk.jobs.models import Job, JobRole

Planned = Callable[..., Interview]


@pytest.fixture
def recruiter(db: None) -> User:
    user: User = UserFactory.create(name="Ragna Dahl", email="ragna@example.org", roles=[Role.RECRUITER])
    return user


@pytest.fixture
def colleague(db: None) -> User:
    user: User = UserFactory.create(name="Priya Raman", email="priya@example.org", language="en")
    return user


@pytest.fixture
def other(db: None) -> User:
    user: User = UserFactory.create(name="Tor Vik", email="tor@example.org", language="en")
    return user


@pytest.fixture
def job(recruiter: User, colleague: User, other: User) -> Job:
    team = {recruiter: JobRole.RECRUITER, colleague: JobRole.INTERVIEWER, other: JobRole.INTERVIEWER}
    made: Job = JobFactory.create(title="Cable planner", team=team)
    return made


@pytest.fixture
def application(job: Job) -> Application:
    return applicant(job)


def applicant(job: Job, *, at: str = "application", **more: Any) -> Application:
    made: Application = ApplicationFactory.create(job=job, at=at, candidate=CandidateFactory.create(**more))
    return made


def soon(*, days: int = 3, hours: float = 0) -> datetime:
    """A whole hour, some days from now."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days, hours=hours)


def plan_of(panel: Sequence[User], **more: Any) -> Plan:
    given = {"title": "First talk", "kind": "video", "minutes": 45, "time_zone": "Europe/Oslo", "language": "en"}
    return Plan(**{**given, "panel": list(panel), "place": "https://meet.example.org/1", **more})


@pytest.fixture
def planned(recruiter: User, colleague: User, application: Application) -> Planned:
    """Plan an interview of the applicant with the colleague; by default three times are offered."""

    def make(of: Application = application, panel: Sequence[User] = (colleague,), **more: Any) -> Interview:
        if "at" not in more:
            more.setdefault("times", [soon(hours=hour) for hour in range(3)])
        return services.plan(actor=recruiter, application=of, plan=plan_of(panel, **more))

    return make


def sent() -> list[EmailMessage]:
    """Send what waits; return it."""
    before = len(django_mail.outbox)
    while mail.deliver_next():
        pass
    return django_mail.outbox[before:]


def to(messages: Sequence[EmailMessage], address: str) -> EmailMessage:
    """The one mail to an address."""
    (found,) = [one for one in messages if one.to == [address]]
    return found


def address(interview: Interview) -> str:
    assert interview.application
    return str(interview.application.candidate.emails.get().address)


def link_in(message: EmailMessage) -> str:
    """The path of the private link in a mail."""
    found = re.search(r"https?://[^/\s]+(/your-interview/\S+/)", str(message.body))
    assert found, message.body
    return found.group(1)


def slot_id(interview: Interview, number: int = 0) -> str:
    return str(interview.offered.order_by("starts_at")[number].public_id)
