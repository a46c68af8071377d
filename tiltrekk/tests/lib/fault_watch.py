"""What a fault test keeps while it runs, so that the checker can judge it afterwards."""

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from checker import Dump, Ledger, Moment, Violation, check, read_tables
from checker.expected import TABLES, expected
from checker.facts import Row
from django.db import connection
from sandbox_process import Sandbox, waiting
from tiltrekk.linkedin.inbound import process
from tiltrekk.linkedin.models import JobOperation, Notification
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.tasks import wake_due_tasks

LONG = 1000  # seconds; longer than the longest pause the product makes by itself
TASK = 360  # seconds; until the product looks at a posting task again
APPLIED = "linkedin_appliedonlinkedin"
BOUND = 60  # felt seconds; nothing waits longer for what does not concern it (INV-08)

_PASS = """
update linkedin_syncrow set next_try = next_try - %(spell)s::interval, lease_until = lease_until - %(spell)s::interval;
update linkedin_notice set next_try = next_try - %(spell)s::interval;
update linkedin_hold set until = until - %(spell)s::interval
"""


def turns() -> None:
    """A few turns of the loop; what waits for a moment only is not waited for."""
    for _ in range(10):
        if not work():
            return


def _numbers(rows: Iterable[Row]) -> dict[str, int]:
    """LinkedIn's number of each application → our key of it."""
    return {str(row["job_application"]).rpartition(":")[2]: row["application_id"] for row in rows}


class Watch:
    """Notes what was true when, which faults were armed, and how long nobody sat and waited."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.moments: list[Moment] = []
        self.faults: dict[int, dict[str, Any]] = {}
        self.passed: list[tuple[float, float]] = []
        self.forbidden_out: dict[str, str] = {}
        self.forbidden_stored: dict[str, str] = {}
        self.applied: dict[str, int] = {}
        self.note()
        self.moments[0] = replace(self.moments[0], after=0)  # what the set-up sent belongs to it

    # --- while it runs ----------------------------------------------------------------------------------------------

    def note(self) -> None:
        """Something changed: from now on LinkedIn should hold this."""
        with connection.cursor() as cursor:
            tables = read_tables(cursor, [*TABLES, APPLIED])
        self.applied |= _numbers(tables[APPLIED])
        newest = self.sandbox.get("ledger", limit=1, newest=1)["entries"]
        self.moments.append(Moment(newest[0]["id"] if newest else 0, expected(Dump(tables)), time.time()))

    def fault(self, route: str, kind: str = "status", **more: Any) -> None:
        """Arm a fault."""
        armed = {"route": route, "kind": kind, **more}
        self.faults[self.sandbox.post("faults", **armed)["id"]] = armed

    def calm(self) -> None:
        """No more faults."""
        self.sandbox.delete("faults")

    def pass_time(self, seconds: float) -> None:
        """Let leases and pauses run down as if this long had passed; they go by real time."""
        with connection.cursor() as cursor:
            cursor.execute(_PASS, {"spell": f"{seconds} seconds"})
        self.passed.append((time.time(), seconds))

    # --- the end ----------------------------------------------------------------------------------------------------

    def settle(self, rounds: int = 40) -> None:
        """Faults end, pauses end, LinkedIn's tasks end: everything gets its time."""
        self.calm()
        for _ in range(rounds):
            load.run_asked()  # the worker's task
            while work():
                pass
            self._take_in()
            if not waiting() and not JobOperation.objects.exclude(task="").exists():
                return
            self.pass_time(LONG)
            self.sandbox.post("clock", advance_seconds=TASK)
            wake_due_tasks()
        rows = [f"{row} {row.error} {row.held} {row.next_try}" for row in waiting()]
        raise AssertionError(f"not in sync after {rounds} rounds: {rows}")

    def _take_in(self) -> None:
        rows = Notification.objects.filter(processed_at=None)
        for row in rows:
            process.process(row.pk)
        if rows:
            self.note()  # somebody who applied may have been exported as well

    def ledger(self) -> Ledger:
        """What the sandbox has seen and holds."""
        store = self.sandbox.get("store", resource="")["records"]
        tables = {name: self.sandbox.store(name) for name in ("jobs", "exports", "lifecycle_actions")}
        return Ledger(
            entries=self._entries(),
            store=store,
            jobs=tables["jobs"],
            exports=tables["exports"],
            lifecycle=tables["lifecycle_actions"],
            faults=self.faults,
            passed=self.passed,
        )

    def _entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while part := self.sandbox.get("ledger", limit=5000, after=found[-1]["id"] if found else 0)["entries"]:
            found += part
        return found

    def dump(self, *, drained: bool = True, bound: float | None = None, hurt: Iterable[str] = ()) -> Dump:
        """Every row there is now."""
        with connection.cursor() as cursor:
            tables = read_tables(cursor)
        return Dump(
            tables,
            history=self.moments,
            applied=self.applied | _numbers(tables[APPLIED]),
            forbidden_out=self.forbidden_out,
            forbidden_stored=self.forbidden_stored,
            drained=drained,
            bound=bound,
            hurt=frozenset(hurt),
        )

    def judge(self, *, drained: bool = True, bound: float | None = None, hurt: Iterable[str] = ()) -> list[Violation]:
        """What the checker says; an empty list is good. For ``bound`` and ``hurt`` see ``Dump``."""
        return check(self.ledger(), self.dump(drained=drained, bound=bound, hurt=hurt))
