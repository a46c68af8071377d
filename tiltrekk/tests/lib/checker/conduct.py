"""What holds over the whole history: no stale overwrite (INV-03), irreversible effects once (INV-04), order (INV-06)
and quota (INV-07)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from itertools import pairwise

from .expected import APPLICATIONS, CANDIDATES, LISTS
from .facts import JOBS, Body, Dump, Entity, Ledger, Row, Violation, millis
from .wire import Effect, below, effects, resource_of, sent

MODIFIED = "atsLastModifiedAt"
MOST_IN_A_BATCH = 100
RECORDS_A_MINUTE = 10_000
CALLS_A_DAY = 100_000
LEAST_PAUSE = 0.5  # seconds after a 429 that names no time
_DAY, _MINUTE = 24 * 3600 * 1000, 60 * 1000
_FAULT = re.compile(r"Fault (\d+): status")
_LIFTED = ("linkedin.retried", "linkedin.resent", "linkedin.level_changed", "linkedin.disconnected")


def no_stale_overwrite(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """What was applied for a record never goes back to an older version.

    Two proofs: the record's own time stamp never falls; and where the test kept what was true when, the applied
    bodies are found in that sequence one after the other, each not before it was true.
    """
    last: dict[Entity, int] = {}
    for entry, entity, body in effects(ledger):
        if body is None or MODIFIED not in body:
            continue
        if body[MODIFIED] < last.get(entity, 0):
            yield Violation("INV-03", f"{entity}: an older version was applied by call {entry['id']}")
        last[entity] = max(body[MODIFIED], last.get(entity, 0))
    if dump.history:
        yield from _out_of_sequence(ledger, dump)


def _out_of_sequence(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    applied: dict[Entity, list[Effect]] = defaultdict(list)
    for effect in effects(ledger):
        if effect.entity.resource != JOBS:
            applied[effect.entity].append(effect)
    for entity, found in applied.items():
        yield from _walk(entity, found, _versions(dump, entity))


def _versions(dump: Dump, entity: Entity) -> list[tuple[int, Body | None]]:
    """When the record became what; None is absent."""
    found: list[tuple[int, Body | None]] = []
    for moment in dump.history:
        body = moment.expected.get(entity)
        if not found or found[-1][1] != body:
            found.append((moment.after, body))
    return found


def _walk(
    entity: Entity, applied: Sequence[Effect], versions: Sequence[tuple[int, Body | None]]
) -> Iterator[Violation]:
    at = 0
    for effect in applied:
        later = [n for n in range(at, len(versions)) if versions[n][1] == effect.body]
        if not later:
            known = any(body == effect.body for _after, body in versions)
            what = "an older version" if known else "a version that never was true"
            yield Violation("INV-03", f"{entity}: {what} was applied by call {effect.entry['id']}")
            return
        at = later[0]
        if versions[at][0] > effect.entry["id"]:
            yield Violation("INV-03", f"{entity}: call {effect.entry['id']} applied what was not true yet")
            return


def irreversible_once(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """A message to an applicant, which cannot be taken back, leaves at most once for each occurrence."""
    actions = Counter((row["job_application"], row["action"]) for row in ledger.lifecycle if row["notified"])
    for (application, action), number in actions.items():
        if number > 1:
            yield Violation("INV-04", f"application {application}: {action} was told {number} times")
    happened = _occurrences(dump)
    for row in ledger.lifecycle:
        told = str(row["job_application"]), str(row["action"]), int(row["performed_at"])
        if told not in happened:
            yield Violation(
                "INV-04", f"application {told[0]}: {told[1]} was sent as of {told[2]}, when it did not happen"
            )


_VERBS = {
    "APPLICATION_VIEWED": {"reading.opened"},
    "RESUME_DOWNLOADED": {"reading.downloaded"},
    "SCREENED": {"application.advanced"},
    "INTERVIEWED": {"application.advanced"},
    "APPLICATION_REJECTED": {"application.rejected"},
    "HIRED": {"application.offer_accepted", "application.closed"},
}


def _occurrences(dump: Dump) -> set[tuple[str, str, int]]:
    """What happened to people who applied on LinkedIn: LinkedIn's number of the application, what, and when (ms).

    The log of events says so; it outlives everybody who is deleted. A downloaded file is not followed to its people.
    """
    happened: defaultdict[tuple[str, int | None], set[int]] = defaultdict(set)
    for event in dump.rows("core_event"):
        about = event["subject_id"] if event["verb"] == "reading.opened" else event.get("application_id")
        happened[event["verb"], about].add(millis(event["at"]))
    return {
        (number, action, at)
        for number, application in dump.applied.items()
        for action, verbs in _VERBS.items()
        for verb in verbs
        for at in happened[verb, None if verb == "reading.downloaded" else application]
    }


def in_order(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """An application never before its candidate and job, nothing before what it hangs on, deletions child first."""
    held: dict[Entity, Body] = {}
    jobs: set[str] = set()
    moved = _moved(dump)
    for entry, entity, body in effects(ledger):
        if entity.resource == JOBS:
            jobs.add(entity.key)
            continue
        if body is None:
            children = [*_homeless(held, entity, moved), *_applications_of(held, entity)]
            if children:
                yield Violation("INV-06", f"{entity} was deleted by call {entry['id']} before {children[0]}")
            for one in [*below(held, entity), entity]:
                held.pop(one, None)
            continue
        yield from _too_early(entry, entity, body, held, jobs)
        held[entity] = body


def _homeless(held: Mapping[Entity, Body], entity: Entity, moved: set[tuple[str, str, str]]) -> list[Entity]:
    """What hangs below; but the note of a merged person has a new home, and its old copy goes with the old one."""
    return [one for one in below(held, entity) if (one.resource, one.parent, one.key) not in moved]


def _moved(dump: Dump) -> set[tuple[str, str, str]]:
    """Where records hung before they were given another parent."""
    last: dict[tuple[str, str], str] = {}
    found: set[tuple[str, str, str]] = set()
    for moment in dump.history:
        for one in moment.expected:
            before = last.setdefault((one.resource, one.key), one.parent)
            if before != one.parent and "/" in one.resource:
                found.add((one.resource, before, one.key))
            last[one.resource, one.key] = one.parent
    return found


def _applications_of(held: Mapping[Entity, Body], entity: Entity) -> list[Entity]:
    if entity.resource != CANDIDATES:
        return []
    return [
        one
        for one, body in held.items()
        if one.resource == APPLICATIONS
        and one.organization == entity.organization
        and body.get("atsCandidateId") == entity.key
    ]


def _too_early(
    entry: Row, entity: Entity, body: Body, held: Mapping[Entity, Body], jobs: set[str]
) -> Iterator[Violation]:
    needs: list[Entity] = []
    if entity.resource == APPLICATIONS:
        needs = [Entity(CANDIDATES, entity.organization, "", str(body.get("atsCandidateId")))]
    elif "/" in entity.resource:
        needs = [Entity(entity.resource.split("/")[0], entity.organization, "", entity.parent)]
    job = body.get("atsJobPostingId") if entity.resource == APPLICATIONS else None
    job = entity.key if entity.resource == LISTS else job
    for need in needs:
        if need not in held:
            yield Violation("INV-06", f"{entity} was sent by call {entry['id']} before {need}")
    if job and job not in jobs:
        yield Violation("INV-06", f"{entity} was sent by call {entry['id']} before job {job}")


def within_quota(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """At most 100 records a call, 10,000 a minute and 100,000 calls a day, and no call before a 429's time is over."""
    by_day: Counter[tuple[str, int]] = Counter()
    by_minute: Counter[tuple[str, int]] = Counter()
    for entry in ledger.calls:
        resource = resource_of(entry)
        number = len(sent(entry)) if entry["method"] == "PUT" else 0
        if number > MOST_IN_A_BATCH:
            yield Violation("INV-07", f"call {entry['id']} to {resource} held {number} records")
        by_day[resource, entry["at"] // _DAY] += 1
        by_minute[resource, entry["at"] // _MINUTE] += number
    for counter, limit, unit in (
        (by_day, CALLS_A_DAY, "calls a day"),
        (by_minute, RECORDS_A_MINUTE, "records a minute"),
    ):
        for (resource, _window), number in counter.items():
            if number > limit:
                yield Violation("INV-07", f"{resource}: {number} {unit}")
    yield from _impatient(ledger, dump)


def _impatient(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """Colleagues may ask for another try at once; else nobody calls a resource that asked for a pause."""
    lifted = [int(row["at"].timestamp() * 1000) for row in dump.rows("core_event") if row["verb"] in _LIFTED]
    calls: dict[str, list[Row]] = defaultdict(list)
    for entry in ledger.calls:
        calls[_asked_of(entry)].append(entry)
    for resource, entries in calls.items():
        for one, following in pairwise(entries):
            if one["status"] != 429 or any(one["at"] <= at <= following["at"] for at in lifted):
                continue
            asked = max(_asked_for(ledger, one), LEAST_PAUSE)
            if ledger.moment(following) < ledger.moment(one) + asked:
                yield Violation("INV-07", f"{resource}: call {following['id']} came before the pause was over")


def _asked_of(entry: Row) -> str:
    """What a pause is for. A colleague who signs in waits for no pause of the worker's."""
    reading = "read " if entry["method"] == "GET" else ""
    signing_in = "sign-in " if "grant_type=authorization_code" in entry["request"] else ""
    return f"{reading}{signing_in}{resource_of(entry)}"


def _asked_for(ledger: Ledger, entry: Row) -> float:
    """Seconds of the Retry-After that an armed fault sent, as a number or as a date."""
    named = [ledger.faults[int(found[1])] for note in entry["notes"] if (found := _FAULT.match(note["text"]))]
    said = next((fault["retry_after"] for fault in named if fault.get("retry_after")), "0")
    if said.isdecimal():
        return float(said)
    return max(0.0, parsedate_to_datetime(said).timestamp() - float(entry["real_at"]))
