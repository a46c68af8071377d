"""LinkedIn as this installation reaches it: addresses and credentials from the configuration, nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.conf import settings
from linkedin_talent.client import LinkedInClient
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.names import REST_VERSION, Surface
from linkedin_talent.tokens import Application

from tiltrekk.core import clock
from tiltrekk.core import http as outside

from . import support
from .models import Connection
from .store import DatabaseBudget, DatabaseTokenStore

CALL_SECONDS = 20.0  # the longest a call may take, token and repeat included


def endpoints() -> Endpoints:
    """Return LinkedIn's base addresses."""
    return Endpoints(settings.LINKEDIN_API_URL, settings.LINKEDIN_WWW_URL, settings.LINKEDIN_PLATFORM_URL)


def http() -> httpx.Client:
    """Return a connection pool towards LinkedIn. Its configured addresses may be private; nothing else may."""
    places = endpoints()
    return outside.client(trusted=(places.api, places.www, places.platform))


def is_partner() -> bool:
    """Whether the installation has a partner application of its own; without one nobody can connect."""
    return bool(settings.LINKEDIN_CLIENT_ID and settings.LINKEDIN_CLIENT_SECRET)


@contextmanager
def partner() -> Iterator[LinkedInClient]:
    """A client for the installation's partner application, which provisions the environment's own."""
    parent = Application(settings.LINKEDIN_CLIENT_ID, (settings.LINKEDIN_CLIENT_SECRET,))
    with http() as pool:
        yield _client(parent, pool)


@contextmanager
def environment(connection: Connection) -> Iterator[LinkedInClient]:
    """A client for the environment's own application."""
    with http() as pool:
        yield make(connection, pool)


def make(connection: Connection, pool: httpx.Client) -> LinkedInClient:
    """Return a client on a pool that the caller keeps open."""
    return _client(Application(connection.client_id, connection.secrets), pool)


def _client(application: Application, pool: httpx.Client) -> LinkedInClient:
    return LinkedInClient(
        endpoints(),
        application,
        token_store=DatabaseTokenStore(),
        budget=DatabaseBudget(),
        http=pool,
        clock=clock.now,  # LinkedIn's days and token lives follow its clock, which the sandbox may have moved
        surface=Surface.REST if settings.LINKEDIN_API_VERSION else Surface.V2,
        version=settings.LINKEDIN_API_VERSION or REST_VERSION,
        deadline=CALL_SECONDS,
        observer=support.observe,
    )
