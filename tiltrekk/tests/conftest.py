"""A real PostgreSQL for every run: the one named by DATABASE_URL, else a throw-away embedded one."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
from django.db import connections, transaction

if TYPE_CHECKING:
    from world import World


@pytest.fixture(scope="session")
def postgres_admin_url() -> Iterator[str]:
    """The address of a running server for its superuser, who alone may set up what the program cannot read."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    from tiltrekk.server.postgres import NAME, temporary_cluster

    with temporary_cluster() as cluster:
        yield cluster.admin_url_of(NAME)


@pytest.fixture(scope="session")
def postgres_url(postgres_admin_url: str) -> str:
    """The same server for the role the program runs with: an ordinary one, which here may make databases too."""
    from tiltrekk.server import roles

    with psycopg.connect(postgres_admin_url, autocommit=True) as session:
        roles.make_role(session, _PASSWORD)
        session.execute(f"alter role {roles.PROGRAM} createdb".encode())
    parts = urlsplit(postgres_admin_url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{roles.PROGRAM}:{_PASSWORD}@{host}").geturl()


_PASSWORD = "only-for-tests"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, postgres_admin_url: str, django_db_blocker: Any) -> Iterator[None]:
    """In the test database too, what the program cannot read is set up by the superuser; nobody is left in it."""
    from tiltrekk.server import roles

    own = urlsplit(postgres_admin_url)._replace(path=f"/{connections['default'].settings_dict['NAME']}").geturl()
    with psycopg.connect(own, autocommit=True) as session:
        roles.keep_apart(session)
    yield
    # A request whose browser went away is answered all the same, and its session would keep the database from going.
    with psycopg.connect(own, autocommit=True) as session:
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres_url: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Point Django at that server before pytest-django makes its test database."""
    del django_db_modify_db_settings_parallel_suffix
    given = environ.Env.db_url_config(postgres_url)
    # Worker threads that a test starts must not keep connections to a database that is about to be dropped.
    given["CONN_MAX_AGE"] = 0
    connections["default"].settings_dict.update({name: given[name] for name in given if name != "TEST"})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> "Iterator[World]":
    """One small company for all tests of a module that mark themselves ``django_db``; gone after the last."""
    from world import build

    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
