"""People who closed their LinkedIn account: somebody decides about each, or about all (LI-37, test case 13).

What was read of recruiters' dealings with them is not kept for as long as that may take (LIP-04).
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.services import delete as delete_candidate
from tiltrekk.candidates.services import unlink_identity
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require

from .erasing import forget
from .models import Basis, ClosedAccount, Decision, InMail, RecruiterNote

ACTIVITIES_KEPT = timedelta(days=14)  # with a week between two readings well within LinkedIn's 30 days


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
    undecided = _locked(accounts)
    for one in undecided:
        _decide(actor, one, Decision.DELETED)
        delete_candidate(actor=actor, candidate=one.candidate)
    return len(undecided)


@transaction.atomic
def keep_without_linkedin(*, actor: User, accounts: Iterable[ClosedAccount], basis: Basis, reason: str) -> int:
    """Keep the people, for example because they applied or were hired, but nothing that LinkedIn told of them."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse([] if reason.strip() else [Reason("reason", _("Say why they are kept."), "reason")])
    undecided = _locked(accounts)
    for one in undecided:
        one.basis, one.reason = basis, reason.strip()
        _decide(actor, one, Decision.FORGOTTEN)
        unlink_identity(actor=actor, candidate=one.candidate)
        forget(one.candidate)
    return len(undecided)


def _locked(accounts: Iterable[ClosedAccount]) -> list[ClosedAccount]:
    """Lock in one order; whoever is decided about already is left out."""
    chosen = ClosedAccount.objects.filter(pk__in=[one.pk for one in accounts], decided_at=None)
    return list(chosen.select_for_update().order_by("pk"))


def _decide(actor: User, account: ClosedAccount, decision: Decision) -> None:
    account.decided_at, account.decision = clock.now(), decision
    account.save()
    values = {"decision": decision.value} | ({"basis": str(account.basis)} if account.basis else {})
    events.record(
        actor=actor, verb="linkedin.closed_decided", subject=account, candidate=account.candidate, values=values
    )


@transaction.atomic
def expire_activities() -> int:
    """Delete InMail activity and recruiters' notes of those nobody has decided about in time. Called by the tick.

    Also what a later reading of the history brought back; the person stays until somebody decides.
    """
    something = Q(member__in=InMail.objects.values("person")) | Q(member__in=RecruiterNote.objects.values("person"))
    old = ClosedAccount.objects.filter(something, found_at__lte=clock.now() - ACTIVITIES_KEPT)
    return sum(_delete_activities(account) for account in old.select_related("candidate"))


def _delete_activities(account: ClosedAccount) -> int:
    number = delete_activities_of(account.member)
    values = {"count": number, "by": "retention"}
    events.record(
        actor=None, verb="linkedin.activities_deleted", subject=account, candidate=account.candidate, values=values
    )
    return number


def delete_activities_of(member: str) -> int:
    """Delete what was read of recruiters' dealings with a member; return how many rows."""
    return sum(model.objects.filter(person=member).delete()[0] for model in (InMail, RecruiterNote))
