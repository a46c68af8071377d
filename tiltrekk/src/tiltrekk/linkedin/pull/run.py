"""Pulling what recruiters do in LinkedIn, for contracts whose level is on (linkedin.md §15)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import BudgetError, LinkedInError, TokenError

from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection, Cursor
from tiltrekk.linkedin.sync import backoff
from tiltrekk.linkedin.sync.gate import why_shut

from . import inmail, notes, seats, stubs
from .cursors import CATCHING_UP, EVERY, contracts, cursor, due, is_behind, started

FULL, PATIENT = 0.7, 4  # beyond this share of the budget the interval grows by this factor


def is_due() -> bool:
    """Whether it is time to pull; asked by the tick."""
    connection = Connection.current()
    return bool(contracts()) and connection is not None and not why_shut(connection) and due(interval())


def interval() -> timedelta:
    """Return the present interval: short while catching up, longer when the budget runs low."""
    if budget_used() > FULL:
        return EVERY * PATIENT
    return CATCHING_UP if is_behind() else EVERY


def budget_used() -> float:
    """Return how much of the day's calls for InMail, notes, seats and stubs is used, 0.0 to 1.0."""
    connection = Connection.current()
    if connection is None:
        return 0.0
    with linkedin.environment(connection) as client:
        return client.budget_used("seatsV2")


def pull_now(*, actor: User) -> None:
    """Ask the worker to pull at once, instead of in half an hour."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    from tiltrekk.linkedin.tasks import pull as task

    task.defer()


def pull() -> None:
    """Pull everything of every contract. One source that fails does not hinder the others."""
    connection = Connection.current()
    if connection is None or why_shut(connection) or backoff.everything_is_held():
        return
    begun = started()
    begun.last_run = clock.now()
    begun.save()
    with linkedin.environment(connection) as client:
        for contract in contracts():
            _pull_contract(client, contract)


def _pull_contract(client: LinkedInClient, contract: str) -> None:
    mark = cursor("seats", contract)
    mark.last_run = clock.now()
    try:
        active = seats.pull(client, contract)
        mark.error = ""
    except LinkedInError as error:
        mark.error = str(error)
        if isinstance(error, TokenError):
            backoff.hold(backoff.EVERYTHING, error)
        return
    finally:
        mark.save()
    owners = [seat.urn for seat in active]
    for seat in active:
        _guarded(inmail.SOURCE, contract, seat.urn, partial(inmail.pull, client, seat))
    _guarded(notes.SOURCE, contract, "", partial(notes.pull, client, contract, owners))
    _guarded(stubs.SOURCE, contract, "", partial(stubs.pull, client, contract, owners))


def _guarded(source: str, contract: str, seat: str, pull_one: Callable[[], None]) -> None:
    try:
        pull_one()
    except BudgetError:
        return  # our own count for this minute or day is full; the next pull goes on where this one stopped
    except LinkedInError as error:
        Cursor.objects.filter(source=source, contract=contract, seat=seat).update(
            error=str(error), last_run=clock.now()
        )
