"""What must never leave or be kept (INV-05), and what came in (INV-10)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

from .expected import APPLICATIONS, CANDIDATE_NOTES, CANDIDATES, FEEDBACK, NOTES, STAGES
from .facts import Body, Dump, Ledger, Row, Violation
from .wire import effects

# The only fields that may leave, by resource; anything else is a leak whatever it says.
ALLOWED: Mapping[str, set[str]] = {
    CANDIDATES: {
        "firstName", "lastName", "emailAddresses", "phoneNumbers", "addresses", "atsCreatedAt", "atsLastModifiedAt",
        "externalProfileUrl", "currentCompanyName", "currentJobTitle", "linkedInProfileUrl", "doNotContact",
        "manualMatchedMember",
    },
    APPLICATIONS: {
        "atsCandidateId", "atsJobPostingId", "atsJobPostingName", "atsCreatedAt", "atsLastModifiedAt",
        "candidateEmail", "firstName", "lastName", "source", "dispositionReason",
    },
    NOTES: {"atsCreatedAt", "note", "author"},
    CANDIDATE_NOTES: {"atsCreatedAt", "note", "author"},
    FEEDBACK: {"atsCreatedAt", "interviewer", "evaluations", "feedback"},
    STAGES: {"atsCreatedAt", "stage"},
}  # fmt: skip


def nothing_forbidden(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """Every byte sent and every byte stored is searched for texts that must not be there."""
    for entry in ledger.calls:
        whole = _whole(entry)
        for text, why in dump.forbidden_out.items():
            if text.casefold() in whole:
                yield Violation("INV-05", f"call {entry['id']} carries {why}")
    for text, why in dump.forbidden_stored.items():
        for table in _keeping(dump, text):
            yield Violation("INV-05", f"{table} keeps {why}")
    for entry, entity, body in effects(ledger):
        unknown = sorted(set(body or {}) - ALLOWED.get(entity.resource, set(body or {})))
        if unknown:
            yield Violation("INV-05", f"{entity}: call {entry['id']} carries fields nobody allowed: {unknown}")


def _whole(entry: Row) -> str:
    parts = [unquote_plus(entry["path"]), unquote_plus(entry["query"]), entry["request"], json.dumps(entry["headers"])]
    return "\n".join(parts).casefold()


def _keeping(dump: Dump, text: str) -> list[str]:
    wanted = text.casefold()
    return [
        name for name, rows in dump.tables.items() if any(wanted in str(value).casefold() for value in _values(rows))
    ]


def _values(rows: Any) -> Iterator[Any]:
    for row in rows:
        for value in row.values():
            yield bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else value


def inbox_complete(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """What was answered with 2xx is in the inbox, once; what it speaks of happened at most once."""
    inbox = Counter(row["notification_id"] for row in dump.rows("linkedin_notification"))
    for request in sorted(_answered(ledger) - set(inbox)):
        yield Violation("INV-10", f"notification {request} was answered with success and is not in the inbox")
    for request, number in inbox.items():
        if number > 1:
            yield Violation("INV-10", f"notification {request} is {number} times in the inbox")
    if dump.drained:
        for row in dump.rows("linkedin_notification"):
            if row["processed_at"] is None and not row["error"]:
                yield Violation("INV-10", f"notification {row['notification_id']} was never processed")
    yield from _doubled(ledger, dump)


def _answered(ledger: Ledger) -> set[str]:
    pushes = [one for one in ledger.entries if one["direction"] == "out" and 200 <= (one["status"] or 0) < 300]
    return {str(body["id"]) for one in pushes if (body := _body(one)) and "id" in body}


def _body(entry: Row) -> Body:
    try:
        found = json.loads(entry["request"])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _doubled(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """One click adds one person to one job or parks one export; the same person never stands open twice on a job."""
    jobs = {row["id"]: row["job_id"] for row in dump.rows("jobs_job")}
    clicks = Counter(row["external_id"] for row in ledger.exports)
    effects_of: Counter[str] = Counter()
    for row in dump.rows("core_event"):
        if row["verb"] in {"application.exported", "export.held"}:
            effects_of[jobs[row["job_id"]]] += 1
    for job, number in effects_of.items():
        if number > clicks[job]:
            yield Violation("INV-10", f"{job}: {clicks[job]} exports had {number} effects")
    held = Counter((row["request_id"], row["member"]) for row in dump.rows("linkedin_heldexport"))
    yield from (Violation("INV-10", f"export {key[0]} is held {n} times") for key, n in held.items() if n > 1)
    stands = [row for row in dump.rows("applications_application") if row["status"] != "closed"]
    for (person, job), number in Counter((row["candidate_id"], row["job_id"]) for row in stands).items():
        if number > 1:
            yield Violation("INV-10", f"person {person} stands {number} times on job {job}")
