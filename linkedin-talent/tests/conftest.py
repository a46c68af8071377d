"""A LinkedIn for each test, and clients that speak to it."""

import pytest
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, Surface


@pytest.fixture
def linkedin() -> FakeLinkedIn:
    return FakeLinkedIn()


@pytest.fixture
def client(linkedin: FakeLinkedIn) -> LinkedInClient:
    return linkedin.client()


@pytest.fixture
def versioned(linkedin: FakeLinkedIn) -> LinkedInClient:
    return linkedin.client(surface=Surface.REST, version="202601")
