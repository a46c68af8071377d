"""What holds at one moment: converged (INV-01), nothing lost (INV-02), everything visible (INV-09)."""

from collections.abc import Iterator, Mapping

from .expected import entity_of, expected, expected_jobs
from .facts import JOBS, Body, Dump, Entity, Ledger, Row, Violation, as_json
from .wire import stored

HELD_REASONS = {
    "prospect", "no_application", "restricted", "deleted", "no_way_to_match", "no_surname", "private", "not_submitted",
    "parent", "prospect_stage", "removed", "not_connected", "no_right", "other_page", "incomplete",
}  # fmt: skip


def converged(ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """Each record is there whole or not at all, as our rows say; only of a failed or waiting one nobody can say so."""
    rule = "INV-01" if dump.drained else "INV-02"
    rows = _rows(dump)
    for entity, what in _differences(expected(dump), stored(ledger)):
        if not _is_excused(rows, entity):
            yield Violation(rule, f"{entity}: {what}")
    for entity, what in _job_differences(dump, ledger):
        if not _is_excused(rows, entity):
            yield Violation(rule, f"{entity}: {what}")


def _differences(wanted: Mapping[Entity, Body], held: Mapping[Entity, Body]) -> Iterator[tuple[Entity, str]]:
    for entity in sorted({*wanted, *held}):
        if entity not in held:
            yield entity, "is missing at LinkedIn"
        elif entity not in wanted:
            yield entity, "is at LinkedIn and should not be"
        elif held[entity] != wanted[entity]:
            yield entity, f"differs in {differing(held[entity], wanted[entity])}"


def differing(one: Body, other: Body) -> list[str]:
    """The names of fields that are not the same."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _job_differences(dump: Dump, ledger: Ledger) -> Iterator[tuple[Entity, str]]:
    there = {row["external_id"]: row for row in ledger.jobs}
    for entity, (state, posting) in expected_jobs(dump).items():
        found = there.get(entity.key)
        if not posting:
            continue  # LinkedIn could be told nothing of it; that it is held shows in its row
        if found is None:
            yield entity, "is missing at LinkedIn"
        elif found["state"] != state:
            yield entity, f"is {found['state']} and should be {state}"
        elif state == "OPEN" and (names := differing(posting, _told(found))):
            yield entity, f"differs in {names}"
    known = {entity.key for entity in expected_jobs(dump)}
    yield from (
        (Entity(JOBS, "", "", name), "is at LinkedIn and nobody knows it") for name in there if name not in known
    )


def _told(job: Row) -> Body:
    body = {name: value for name, value in as_json(job["body"]).items() if name != "jobPostingOperationType"}
    optional = {"employmentStatus", "experienceLevel", "skillsDescription"}
    return {name: value for name, value in body.items() if name not in optional}


def _rows(dump: Dump) -> dict[Entity, Row]:
    return {entity_of(row): row for row in dump.rows("linkedin_syncrow")}


def _is_excused(rows: Mapping[Entity, Row], entity: Entity) -> bool:
    """It waits or failed with a reason: that is told, not lost (see INV-02, INV-09)."""
    row = rows.get(entity)
    if row is None:
        return False
    return _waits(row) or bool(row["failed"] and row["error"])


def _waits(row: Row) -> bool:
    return bool(row["acknowledged"] < row["wanted"])


def nothing_lost(_ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """What should be there has a row, and once drained no row waits but for LinkedIn's own task or a failed row."""
    rows = _rows(dump)
    for entity in [*expected(dump), *expected_jobs(dump)]:
        if entity not in rows:
            yield Violation("INV-02", f"{entity}: nobody asked for it")
    if dump.drained:
        for entity, row in rows.items():
            if _waits(row) and not row["failed"] and not _waits_for_good_reason(entity, row, dump, rows):
                yield Violation("INV-02", f"{entity}: still waits, though everything was given its time")


def _waits_for_good_reason(entity: Entity, row: Row, dump: Dump, rows: Mapping[Entity, Row]) -> bool:
    if entity.resource == JOBS:
        tasks = {one["object_id"] for one in dump.rows("linkedin_joboperation") if one["task"]}
        return entity.key in tasks
    return bool(row["held"] == "parent" and any(one["failed"] for one in rows.values()))


def everything_visible(_ledger: Ledger, dump: Dump) -> Iterator[Violation]:
    """Each row that is not in sync says why, since when and when next: what the status page shows."""
    for entity, row in _rows(dump).items():
        if what := _unexplained(row):
            yield Violation("INV-09", f"{entity}: {what}")


def _unexplained(row: Row) -> str:
    if row["failed"]:
        return "" if row["error"] and row["since"] else "failed, and nobody is told why or since when"
    if _waits(row):
        return _waits_untold(row)
    if row["since"] is not None:
        return "is in sync and said not to be"
    if row["held"] and row["held"] not in HELD_REASONS:
        return f"is held back for a reason nobody has words for: {row['held']}"
    return "" if row["digest"] or row["held"] else "is not at LinkedIn, and nobody is told why"


def _waits_untold(row: Row) -> str:
    if row["since"] is None:
        return "waits, and nobody knows since when"
    tried = row["attempts"] > 0 and row["lease_until"] is None
    return "waits, and nobody knows until when" if tried and not row["next_try"] and row["kind"] != "job" else ""
