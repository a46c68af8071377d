"""A candidate at LinkedIn."""

from linkedin_talent.candidates import Address, Candidate, CandidateNote, PhoneNumber

from tiltrekk.applications.models import Note, Visibility
from tiltrekk.candidates.models import Candidate as Person
from tiltrekk.candidates.models import IdentityProvider
from tiltrekk.linkedin.models import Held

from .facts import address, author, later
from .outcome import GONE, Absent, Projection
from .scope import linked_member, why_candidate_held


def candidate(object_id: str, organization: str) -> Projection:
    """Return the complete record of a person, or why they are held back."""
    person = Person.objects.filter(public_id=object_id).first()
    if person is None:
        return GONE
    if why := why_candidate_held(person, organization):
        return Absent(None if why == Held.DELETED else why)
    return _record(person)


def _record(person: Person) -> Candidate:
    emails = person.emails.order_by("-is_primary", "address").values_list("address", flat=True)
    profile = person.identities.filter(provider=IdentityProvider.LINKEDIN).first()
    return Candidate(
        first_name=person.given_name,
        last_name=person.surname,
        email_addresses=tuple(emails),
        phone_numbers=tuple(PhoneNumber(number=one.e164 or one.number) for one in person.phones.order_by("pk")),
        addresses=_addresses(person),
        ats_created_at=person.created_at,
        ats_last_modified_at=later(person.updated_at, person.created_at),
        external_profile_url=address(f"/candidates/{person.public_id}/"),
        current_company_name=person.current_employer or None,
        current_job_title=person.current_title or None,
        linked_in_profile_url=(profile.profile_url or None) if profile else None,
        do_not_contact=person.do_not_contact or None,
        manual_matched_member=linked_member(person) or None,  # every full replacement carries the link (decision 5)
    )


def _addresses(person: Person) -> tuple[Address, ...]:
    if not (person.city or person.country):
        return ()
    return (Address(city=person.city or None, country=person.country or None),)


def candidate_note(object_id: str, organization: str) -> Projection:
    """Return a team note on a person. Private notes never leave (decision 10)."""
    note = Note.objects.filter(public_id=object_id, application=None).select_related("candidate", "author").first()
    if note is None:
        return GONE
    if note.visibility != Visibility.TEAM:
        return Absent(Held.PRIVATE)
    if why_candidate_held(note.candidate, organization):
        return Absent(Held.PARENT)
    return CandidateNote(ats_created_at=note.created_at, note=note.text, author=author(note.author))
