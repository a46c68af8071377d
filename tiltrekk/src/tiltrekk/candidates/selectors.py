"""Reads of people, their documents and talent pools."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag, allowed

from .access import candidates_visible_to, pools_visible_to
from .models import (
    Candidate,
    Document,
    EmailAddress,
    IdentityProvider,
    PoolMember,
    PossibleDuplicate,
    SocialIdentity,
    TalentPool,
)


def people(*, actor: User) -> QuerySet[Candidate]:
    """Return the people the actor sees, with their primary address and whether they are linked to LinkedIn."""
    primary = EmailAddress.objects.filter(candidate=OuterRef("pk"), is_primary=True).values("address")
    linked = SocialIdentity.objects.filter(candidate=OuterRef("pk"), provider=IdentityProvider.LINKEDIN)
    return candidates_visible_to(actor).annotate(email=Subquery(primary), has_linkedin=Exists(linked))


def search(rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
    """Keep those whose name, title or employer holds every word of the text.

    Words that may be part of an address are looked for among e-mail addresses too; only they, because a search over two
    tables has to collect everybody it finds before it can tell the newest.
    """
    for word in text.split():
        named = Q(search_text__icontains=word)
        rows = rows.filter(Q(pk__in=_named_or_addressed(named, word)) if _ADDRESS_LIKE & set(word) else named)
    return rows


_ADDRESS_LIKE = set("@._0123456789")


def _named_or_addressed(named: Q, word: str) -> QuerySet[Any, Any]:
    addressed = EmailAddress.objects.filter(address__icontains=word).values("candidate")
    return Candidate.objects.filter(named).values("pk").union(addressed)


def person(*, actor: User, candidate_id: str) -> Candidate:
    """Return one person by public id. Raises ``Http404`` when the actor may not see them."""
    rows = candidates_visible_to(actor).prefetch_related("emails", "phones", "identities")
    return get_object_or_404(rows, public_id=candidate_id)


def by_email(*, actor: User, address: str) -> Candidate | None:
    """Return the person an address belongs to, if the actor sees them."""
    rows = candidates_visible_to(actor).filter(emails__address=address.strip().lower())
    return rows.first() if address.strip() else None


def documents(*, actor: User, candidate: Candidate) -> QuerySet[Document]:
    """Return the person's files, newest first; none without the right to read people."""
    if not allowed(actor, Flag.READ_CANDIDATES, candidate):
        return Document.objects.none()
    return candidate.documents.select_related("uploaded_by")


def document(*, actor: User, document_id: str) -> Document:
    """Return one file of a person the actor sees. Raises ``Http404``."""
    rows = Document.objects.filter(candidate__in=candidates_visible_to(actor)).select_related("candidate")
    return get_object_or_404(rows, public_id=document_id)


def possible_duplicates(*, actor: User, candidate: Candidate) -> list[PossibleDuplicate]:
    """Return the pairs nobody has settled yet, both people of which the actor sees."""
    seen = candidates_visible_to(actor)
    rows = PossibleDuplicate.objects.filter(Q(candidate=candidate) | Q(other=candidate), dismissed_at=None)
    return list(rows.filter(candidate__in=seen, other__in=seen).select_related("candidate", "other"))


def pools(*, actor: User) -> QuerySet[TalentPool]:
    """Return the pools the actor sees, with how many people are in each; the system's first (POOL-05)."""
    here = Count("members", Q(members__candidate__deleted_at=None, members__candidate__merged_into=None))
    return pools_visible_to(actor).select_related("owner").annotate(people=here).order_by("-system_key", "name", "pk")


def pool(*, actor: User, pool_id: str) -> TalentPool:
    """Return one pool by public id. Raises ``Http404``."""
    rows = pools_visible_to(actor).select_related("owner").prefetch_related("shares__user")
    return get_object_or_404(rows, public_id=pool_id)


def pool_members(*, actor: User, pool: TalentPool) -> QuerySet[PoolMember]:
    """Return the people in a pool, newest first, with what is known of each from LinkedIn."""
    linkedin = SocialIdentity.objects.filter(provider=IdentityProvider.LINKEDIN)
    return (
        PoolMember.objects.filter(pool=pool, candidate__in=candidates_visible_to(actor))
        .select_related("candidate", "added_by")
        .prefetch_related(Prefetch("candidate__identities", linkedin), "candidate__emails")
        .order_by("-added_at", "-pk")
    )


def pools_of(*, actor: User, candidate: Candidate) -> QuerySet[TalentPool]:
    """Return the pools the actor sees that hold the person."""
    return pools_visible_to(actor).filter(members__candidate=candidate).order_by("name")


def pools_to_fill(*, actor: User, candidate: Candidate | None = None) -> list[TalentPool]:
    """Return the pools to which the actor may add people; with a person, those that do not hold them yet."""
    rows = pools_visible_to(actor).filter(system_key=None).order_by("name")
    if candidate:
        rows = rows.exclude(members__candidate=candidate)
    return [row for row in rows if allowed(actor, Flag.ADD_TO_POOL, row)]


def some(*, actor: User, ids: Sequence[str]) -> list[Candidate]:
    """Return those of these people whom the actor sees, by name."""
    return list(candidates_visible_to(actor).filter(public_id__in=ids).order_by("sort_name", "pk"))
