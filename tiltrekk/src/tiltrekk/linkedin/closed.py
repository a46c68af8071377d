"""People who closed their LinkedIn account: somebody decides about each, or about all (LI-37, test case 13)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.candidates.services import delete as delete_candidate
from tiltrekk.candidates.services import unlink_identity
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Flag, require

from .erasing import forget
from .models import ClosedAccount, Decision


def waiting() -> QuerySet[ClosedAccount]:
    """Return those nobody has decided about."""
    present = {"candidate__deleted_at": None, "candidate__merged_into": None}
    return ClosedAccount.objects.filter(decided_at=None, **present).select_related("candidate")


def waiting_for(*, actor: User) -> QuerySet[ClosedAccount]:
    """Return what waits for an administrator. Raises ``NotAllowed``."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    return waiting()


@transaction.atomic
def delete(*, actor: User, accounts: Iterable[ClosedAccount]) -> int:
    """Delete the people, here and at LinkedIn; return how many."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    return _decide_all(actor, accounts, Decision.DELETED)


@transaction.atomic
def keep_without_linkedin(*, actor: User, accounts: Iterable[ClosedAccount]) -> int:
    """Keep the people, for example because they applied or were hired, but nothing that LinkedIn told of them."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    return _decide_all(actor, accounts, Decision.FORGOTTEN)


def _decide_all(actor: User, accounts: Iterable[ClosedAccount], decision: Decision) -> int:
    undecided = _locked(accounts)
    for one in undecided:
        _decide(actor, one, decision)
    return len(undecided)


def _locked(accounts: Iterable[ClosedAccount]) -> list[ClosedAccount]:
    """Lock in one order; whoever is decided about already is left out."""
    chosen = ClosedAccount.objects.filter(pk__in=[one.pk for one in accounts], decided_at=None)
    return list(chosen.select_for_update().order_by("pk"))


def _decide(actor: User, account: ClosedAccount, decision: Decision) -> None:
    account.decided_at, account.decision = clock.now(), decision
    account.save()
    values = {"decision": decision.value}
    events.record(
        actor=actor, verb="linkedin.closed_decided", subject=account, candidate=account.candidate, values=values
    )
    if decision == Decision.DELETED:
        delete_candidate(actor=actor, candidate=account.candidate)
    else:
        unlink_identity(actor=actor, candidate=account.candidate)
        forget(account.candidate)
