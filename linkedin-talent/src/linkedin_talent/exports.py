"""Candidates a recruiter exported, and members whose accounts were closed (LinkedIn: Retrieve Exported Candidates)."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from linkedin_talent.assumptions import CLOSED_ACCOUNTS_FINDER, EXPORTER_FIELD
from linkedin_talent.calls import Call, elements_of, pages
from linkedin_talent.records import ExternalId, Millis, WireRecord, read_record
from linkedin_talent.resource import Resource

__all__ = ["ClosedAccount", "ExportedCandidate", "ExportedCandidates", "StubEducation", "StubProfile"]


class StubEducation(WireRecord):
    """A school of an exported profile."""

    school_name: str | None = None
    degree_name: str | None = None


class StubProfile(WireRecord):
    """What LinkedIn gives of a member. `email_addresses` holds only what the recruiter typed.

    Years of experience, three skills, two positions and the educations come with enhanced one-click export only.
    """

    first_name: str
    last_name: str
    member: str
    profile_url: str = ""
    current_employer_names: tuple[str, ...] = ()
    email_addresses: tuple[str, ...] = ()
    headline: str | None = None
    location: str | None = None
    years_of_experience: str | None = None
    skills: tuple[Any, ...] = ()
    positions: tuple[Any, ...] = ()
    educations: tuple[StubEducation, ...] = ()


class ExportedCandidate(WireRecord):
    """One export. Compare `integration_context` with the customer whose callback address was called.

    `exporter` is a person URN and may be absent (A-28).
    """

    candidate: StubProfile
    external_job_posting_id: ExternalId
    integration_context: str
    exporter: str | None = Field(default=None, alias=EXPORTER_FIELD)


class ClosedAccount(WireRecord):
    """A member who left LinkedIn (A-41)."""

    member: str
    profile_url: str = ""
    closed_at: Millis | None = None


class ExportedCandidates(Resource):
    """/v2/exportedCandidates, /rest/exportedCandidates (LinkedIn: Retrieve Exported Candidates; §14)."""

    name = "exportedCandidates"

    def requested(self, request_id: str) -> list[ExportedCandidate]:
        """What an EXPORT_CANDIDATE_PROFILE push speaks of; empty once the id has expired. 300 a seat and month.

        Find the person by member URN, then by e-mail address, never by name alone.
        """
        at = self._route("finder")
        call = Call("GET", at, at.path, query={"q": "request", "requestId": request_id})
        return [read_record(ExportedCandidate, row) for row in elements_of(self._caller.object(call))]

    def closed_accounts(self, organization: str) -> Iterator[ClosedAccount]:
        """Exported members whose accounts are closed (A-41)."""
        at = self._route(CLOSED_ACCOUNTS_FINDER)
        criteria = {"q": CLOSED_ACCOUNTS_FINDER, "integrationContext": organization}
        rows = pages(
            lambda start, count: self._caller.object(
                Call("GET", at, at.path, query={**criteria, "start": start, "count": count})
            )
        )
        return (read_record(ClosedAccount, row) for row in rows)
