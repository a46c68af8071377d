"""What is out of order does not keep the rest waiting (INV-08)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from .facts import Body, Dump, Entity, Ledger, Violation
from .wire import Effect, effects

Applied = Mapping[Entity, Sequence[Effect]]
_NEVER = float("inf")


class _Change(NamedTuple):
    """A record became ``body`` (None: absent) at ``since`` and something else at ``until``, in felt seconds."""

    entity: Entity
    body: Body | None
    after: int  # number of the ledger line before which nobody can have sent it
    since: float
    until: float


def in_time(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """Each change is at LinkedIn within the bound, but for what the test hurt and what hangs on that.

    Time is what the product felt: real seconds, and those the test let pass. What was changed again within the bound
    is judged by its next version.
    """
    if dump.bound is None:
        return
    applied: dict[Entity, list[Effect]] = defaultdict(list)
    for effect in effects(ledger):
        applied[effect.entity].append(effect)
    for change in _changes(ledger, dump):
        took = _took(ledger, applied, change)
        if took > dump.bound and change.until - change.since > dump.bound:
            late = "never came to LinkedIn" if took == _NEVER else f"was at LinkedIn after {took:.0f} s"
            yield Violation("INV-08", f"{change.entity}: a change {late}; it has {dump.bound:.0f} s")


def _took(ledger: Ledger, applied: Applied, change: _Change) -> float:
    mine = applied.get(change.entity, ())
    if change.body is None and all(one.body is None for one in mine):
        return 0.0  # what LinkedIn never held need not be deleted
    done = (one for one in mine if one.entry["id"] > change.after and one.body == change.body)
    return next((ledger.moment(one.entry) - change.since for one in done), _NEVER)


def _changes(ledger: Ledger, dump: Dump) -> Iterator[_Change]:
    hurt = _hurt(dump)
    for number, (before, now) in enumerate(pairwise(dump.history), start=1):
        for entity in sorted({*before.expected, *now.expected}):
            was, body = before.expected.get(entity), now.expected.get(entity)
            if was != body and not _hangs_on(entity, body or was or {}, hurt):
                later = (ledger.felt(one.at) for one in dump.history[number:] if one.expected.get(entity) != body)
                yield _Change(entity, body, before.after, ledger.felt(now.at), next(later, _NEVER))


def _hurt(dump: Dump) -> AbstractSet[str]:
    """What was named, and the applications of people who were."""
    below = {
        entity.key
        for moment in dump.history
        for entity, body in moment.expected.items()
        if body.get("atsCandidateId") in dump.hurt
    }
    return {*dump.hurt, *below}


def _hangs_on(entity: Entity, body: Body, hurt: AbstractSet[str]) -> bool:
    above = {entity.parent, str(body.get("atsCandidateId"))}
    return bool({entity.resource, entity.organization, entity.key, *above} & hurt)
