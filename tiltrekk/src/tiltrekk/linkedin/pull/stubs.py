"""People who agreed to share when they answered an InMail become candidates in the LinkedIn pool (LI-40)."""

from django.db import transaction
from linkedin_talent.client import LinkedInClient

from tiltrekk.candidates import services as people
from tiltrekk.linkedin.inbound.exports import person

from .cursors import advance, cursor, windows

SOURCE = "stubs"


def pull(client: LinkedInClient, contract: str, owners: list[str]) -> None:
    """Read a contract's stub profiles up to now; the same person twice is one candidate."""
    at = cursor(SOURCE, contract)
    for start, end in windows(at):
        found = list(client.mail_stubs.find(contract, owners, start=start, end=end)) if owners else []
        with transaction.atomic():
            for stub in found:
                people.add_member(actor=None, pool=people.linkedin_pool(), candidate=person(stub), by="linkedin")
            advance(at, start, end)
