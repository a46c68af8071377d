"""Ways to spoil a good history, each a violation that the checker must find."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from checker import Dump, Ledger
from checker.facts import millis
from fault_watch import BOUND


class Good(NamedTuple):
    """A history without fault."""

    ledger: Ledger
    dump: Dump


def record(good: Good, resource: str) -> dict[str, Any]:
    """One record of the store."""
    return next(dict_(row) for row in good.ledger.store if row["resource"] == resource)


def dict_(row: Any) -> dict[str, Any]:
    assert isinstance(row, dict)
    return row


def row_of(good: Good, kind: str, **values: Any) -> dict[str, Any]:
    """One row of the sync."""
    rows = [dict_(row) for row in good.dump.rows("linkedin_syncrow") if row["kind"] == kind]
    return next(row for row in rows if all(row[name] == value for name, value in values.items()))


def calls(good: Good, method: str, end: str) -> list[dict[str, Any]]:
    """Calls to a resource, oldest first."""
    return [dict_(one) for one in good.ledger.calls if one["method"] == method and one["path"].endswith(end)]


def after_all(good: Good, entry: dict[str, Any], **changed: Any) -> Good:
    """The same call once more, at the end."""
    last = good.ledger.entries[-1]
    again = (
        copy.deepcopy(entry) | {"id": last["id"] + 1, "at": last["at"] + 1, "real_at": last["real_at"] + 1} | changed
    )
    return good._replace(ledger=replace(good.ledger, entries=[*good.ledger.entries, again]))


def without(rows: Any, unwanted: Any) -> list[Any]:
    return [row for row in rows if row is not unwanted]


def missing_record(good: Good) -> Good:
    return good._replace(
        ledger=replace(good.ledger, store=without(good.ledger.store, record(good, "atsApplications/stages")))
    )


def orphan_record(good: Good) -> Good:
    orphan = record(good, "atsCandidates") | {"key": "0" * 32}
    return good._replace(ledger=replace(good.ledger, store=[*good.ledger.store, orphan]))


def changed_field(good: Good) -> Good:
    record(good, "atsApplications")["body"]["atsJobPostingName"] = "Marine engineer"
    return good


def missing_field(good: Good) -> Good:
    del record(good, "atsCandidates")["body"]["emailAddresses"]
    return good


def open_job_closed(good: Good) -> Good:
    dict_(good.ledger.jobs[0])["state"] = "CLOSED"
    return good


def unknown_job(good: Good) -> Good:
    stray = dict_(good.ledger.jobs[0]) | {"external_id": "N9-1"}
    return good._replace(ledger=replace(good.ledger, jobs=[*good.ledger.jobs, stray]))


def row_never_raised(good: Good) -> Good:
    rows = dict_(good.dump.tables)["linkedin_syncrow"]
    rows.remove(next(row for row in rows if row["kind"] == "stage" and row["digest"]))
    return good


def row_left_waiting(good: Good) -> Good:
    row = row_of(good, "candidate")
    row |= {"wanted": row["acknowledged"] + 1, "since": datetime.now(UTC)}
    return good


def lost_while_others_wait(good: Good) -> Good:
    spoilt = missing_record(good)
    return spoilt._replace(dump=replace(spoilt.dump, drained=False))


def older_version_last(good: Good) -> Good:
    return after_all(good, calls(good, "PUT", "atsApplications")[1])


def deleted_note_put_back(good: Good) -> Good:
    """No time stamp betrays it: only the sequence does."""
    return after_all(good, calls(good, "PUT", "/notes")[0])


def never_true(good: Good) -> Good:
    entry = calls(good, "PUT", "/stages")[-1]
    return after_all(good, entry, request=entry["request"].replace('"stage":"', '"stage":"x'))


def sent_too_soon(good: Good) -> Good:
    moved = [one if n < 2 else replace(one, after=10_000) for n, one in enumerate(good.dump.history)]
    return good._replace(dump=replace(good.dump, history=moved))


def told_twice(good: Good) -> Good:
    one = {"job_application": 1, "action": "REJECTED", "performed_at": 5, "notified": 1}
    return good._replace(ledger=replace(good.ledger, lifecycle=[one, dict(one)]))


def told_as_two(good: Good) -> Good:
    one = {"job_application": 1, "action": "REJECTED", "performed_at": 5, "notified": 1}
    return good._replace(ledger=replace(good.ledger, lifecycle=[one, one | {"performed_at": 6, "notified": 0}]))


def rejection_told(good: Good, *, late: int = 0) -> Good:
    """The one who was rejected had applied on LinkedIn, and is told so."""
    event = next(one for one in good.dump.rows("core_event") if one["verb"] == "application.rejected")
    at = millis(event["at"]) + late
    told = {"job_application": 1, "action": "APPLICATION_REJECTED", "performed_at": at, "notified": 1}
    dump = replace(good.dump, applied={"1": event["application_id"]})
    return Good(replace(good.ledger, lifecycle=[told]), dump)


def told_of_another_time(good: Good) -> Good:
    return rejection_told(good, late=1)


def told_of_a_stranger(good: Good) -> Good:
    spoilt = rejection_told(good)
    return spoilt._replace(dump=replace(spoilt.dump, applied={}))


def prospect_in_a_body(good: Good) -> Good:
    return after_all(good, calls(good, "PUT", "atsApplications")[-1], path="/v2/elsewhere", request='"PROSPECTCANARY"')


def canary_in_an_address(good: Good) -> Good:
    return after_all(good, calls(good, "GET", "atsCandidates")[-1], query="ids=Private%63anary")


def extra_field(good: Good) -> Good:
    entry = calls(good, "PUT", "atsCandidates")[-1]
    entry["request"] = entry["request"].replace('"firstName"', '"salary":"1","firstName"')
    return good._replace(dump=replace(good.dump, history=[]))


def inmail_kept(good: Good) -> Good:
    dict_(good.dump.tables)["linkedin_inmail"] = [{"thread": "Re: Inmailcanary"}]
    return good._replace(dump=replace(good.dump, forbidden_stored={"inmailcanary": "the subject of an InMail"}))


def answer_in_a_body(good: Good) -> Good:
    request = '{"entities": {}, "ethnicity": "american_indian"}'
    return after_all(good, calls(good, "PUT", "atsApplications")[-1], path="/v2/elsewhere", request=request)


def answer_in_a_row(good: Good) -> Good:
    dict_(good.dump.rows("core_event")[-1])["values"] = {"military": "serving_or_served"}
    return good


def application_first(good: Good) -> Good:
    return _swapped(good, "atsCandidates", "atsApplications")


def stage_first(good: Good) -> Good:
    return _swapped(good, "atsApplications", "/stages")


def _swapped(good: Good, one: str, other: str) -> Good:
    first, second = calls(good, "PUT", one)[0], calls(good, "PUT", other)[0]
    for name in ("path", "query", "request", "reply"):
        first[name], second[name] = second[name], first[name]
    return good._replace(dump=replace(good.dump, history=[]))


def before_its_job(good: Good) -> Good:
    entries = [one for one in good.ledger.entries if one["path"] != "/v2/simpleJobPostings"]
    return good._replace(ledger=replace(good.ledger, entries=entries))


def parent_deleted_first(good: Good) -> Good:
    entries = [
        one for one in good.ledger.entries if not (one["method"] == "DELETE" and one["path"].endswith("/stages"))
    ]
    return good._replace(ledger=replace(good.ledger, entries=entries))


def too_many_in_a_batch(good: Good) -> Good:
    entry = calls(good, "PUT", "/stages")[-1]
    body = {"entities": {f"{n}": {"stage": "x"} for n in range(101)}}
    return after_all(good, entry, request=json.dumps(body), reply="{}")


def too_many_in_a_minute(good: Good) -> Good:
    entry = calls(good, "PUT", "/stages")[-1]
    body = json.dumps({"entities": {f"{n}": {} for n in range(100)}})
    for _ in range(101):
        good = after_all(good, entry, request=body, reply="{}")
    return good


def impatient(good: Good) -> Good:
    entry = calls(good, "PUT", "atsApplications")[-1]
    return after_all(after_all(good, entry, status=429, reply="{}"), entry, real_at=entry["real_at"] + 0.1)


def impatient_by_name(good: Good) -> Good:
    """Retry-After asked for a minute, and ten seconds passed."""
    entry = calls(good, "PUT", "atsApplications")[-1]
    notes = [{"kind": "fault", "text": "Fault 7: status", "section": ""}]
    spoilt = after_all(after_all(good, entry, status=429, reply="{}", notes=notes), entry)
    return spoilt._replace(
        ledger=replace(
            spoilt.ledger,
            faults={7: {"retry_after": "60"}},
            passed=[(spoilt.ledger.entries[-1]["real_at"] - 0.5, 10.0)],
        )
    )


def late(good: Good) -> Good:
    """What somebody did last lies a minute and a second before anybody sends it."""
    passed = [*good.ledger.passed, (good.dump.history[-1].at + 0.001, BOUND + 1.0)]
    return bound(good._replace(ledger=replace(good.ledger, passed=passed)))


def bound(good: Good) -> Good:
    """Nothing may be late."""
    return good._replace(dump=replace(good.dump, bound=BOUND))


def never_sent(good: Good) -> Good:
    """Another call put the stage there, which nobody knows of."""
    unsent = calls(good, "PUT", "/stages")[-1]
    return bound(good._replace(ledger=replace(good.ledger, entries=without(good.ledger.entries, unsent))))


def failed_in_silence(good: Good) -> Good:
    row_of(good, "candidate").update(failed=True, error="")
    return good


def waits_since_nobody_knows(good: Good) -> Good:
    row = row_of(good, "candidate")
    row |= {"wanted": row["acknowledged"] + 1, "since": None}
    return good._replace(dump=replace(good.dump, drained=False))


def absent_without_a_word(good: Good) -> Good:
    row_of(good, "candidate", held="prospect").update(held="")
    return good


def push_not_in_the_inbox(good: Good) -> Good:
    return _pushed(good, "11111111-1111-4111-8111-111111111111")


def _pushed(good: Good, request: str) -> Good:
    body = json.dumps({"id": request, "type": "EXPORT_CANDIDATE_PROFILE"})
    entry = dict_(good.ledger.entries[-1])
    return after_all(good, entry, direction="out", status=200, request=body)


def one_export_two_prospects(good: Good) -> Good:
    job = good.dump.rows("jobs_job")[0]["id"]
    event = {"verb": "application.exported", "job_id": job, "at": datetime.now(UTC) - timedelta(days=1)}
    dict_(good.dump.tables)["core_event"] += [event, dict(event)]
    exported = {"external_id": good.dump.rows("jobs_job")[0]["job_id"]}
    return good._replace(ledger=replace(good.ledger, exports=[exported]))


def stands_twice(good: Good) -> Good:
    rows = dict_(good.dump.tables)["applications_application"]
    prospect = next(row for row in rows if row["applied_at"] is None)
    rows.append(prospect | {"id": 10_000, "public_id": "1" * 32})
    return good


def never_processed(good: Good) -> Good:
    row: dict[str, Any] = {"notification_id": "x", "processed_at": None, "error": "", "body": {}}
    dict_(good.dump.tables)["linkedin_notification"] = [row]
    return good


PLANTED: dict[str, tuple[Callable[[Good], Good], ...]] = {
    "INV-01": (missing_record, orphan_record, changed_field, missing_field, open_job_closed, unknown_job),
    "INV-02": (row_left_waiting, lost_while_others_wait),
    "INV-03": (older_version_last, deleted_note_put_back, never_true, sent_too_soon),
    "INV-04": (told_twice, told_as_two, told_of_another_time, told_of_a_stranger),
    "INV-05": (prospect_in_a_body, canary_in_an_address, extra_field, inmail_kept, answer_in_a_body, answer_in_a_row),
    "INV-06": (application_first, stage_first, before_its_job, parent_deleted_first),
    "INV-07": (too_many_in_a_batch, too_many_in_a_minute, impatient, impatient_by_name),
    "INV-08": (late, never_sent),
    "INV-09": (failed_in_silence, waits_since_nobody_knows, absent_without_a_word),
    "INV-10": (push_not_in_the_inbox, one_export_two_prospects, stands_twice, never_processed),
}
