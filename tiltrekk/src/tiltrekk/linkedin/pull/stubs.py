"""People who agreed to share when they answered an InMail become candidates in the LinkedIn pool (LI-40)."""

from django.db import transaction
from linkedin_talent.client import LinkedInClient
from linkedin_talent.mail_stubs import MailStub

from tiltrekk.candidates import services as people
from tiltrekk.linkedin.inbound.exports import person
from tiltrekk.linkedin.inbound.taken import taken
from tiltrekk.linkedin.models import SharedProfile

from .cursors import advance, cursor, windows

SOURCE = "stubs"


def pull(client: LinkedInClient, contract: str, owners: list[str]) -> None:
    """Read a contract's stub profiles up to now; the same person twice is one candidate."""
    at = cursor(SOURCE, contract)
    for start, end in windows(at):
        found = list(client.mail_stubs.find(contract, owners, start=start, end=end)) if owners else []
        with transaction.atomic():
            for stub in found:
                _keep(stub)
            advance(at, start, end)


def _keep(stub: MailStub) -> None:
    """A window is read more than once: the first time is when the person agreed."""
    people.add_member(actor=None, pool=people.linkedin_pool(), candidate=person(taken(stub)), by="linkedin")
    agreed = {"agreed_at": stub.created}
    SharedProfile.objects.get_or_create(person=stub.member, seat=stub.owner, defaults=agreed)
