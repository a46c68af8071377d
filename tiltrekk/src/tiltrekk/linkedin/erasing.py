"""Forgetting what LinkedIn told us of a person."""

from django.db import transaction

from tiltrekk.candidates.models import Candidate, IdentityProvider, SocialIdentity

from . import support
from .models import AppliedOnLinkedIn, HeldExport, InMail, RecruiterNote, SharedProfile


@transaction.atomic
def forget(candidate: Candidate) -> None:
    """Delete the link, InMail activity, recruiters' notes, shared and held profiles and kept calls of the person.

    The event is the caller's. What they told us themselves when they applied is not LinkedIn's and stays.
    """
    identities = SocialIdentity.objects.filter(candidate=candidate, provider=IdentityProvider.LINKEDIN)
    members = list(identities.values_list("external_id", flat=True))
    for model in (InMail, RecruiterNote, SharedProfile):
        model.objects.filter(person__in=members).delete()
    HeldExport.objects.filter(member__in=members).delete()
    AppliedOnLinkedIn.objects.filter(application__candidate=candidate).delete()  # nothing more is told
    identities.delete()
    support.forget(candidate.public_id)
