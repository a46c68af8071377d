"""Asking LinkedIn who closed their account (LI-37; LinkedIn wants it asked at least every 30 days)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError
from linkedin_talent.exports import ClosedAccount as Told

from tiltrekk.candidates.models import IdentityProvider, SocialIdentity
from tiltrekk.core import clock, events
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.closed import delete_activities_of
from tiltrekk.linkedin.models import ClosedAccount, Connection, Cursor
from tiltrekk.linkedin.sync.gate import enabled_organizations, why_shut

from .cursors import cursor

SOURCE = "closed"
EVERY = timedelta(days=7)  # so that a week without LinkedIn still leaves time
AT_MOST = timedelta(days=30)
ALARM_AFTER = timedelta(days=25)


def is_due() -> bool:
    """Whether it is time to ask; asked by the tick."""
    connection = Connection.current()
    if connection is None or why_shut(connection):
        return False
    return any(_is_old(organization) for organization in enabled_organizations())


def _is_old(organization: str) -> bool:
    last = cursor(SOURCE, organization).last_run
    return last is None or clock.now() - last >= EVERY


def pull() -> None:
    """Ask for every organization. One that fails is asked again by the next tick but one."""
    connection = Connection.current()
    if connection is None or why_shut(connection):
        return
    with linkedin.environment(connection) as client:
        for organization in filter(_is_old, enabled_organizations()):
            _ask(client, organization)


def _ask(client: LinkedInClient, organization: str) -> None:
    at = cursor(SOURCE, organization)
    try:
        _keep(client.exports.closed_accounts(organization))
        at.error, at.last_run, at.until = "", clock.now(), clock.now()
    except LinkedInError as error:
        at.error, at.last_run = str(error), clock.now() - EVERY + timedelta(hours=1)  # again in an hour
    at.save()


@transaction.atomic
def _keep(told: Iterable[Told]) -> None:
    """What was read of recruiters' dealings with somebody who is nobody here goes at once: nobody could decide."""
    for account in told:
        identities = list(_ours(account))
        for identity in identities:
            _note(identity, account)
        if not identities:
            delete_activities_of(account.member)


def _ours(account: Told) -> Iterable[SocialIdentity]:
    """LinkedIn's key is the profile's address; the member's id is as good where we know it."""
    same = Q(external_id=account.member)
    if account.profile_url:
        same |= Q(profile_url=account.profile_url)
    found = SocialIdentity.objects.filter(same, provider=IdentityProvider.LINKEDIN).select_related("candidate")
    return found.filter(candidate__deleted_at=None, candidate__merged_into=None)


def _note(identity: SocialIdentity, account: Told) -> None:
    values = {
        "profile_url": account.profile_url or identity.profile_url,
        "closed_at": account.closed_at,
        "found_at": clock.now(),
    }
    key = {"candidate": identity.candidate, "member": identity.external_id}
    row, made = ClosedAccount.objects.get_or_create(**key, defaults=values)
    if made:
        events.record(
            actor=None, verb="linkedin.account_closed", subject=row, candidate=identity.candidate,
            values={"by": "linkedin"},
        )  # fmt: skip


def overdue() -> Cursor | None:
    """Return the cursor of an organization whose list was not read for too long, though it should have been."""
    asked = Cursor.objects.filter(source=SOURCE, contract__in=enabled_organizations())
    return asked.filter(until__lt=clock.now() - ALARM_AFTER).order_by("until").first()


def last_asked() -> Cursor | None:
    """Return the cursor of the organization that was asked longest ago, or None when none ever was."""
    asked = Cursor.objects.filter(source=SOURCE, contract__in=enabled_organizations()).exclude(last_run=None)
    return asked.order_by("last_run").first()
