"""Who a person is at an outside service."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, IdentityProvider, SocialIdentity
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require

from . import contacts


@transaction.atomic
def link_identity(
    *,
    actor: User | None,
    candidate: Candidate,
    external_id: str,
    provider: str = IdentityProvider.LINKEDIN,
    profile_url: str = "",
    headline: str = "",
    by: str = "",
    asked: bool = False,
) -> SocialIdentity:
    """Say that the person is this member. A member is one person only, and a person one member (OQ-26).

    ``asked``: the caller has checked the right already (a person met on a job, not in the candidate list).
    """
    if actor and not asked:
        require(actor, Flag.LINK_LINKEDIN_PROFILE, candidate)
    contacts.lock(external_id)
    identity = SocialIdentity.objects.filter(candidate=candidate, provider=provider, external_id=external_id).first()
    if identity:
        return identity
    refuse(_reasons(candidate, provider, external_id))
    identity = SocialIdentity.objects.create(
        candidate=candidate,
        provider=provider,
        external_id=external_id,
        profile_url=profile_url,
        headline=headline[:220],
        since=clock.now(),
    )
    _record(actor, "candidate.identity_linked", candidate, provider, by)
    return identity


def _reasons(candidate: Candidate, provider: str, external_id: str) -> list[Reason]:
    reasons = []
    if candidate.identities.filter(provider=provider).exists():
        reasons.append(Reason("linked", _("%s is linked already; unlink first.") % candidate.name))
    # the address of a deleted person is free again, and so is their link
    SocialIdentity.objects.filter(
        provider=provider, external_id=external_id, candidate__deleted_at__isnull=False
    ).delete()
    other = SocialIdentity.objects.filter(provider=provider, external_id=external_id).first()
    if other:
        reasons.append(Reason("identity_taken", _("That member is linked to %s.") % other.candidate.name))
    return reasons


@transaction.atomic
def unlink_identity(
    *, actor: User | None, candidate: Candidate, provider: str = IdentityProvider.LINKEDIN, by: str = ""
) -> bool:
    """Take the link away; tell whether there was one."""
    if actor:
        require(actor, Flag.LINK_LINKEDIN_PROFILE, candidate)
    deleted, _rows = SocialIdentity.objects.filter(candidate=candidate, provider=provider).delete()
    if deleted:
        _record(actor, "candidate.identity_unlinked", candidate, provider, by)
    return bool(deleted)


def _record(actor: User | None, verb: str, candidate: Candidate, provider: str, by: str) -> None:
    values = {"provider": str(provider)} | ({"by": by} if by else {})
    events.record(actor=actor, verb=verb, subject=candidate, candidate=candidate, values=values)
