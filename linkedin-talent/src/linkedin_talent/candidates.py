"""Candidates, their notes and their match with LinkedIn members (LinkedIn: Sync Candidates, Sync Candidate Notes)."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field, model_validator

from linkedin_talent.assumptions import LAST_NAME_AT_LEAST, REMOVE_MATCH
from linkedin_talent.batch import BatchReply, BatchResult
from linkedin_talent.keys import CandidateKey
from linkedin_talent.records import Millis, PersonName, WireRecord, read_record
from linkedin_talent.resource import ChildRecords, KeyedResource, patch
from linkedin_talent.restli import Key

__all__ = ["Address", "Candidate", "CandidateNote", "CandidateNotes", "Candidates", "Match", "PhoneNumber"]


class PhoneNumber(WireRecord):
    """A telephone number."""

    number: str
    extension: str | None = None


class Address(WireRecord):
    """A postal address; `country` has two letters, `geographic_area_type` is STATE, PROVINCE and the like."""

    line1: str | None = None
    city: str | None = None
    geographic_area: str | None = None
    geographic_area_type: str | None = None
    postal_code: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Za-z]{2}$")


class Candidate(WireRecord):
    """The complete record of a candidate; an upsert replaces all of it (LinkedIn: Sync Candidates, §10.1).

    LinkedIn matches by e-mail address first, helped by telephone number, profile address, employer, title and name.
    `external_profile_url` is the person's page in the ATS; `manual_matched_member` a person URN, which a replacement
    without it takes away. `do_not_contact` shows in Recruiter.
    """

    first_name: str = Field(min_length=1)
    last_name: str = Field(min_length=LAST_NAME_AT_LEAST)
    middle_initial: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    email_addresses: tuple[Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")], ...] = ()
    phone_numbers: tuple[PhoneNumber, ...] = ()
    addresses: tuple[Address, ...] = ()
    ats_created_at: Millis
    ats_last_modified_at: Millis
    external_profile_url: str
    current_company_name: str | None = None
    current_job_title: str | None = None
    linked_in_profile_url: str | None = None
    do_not_contact: bool | None = None
    manual_matched_member: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Candidate":
        if not self.email_addresses and not self.manual_matched_member:
            raise ValueError("a candidate needs an e-mail address or a matched member")
        if self.ats_last_modified_at < self.ats_created_at:
            raise ValueError("a candidate cannot be modified before it was created")
        return self


class Match(WireRecord):
    """Whom LinkedIn found (`matched_members`, A-24) and whom the customer chose (`manual_matched_member`): URNs."""

    matched_members: tuple[str, ...] = ()
    manual_matched_member: str | None = None


class CandidateNote(WireRecord):
    """A note every Recruiter user with access to the candidate sees."""

    ats_created_at: Millis
    note: str
    author: PersonName
    ats_last_modified_at: Millis | None = None  # /rest


class Candidates(KeyedResource[CandidateKey]):
    """/v2/atsCandidates, /rest/candidates (LinkedIn: Sync Candidates; §10.1, §10.2, §13).

    100 records a call, 10,000 records a minute, 100,000 calls a day. 403 (ForbiddenError) until the customer's
    integration is enabled.
    """

    name = "atsCandidates"

    def upsert(self, candidates: Mapping[CandidateKey, Candidate]) -> BatchResult[CandidateKey]:
        """Create or fully replace: a field left out becomes null at LinkedIn."""
        return self._replace(candidates)

    def delete(self, keys: Iterable[CandidateKey]) -> BatchResult[CandidateKey]:
        """Remove candidates with their notes; an unknown key answers 404 for that element (A-27)."""
        return self._delete(keys)

    def matches(self, keys: Iterable[CandidateKey]) -> BatchReply[CandidateKey, Match]:
        """Which members the candidates are matched with."""
        at = self._route("batch_get")
        wire: dict[Key, CandidateKey] = {at.key(key.compound()): key for key in keys}
        fields = {"fields": "matchedMembers,manualMatchedMember"}
        reply = self._caller.read(at, at.path, list(wire), fields)
        found = {wire[name]: read_record(Match, row) for name, row in reply.found.items()}
        return BatchReply(found, {wire[name]: error for name, error in reply.errors.items()})

    def link(self, members: Mapping[CandidateKey, str]) -> BatchResult[CandidateKey]:
        """Set the customer's own match (person URN)."""
        bodies = {key: patch({"manualMatchedMember": member}) for key, member in members.items()}
        return self._write("POST", "batch_partial_update", bodies)

    def unlink(self, keys: Iterable[CandidateKey]) -> BatchResult[CandidateKey]:
        """Remove the customer's own match (A-24)."""
        removal = patch({}, remove=REMOVE_MATCH)
        return self._write("POST", "batch_partial_update", dict.fromkeys(keys, removal))


class CandidateNotes(ChildRecords[CandidateKey, CandidateNote]):
    """/v2/atsCandidates/{key}/notes, /rest/candidateNotes (LinkedIn: Sync Candidate Notes; §10.3)."""

    name = "candidateNotes"
    parent = "atsCandidates"
