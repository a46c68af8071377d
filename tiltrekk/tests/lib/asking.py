"""Asking every route as every kind of person, and taking back what the asking did."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.core.cache import cache
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from routes import Line, arguments, lines, routes
from world import World

ROUTES = {route.name: route for route in routes()}
LINES = list(lines())


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens inside."""
    cache.clear()
    save = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(save)
        cache.clear()


def client_of(kind: str, world: World, *, checks_csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=True)
    if kind != "anonymous":
        client.force_login(world.users[kind])
    return client


def ask(
    line: Line,
    kind: str,
    world: World,
    *,
    checks_csrf: bool = False,
    around: AbstractContextManager[object] | None = None,
) -> HttpResponseBase:
    """Return what one kind of person gets; nothing of it stays. ``around`` is entered for the question alone."""
    with undone():
        address = reverse(line.name, kwargs=arguments(ROUTES[line.name], line, world))
        data = line.data(world) if line.data else {}
        client = client_of(kind, world, checks_csrf=checks_csrf)
        with around if around is not None else nullcontext():  # an empty record of queries is false
            answer = client.post(address, data) if line.method == "POST" else client.get(address, data)
        return _closed(answer)


def _closed(answer: HttpResponseBase) -> HttpResponseBase:
    if answer.streaming:
        request_finished.disconnect(close_old_connections)  # the transaction of the test goes on
        answer.close()
        request_finished.connect(close_old_connections)
    return answer
