"""E-mails and phone numbers: reading what people type, and who an address belongs to."""

from collections.abc import Sequence

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import Environment
from tiltrekk.candidates.models import Candidate, EmailAddress, PhoneNumber
from tiltrekk.core.errors import Reason

LONGEST = 254  # characters of an address
HOME_REGION = {"nb": "NO"}


def normal_email(value: str) -> str:
    """Return the address as it is stored and compared: trimmed, lower case."""
    return value.strip().lower()


def is_email(value: str) -> bool:
    """Whether it is an address that can be stored."""
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= LONGEST


def lock(*keys: str) -> None:
    """Hold the keys until the transaction ends, so that two requests do not make the same person twice."""
    with connection.cursor() as cursor:
        for key in sorted(filter(None, keys)):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"candidate:{key}"])


def owner_of(address: str) -> Candidate | None:
    """Return the person an address belongs to. One held by a deleted person is free again."""
    row = EmailAddress.objects.select_related("candidate").filter(address=address).first()
    if row and row.candidate.deleted_at:
        row.delete()
        return None
    return row.candidate if row else None


def email_reasons(addresses: Sequence[str], *, candidate: Candidate | None = None) -> list[Reason]:
    """Tell what is wrong with the addresses: not an address, or another person's."""
    reasons = []
    for address in filter(None, addresses):
        try:
            validate_email(address)
        except ValidationError:
            reasons.append(Reason("email", _("“%s” is not an e-mail address.") % address, "emails"))
            continue
        owner = owner_of(address)
        if owner and owner != candidate:
            text = _("%(address)s belongs to %(person)s.") % {"address": address, "person": owner.name}
            reasons.append(Reason("email_taken", text, "emails"))
    return reasons


def set_emails(candidate: Candidate, addresses: Sequence[str]) -> bool:
    """Make these the person's addresses, the first the primary one. Tell whether that changed anything."""
    wanted = list(dict.fromkeys(filter(None, addresses)))
    rows = candidate.emails.order_by("-is_primary", "id")
    if [row.address for row in rows] == wanted:
        return False
    rows.delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(candidate=candidate, address=address, is_primary=place == 0)
        for place, address in enumerate(wanted)
    )
    return True


def add_email(candidate: Candidate, address: str) -> None:
    """Give the person one more address; the first they get is the primary one."""
    EmailAddress.objects.create(
        candidate=candidate, address=address, is_primary=not candidate.emails.filter(is_primary=True).exists()
    )


def e164(number: str) -> str:
    """Return the number in the world's one format, or nothing when it cannot be read as a number."""
    region = HOME_REGION.get(Environment.current().language)
    try:
        read = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def set_phones(candidate: Candidate, numbers: Sequence[str]) -> bool:
    """Make these the person's numbers. Tell whether that changed anything."""
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    rows = candidate.phones.order_by("id")
    if [row.number for row in rows] == wanted:
        return False
    rows.delete()
    PhoneNumber.objects.bulk_create(
        PhoneNumber(candidate=candidate, number=number, e164=e164(number)) for number in wanted
    )
    return True
