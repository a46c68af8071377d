"""A product connected to a LinkedIn sandbox that runs as a process of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import JobFactory, UserFactory
from sandbox_process import Sandbox, connected, drain, link_member, process
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job


@pytest.fixture(scope="session")
def sandbox_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with process(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def sandbox(sandbox_program: Sandbox, settings: Any, tmp_path: Path) -> Sandbox:
    """The sandbox, freshly emptied, with the product's settings pointing at it."""
    settings.LINKEDIN_API_URL = settings.LINKEDIN_WWW_URL = settings.LINKEDIN_PLATFORM_URL = sandbox_program.base
    settings.LINKEDIN_CLIENT_ID, settings.LINKEDIN_CLIENT_SECRET = "parent", "parent-secret"
    settings.CLOCK_FILE = str(sandbox_program.clock_file)
    settings.DATA_DIR = tmp_path
    sandbox_program.begin()
    return sandbox_program


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory.create(name="Anna Administrator", roles=["admin"])


@pytest.fixture
def ragna(db: None) -> User:
    """A recruiter."""
    return UserFactory.create(name="Ragna Rekrutterer", email="ragna@fjordtech.example", roles=["recruiter"])


@pytest.fixture
def hilde(db: None) -> User:
    """A hiring manager."""
    return UserFactory.create(name="Hilde Sjef", email="hilde@fjordtech.example", roles=["hiring_manager"])


@pytest.fixture
def job(ragna: User, hilde: User) -> Job:
    return JobFactory.create(title="Marine engineer", team={ragna: "recruiter", hilde: "hiring_manager"})


@pytest.fixture
def live(sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    """Company level on, Ragna connected, the job at LinkedIn."""
    connected(sandbox, admin, "company")
    link_member(sandbox, ragna, "ragna")
    drain()
    sandbox.settle_tasks()
    return sandbox
