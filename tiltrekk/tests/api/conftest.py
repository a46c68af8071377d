"""A receiver on this machine, which only tests may be told to call."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from factories import CandidateFactory, JobFactory, UserFactory
from fake_receiver import Receiver, receiving
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.jobs.models import Job


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.OUTGOING_TO_LOOPBACK = True
    with receiving() as running:
        yield running


@pytest.fixture
def other(settings: Any) -> Iterator[Receiver]:
    settings.OUTGOING_TO_LOOPBACK = True
    with receiving() as running:
        yield running


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory.create(name="Anna Administrator", roles=["admin"])


@pytest.fixture
def ragna(db: None) -> User:
    return UserFactory.create(name="Ragna Rekrutterer", roles=["recruiter"])


@pytest.fixture
def job(ragna: User) -> Job:
    return JobFactory.create(title="Marine engineer", team={ragna: "recruiter"})


@pytest.fixture
def happen(ragna: User, job: Job) -> Callable[..., None]:
    """Something happens, so many times: ``happen(3)``."""

    def add(number: int = 1) -> None:
        for _ in range(number):
            hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())

    return add
