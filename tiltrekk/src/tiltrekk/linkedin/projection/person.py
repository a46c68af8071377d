"""A candidate at LinkedIn."""

from collections.abc import Collection, Mapping
from operator import attrgetter

from linkedin_talent.candidates import Address, Candidate, CandidateNote, PhoneNumber

from tiltrekk.applications.models import Note, Visibility
from tiltrekk.candidates.models import Candidate as Person
from tiltrekk.linkedin.models import Held

from .facts import address, author, later
from .known import Known
from .outcome import Absent, Projection
from .scope import Scope

_pk = attrgetter("pk")


def load(ids: Collection[str]) -> Mapping[str, Person]:
    """Read people with all that their records say, in a fixed number of queries."""
    found = Person.objects.filter(public_id__in=ids).prefetch_related("phones")
    return {one.public_id: one for one in found}


def candidate(person: Person, scope: Scope) -> Projection:
    """Return the complete record of a person, or why they are held back."""
    if why := scope.why_candidate_held(person):
        return Absent(why)
    return _record(person, scope.known[person.pk])


def _record(person: Person, known: Known) -> Candidate:
    return Candidate(
        first_name=person.given_name,
        last_name=person.surname,
        email_addresses=known.addresses,
        phone_numbers=tuple(PhoneNumber(number=one.e164 or one.number) for one in sorted(person.phones.all(), key=_pk)),
        addresses=_addresses(person),
        ats_created_at=person.created_at,
        ats_last_modified_at=later(person.updated_at, person.created_at),
        external_profile_url=address(f"/candidates/{person.public_id}/"),
        current_company_name=person.current_employer or None,
        current_job_title=person.current_title or None,
        linked_in_profile_url=known.profile_url or None,
        do_not_contact=person.do_not_contact or None,
        manual_matched_member=known.member or None,  # every full replacement carries the link (decision 5)
    )


def _addresses(person: Person) -> tuple[Address, ...]:
    if not (person.city or person.country):
        return ()
    return (Address(city=person.city or None, country=person.country or None),)


def load_notes(ids: Collection[str]) -> Mapping[str, Note]:
    """Read notes on people."""
    found = Note.objects.filter(public_id__in=ids, application=None).select_related("candidate", "author")
    return {one.public_id: one for one in found}


def candidate_note(note: Note, scope: Scope) -> Projection:
    """Return a team note on a person. Private notes never leave (decision 10)."""
    if note.visibility != Visibility.TEAM:
        return Absent(Held.PRIVATE)
    if scope.why_candidate_held(note.candidate):
        return Absent(Held.PARENT)
    return CandidateNote(ats_created_at=note.created_at, note=note.text, author=author(note.author))
