"""How a person and a LinkedIn member belong together, in the words of the matching rules (decision 4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tiltrekk.candidates.models import Candidate, SocialIdentity
from tiltrekk.core.models import Event
from tiltrekk.linkedin.models import MemberMatch, SyncRow


class How(TextChoices):
    """What the line at the top of the LinkedIn tab says."""

    EMAIL_AND_ID = "email_and_id", _("Matched by e-mail and member ID")
    EMAIL = "email", _("Matched by e-mail")
    FOUND = "found", _("Matched by name and profile")  # of a person without an e-mail address
    BY_HAND = "by_hand", _("Linked by hand")
    ID = "id", _("Matched by member ID")  # the person came from LinkedIn with it
    DISAGREE = "disagree", _("The e-mail address belongs to somebody else on LinkedIn. Choose the right profile.")
    SEVERAL = "several", _("Choose the right one in the frame to link.")
    NOBODY = "nobody", _("LinkedIn found nobody. Look for the right profile in the frame to link.")
    NOT_ASKED = "not_asked", _("LinkedIn has not been asked yet.")

    @property
    def is_certain(self) -> bool:
        """One member is the person, beyond doubt."""
        return self not in {How.DISAGREE, How.SEVERAL, How.NOBODY, How.NOT_ASKED}


def how(candidate: Candidate, identity: SocialIdentity | None, row: SyncRow | None) -> How:
    """Compare our link with what LinkedIn found; an absent value never disagrees."""
    match = MemberMatch.objects.filter(row=row, asked_at__isnull=False).first() if row else None
    members = match.members if match else []
    if identity:
        return _linked(candidate, identity, members)
    if len(members) == 1:
        return How.EMAIL if candidate.emails.exists() else How.FOUND
    if members:
        return How.SEVERAL
    return How.NOBODY if match else How.NOT_ASKED


def _linked(candidate: Candidate, identity: SocialIdentity, members: list[str]) -> How:
    if identity.external_id in members:
        return How.EMAIL_AND_ID if candidate.emails.exists() else How.ID
    if members:
        return How.DISAGREE
    return How.BY_HAND if _linked_by_hand(candidate) else How.ID


def _linked_by_hand(candidate: Candidate) -> bool:
    """Whoever links by hand is named by the event; an export or a stub is marked as LinkedIn's."""
    linked = Event.objects.filter(candidate_id=candidate.pk, verb="candidate.identity_linked").order_by("-id").first()
    return linked is not None and linked.actor_id is not None and "by" not in linked.values
