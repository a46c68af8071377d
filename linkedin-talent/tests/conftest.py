"""A LinkedIn for each test, and clients that speak to it."""

import pytest
from facts import ONE, TWO
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, Protocol, Surface


@pytest.fixture
def linkedin() -> FakeLinkedIn:
    return FakeLinkedIn()


@pytest.fixture(params=[ONE, TWO])
def spoken(request: pytest.FixtureRequest) -> str:
    """The encoding in which `client` speaks in a test that asks for this."""
    return str(request.param)


@pytest.fixture
def client(linkedin: FakeLinkedIn, request: pytest.FixtureRequest) -> LinkedInClient:
    if "spoken" in request.fixturenames:
        return linkedin.client(protocol=Protocol(request.getfixturevalue("spoken")))
    return linkedin.client()


@pytest.fixture
def versioned(linkedin: FakeLinkedIn) -> LinkedInClient:
    return linkedin.client(surface=Surface.REST, version="202601")
