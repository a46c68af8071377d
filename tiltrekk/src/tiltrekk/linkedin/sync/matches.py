"""Asking whom LinkedIn matched by itself, once nothing waits to be sent (linkedin.md §10.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from linkedin_talent.batch import BATCH_SIZE
from linkedin_talent.candidates import Match
from linkedin_talent.errors import LinkedInError
from linkedin_talent.keys import CandidateKey

from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import UNKNOWN, Connection, Kind, MemberMatch

from . import backoff
from .gate import enabled_organizations
from .lane import lane
from .todo import Todo

SOON, DAILY = timedelta(minutes=5), timedelta(days=1)
RECENT = timedelta(days=30)  # after that LinkedIn will hardly find a person whose record stays the same
SPARED = 0.7  # the rest of the budget is for sending

_NEW = """
insert into linkedin_membermatch (row_id, members, since, ask_at)
select row, '{}', now.at, now.at from unnest(%s::bigint[]) as row, (values (%s::timestamptz)) as now (at) order by row
on conflict (row_id) do update set since = excluded.since, ask_at = excluded.ask_at
"""

_ANSWERED = """
update linkedin_membermatch as match
set members = string_to_array(told.members, ' '), asked_at = %s, ask_at = told.again
from unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::timestamptz[]) as told (row, since, members, again)
where match.row_id = told.row and match.since = told.since
"""


def note(todos: Iterable[Todo]) -> None:
    """LinkedIn took or deleted these: a record it has not seen before may match somebody else."""
    people = [todo for todo in todos if todo.row.kind == Kind.CANDIDATE]
    MemberMatch.objects.filter(row__in=[todo.row.pk for todo in people if todo.record is None]).delete()
    if new := [todo.row.pk for todo in people if todo.record is not None and not todo.is_settled]:
        with connection.cursor() as cursor:
            cursor.execute(_NEW, [new, clock.now()])


def ask(present: Connection) -> bool:
    """Ask for at most a hundred candidates; return whether any was due."""
    with lane(backoff.MATCHES) as free:
        return free and _ask(present)


def _ask(present: Connection) -> bool:
    if backoff.MATCHES in backoff.held_resources():
        return False
    due = _due()
    if not due:
        return False
    with linkedin.environment(present) as client:
        if client.budget_used("atsCandidates") > SPARED:
            return False
        try:
            reply = client.candidates.matches(due)
        except LinkedInError as error:
            backoff.hold(backoff.MATCHES, error)
            return False
    backoff.release(backoff.MATCHES)
    _store(due, reply.found)
    return True


def forget() -> None:
    """Person ids are valid for one LinkedIn application only; another one is asked anew."""
    MemberMatch.objects.update(members=[], asked_at=None, ask_at=clock.now())


def forget_one(candidate: str) -> None:
    """What LinkedIn answered about this person no longer holds; it is asked when it has the new record."""
    MemberMatch.objects.filter(row__object_id=candidate).update(members=[], asked_at=None)


def _due() -> dict[CandidateKey, MemberMatch]:
    rows = MemberMatch.objects.filter(ask_at__lte=clock.now(), row__organization__in=enabled_organizations())
    known = rows.exclude(row__digest__in=["", UNKNOWN]).select_related("row").order_by("ask_at")[:BATCH_SIZE]
    return {CandidateKey(one.row.object_id, one.row.organization): one for one in known}


def _store(asked: Mapping[CandidateKey, MemberMatch], found: Mapping[CandidateKey, Match]) -> None:
    """A record replaced meanwhile has another ``since`` and is asked again; its answer is not this one."""
    now = clock.now()
    members = [" ".join(found[key].matched_members) if key in found else "" for key in asked]
    again = [None if some else next_time(match.since, now) for some, match in zip(members, asked.values(), strict=True)]
    told = [match.row_id for match in asked.values()], [match.since for match in asked.values()], members, again
    with transaction.atomic(), connection.cursor() as cursor:
        list(MemberMatch.objects.select_for_update().filter(row__in=told[0]).order_by("row").values("pk"))  # as `note`
        cursor.execute(_ANSWERED, [now, *told])


def next_time(since: datetime, now: datetime) -> datetime | None:
    """Return when to ask again for somebody not found: LinkedIn matches late, and people join it late."""
    age = now - since
    return None if age > RECENT else now + min(max(age, SOON), DAILY)
