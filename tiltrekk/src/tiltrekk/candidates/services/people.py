"""Making, finding, changing and deleting people."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, IdentityProvider, PossibleDuplicate, SocialIdentity
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require

from . import contacts

LINKEDIN = IdentityProvider.LINKEDIN


@dataclass(frozen=True)
class ContactDetails:
    """What staff may change of a person (CAND-01). The first e-mail is the primary one."""

    given_name: str
    surname: str = ""
    current_title: str = ""
    current_employer: str = ""
    city: str = ""
    country: str = ""
    source: str = ""
    source_comment: str = ""
    do_not_contact: bool = False
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()

    COLUMNS = (
        "given_name", "surname", "current_title", "current_employer", "city", "country", "source", "source_comment",
        "do_not_contact",
    )  # fmt: skip


@transaction.atomic
def create(*, actor: User, given_name: str, surname: str = "", email: str = "", source: str = "") -> Candidate:
    """Make a person who is on no job yet; refused when the address is somebody's already."""
    require(actor, Flag.EDIT_CANDIDATES)
    email = contacts.normal_email(email)
    contacts.lock(email)
    refuse(_name_reasons(given_name) + contacts.email_reasons([email]))
    return find_or_create(actor=actor, given_name=given_name, surname=surname, email=email, source=source)[0]


@transaction.atomic
def find_or_create(
    *,
    actor: User | None,
    given_name: str,
    surname: str,
    email: str = "",
    member_urn: str = "",
    profile_url: str = "",
    headline: str = "",
    employer: str = "",
    phone: str = "",
    source: str = "",
    by: str = "",
) -> tuple[Candidate, bool]:
    """Return the person and whether they were made now (OQ-15, decision 4).

    The LinkedIn member URN is asked first, then the exact e-mail. If they name two people the URN's one is returned and
    both are recorded as possible duplicates. A person who is known keeps what is known of them; only gaps are filled.
    The caller has checked the right to add people, on a job or in the environment.
    """
    email = contacts.normal_email(email)
    refuse(_name_reasons(given_name) + _form_reasons(email))
    contacts.lock(email, member_urn)
    by_urn = _owner_of_urn(member_urn)
    by_email = contacts.owner_of(email) if email else None
    candidate = by_urn or (by_email if by_email and _may_carry(by_email, member_urn) else None)
    made = candidate is None
    if candidate is None:
        candidate = _new(given_name, surname, headline, employer, source)
    gained = _fill_gaps(candidate, email=email, taken=by_email, headline=headline, employer=employer, phone=phone)
    if by_email and by_email != candidate:
        record_possible_duplicate(candidate, by_email)
    if made:
        events.record(actor=actor, verb="candidate.created", subject=candidate, candidate=candidate, values=_by(by))
    elif gained:
        events.record(
            actor=actor,
            verb="candidate.changed",
            subject=candidate,
            candidate=candidate,
            changed=gained,
            values=_by(by),
        )
    _link(actor, candidate, urn=member_urn, profile_url=profile_url, headline=headline, by=by)
    return candidate, made


def _new(given_name: str, surname: str, headline: str, employer: str, source: str) -> Candidate:
    now = clock.now()
    return Candidate.objects.create(
        given_name=given_name.strip()[:80],
        surname=surname.strip()[:80],
        current_title=headline[:160],
        current_employer=employer[:160],
        source=source,
        created_at=now,
        updated_at=now,
    )


def _fill_gaps(
    candidate: Candidate, *, email: str, taken: Candidate | None, headline: str, employer: str, phone: str
) -> list[str]:
    """Add what was not known of the person; return the names of what was added."""
    gained = []
    if headline and not candidate.current_title:
        candidate.current_title = headline[:160]
        gained.append("current_title")
    if employer and not candidate.current_employer:
        candidate.current_employer = employer[:160]
        gained.append("current_employer")
    if email and not taken:
        contacts.add_email(candidate, email)
        gained.append("emails")
    if phone and not candidate.phones.exists():
        contacts.set_phones(candidate, [phone])
        gained.append("phones")
    if gained:
        candidate.updated_at = clock.now()
        candidate.save()
    return gained


def _link(actor: User | None, candidate: Candidate, *, urn: str, profile_url: str, headline: str, by: str) -> None:
    """Link the member, or renew what is shown of one who is linked already."""
    from .identities import link_identity

    if not urn:
        return
    known = SocialIdentity.objects.filter(candidate=candidate, provider=LINKEDIN, external_id=urn).first()
    if known:
        _renew(actor, known, {"profile_url": profile_url, "headline": headline[:220]}, by)
        return
    link_identity(
        actor=actor, candidate=candidate, external_id=urn, profile_url=profile_url, headline=headline, by=by, asked=True
    )


def _renew(actor: User | None, known: SocialIdentity, shown: dict[str, str], by: str) -> None:
    changed = [name for name, value in shown.items() if value and getattr(known, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(known, name, shown[name])
    known.save(update_fields=changed)
    person = known.candidate
    events.record(
        actor=actor, verb="candidate.changed", subject=person, candidate=person, changed=changed, values=_by(by)
    )


def _owner_of_urn(urn: str) -> Candidate | None:
    """Return the person linked to the member. A deleted person's link is free again."""
    row = SocialIdentity.objects.select_related("candidate").filter(provider=LINKEDIN, external_id=urn).first()
    if row and row.candidate.deleted_at:
        row.delete()
        return None
    return row.candidate if row else None


def _may_carry(candidate: Candidate, urn: str) -> bool:
    """Tell whether the member may be linked to the person: not when they are linked to another member."""
    return not urn or not candidate.identities.filter(provider=LINKEDIN).exists()


def record_possible_duplicate(one: Candidate, other: Candidate) -> None:
    """Note that the two may be one person; once for each pair."""
    low, high = sorted((one, other), key=lambda candidate: candidate.pk)
    PossibleDuplicate.objects.get_or_create(candidate=low, other=high, defaults={"found_at": clock.now()})


@transaction.atomic
def dismiss_duplicate(*, actor: User, duplicate: PossibleDuplicate) -> None:
    """Say that the two are two people; the hint goes away and does not come back."""
    require(actor, Flag.EDIT_CANDIDATES)
    duplicate.dismissed_at = clock.now()
    duplicate.save()
    for candidate in (duplicate.candidate, duplicate.other):
        events.record(
            actor=actor, verb="candidate.changed", subject=candidate, candidate=candidate, changed=["duplicates"]
        )


@transaction.atomic
def change_contact_details(*, actor: User, candidate: Candidate, details: ContactDetails) -> list[str]:
    """Change a person's names, contact details, source and flags; return the names of what changed."""
    require(actor, Flag.EDIT_CANDIDATES, candidate)
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    emails = [contacts.normal_email(address) for address in details.emails]
    contacts.lock(*emails)
    refuse(_name_reasons(details.given_name) + contacts.email_reasons(emails, candidate=candidate))
    changed = [name for name in details.COLUMNS if getattr(candidate, name) != getattr(details, name)]
    for name in changed:
        setattr(candidate, name, getattr(details, name))
    changed += ["emails"] if contacts.set_emails(candidate, emails) else []
    changed += ["phones"] if contacts.set_phones(candidate, details.phones) else []
    if changed:
        candidate.updated_at = clock.now()
        candidate.save()
        events.record(actor=actor, verb="candidate.changed", subject=candidate, candidate=candidate, changed=changed)
    return changed


@transaction.atomic
def delete(*, actor: User, candidate: Candidate) -> None:
    """Hide a person from everybody (the first of the two steps of OQ-19); LinkedIn follows from the event."""
    require(actor, Flag.DELETE_CANDIDATES, candidate)
    now = clock.now()
    if not Candidate.objects.filter(pk=candidate.pk, deleted_at=None).update(deleted_at=now, updated_at=now):
        return
    candidate.deleted_at = now
    events.record(actor=actor, verb="candidate.deleted", subject=candidate, candidate=candidate)


def _name_reasons(given_name: str) -> list[Reason]:
    return [] if given_name.strip() else [Reason("name", _("A first name is needed."), "given_name")]


def _form_reasons(email: str) -> list[Reason]:
    return [reason for reason in contacts.email_reasons([email]) if reason.code == "email"]


def _by(name: str) -> dict[str, str]:
    return {"by": name} if name else {}
