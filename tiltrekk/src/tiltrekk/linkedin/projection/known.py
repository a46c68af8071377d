"""How people are known: their e-mail addresses, and the LinkedIn profile they are linked with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from django.db.models import QuerySet

from tiltrekk.candidates.models import Candidate, EmailAddress, IdentityProvider, SocialIdentity

Row = TypeVar("Row", EmailAddress, SocialIdentity)


@dataclass(frozen=True, slots=True)
class Known:
    """``addresses``: the primary one first; ``member``: a person URN, empty without a link."""

    addresses: tuple[str, ...]
    member: str
    profile_url: str

    @classmethod
    def by(cls, emails: Iterable[EmailAddress], identities: Iterable[SocialIdentity]) -> Self:
        """Tell it from a person's rows."""
        sorted_ = sorted(emails, key=lambda one: (not one.is_primary, one.address))
        found = next((one for one in identities if one.provider == IdentityProvider.LINKEDIN), None)
        member, profile = (found.external_id, found.profile_url) if found else ("", "")
        return cls(tuple(one.address for one in sorted_), member, profile)


def known(candidate: Candidate) -> Known:
    """Return how one person is known."""
    return Known.by(candidate.emails.all(), candidate.identities.all())


def known_people(people: Collection[Candidate]) -> Mapping[int, Known]:
    """Return how many are known, by their keys, in two queries.

    Django's own prefetching makes a query set for each person and relation, which takes longer than the queries.
    """
    emails = _by_person(EmailAddress.objects.filter(candidate__in=people))
    identities = _by_person(SocialIdentity.objects.filter(candidate__in=people))
    return {one.pk: Known.by(emails[one.pk], identities[one.pk]) for one in people}


def _by_person(rows: QuerySet[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.candidate_id].append(row)
    return found
