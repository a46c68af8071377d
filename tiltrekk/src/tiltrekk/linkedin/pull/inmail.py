"""InMail: that it was written, by whom and when; never what it says (decision 9)."""

from django.db import transaction
from linkedin_talent.client import LinkedInClient
from linkedin_talent.conversations import ConversationEvent

from tiltrekk.linkedin.models import InMail, InMailDirection, Seat

from .cursors import advance, cursor, windows

SOURCE = "inmail"


def pull(client: LinkedInClient, seat: Seat) -> None:
    """Read one seat's messages up to now, window by window; what was read stays read when a later window fails."""
    at = cursor(SOURCE, seat.contract, seat.urn)
    for start, end in windows(at):
        found = list(client.conversations.find(seat.urn, start=start, end=end))
        with transaction.atomic():
            for event in found:
                _keep(seat, event)
            advance(at, start, end)


def _keep(seat: Seat, event: ConversationEvent) -> None:
    """One row for each member in the conversation; the seat may be named by its own URN or by its person's."""
    ours = {seat.urn, seat.person} - {""}
    sent = event.author in ours
    others = [one for one in (event.recipients if sent else (event.author,)) if one not in ours]
    person = next((one for one in others if one.startswith("urn:li:person:")), "")
    if not person:
        return  # between two seats: a conversation among colleagues
    row = {
        "thread": event.thread,
        "person": person,
        "direction": InMailDirection.SENT if sent else InMailDirection.RECEIVED,
        "at": event.created_at,
    }
    InMail.objects.update_or_create(event_id=event.id, seat=seat.urn, defaults=row)
