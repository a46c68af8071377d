"""Clock, faults, world and snapshots in whatever order: restoring gives the same store, a reset leaves nothing."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State, faults, ledger, records, world
from linkedin_sandbox.state.records import Place

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
CLOCK = ("offset", "since")
Store = dict[str, list[tuple[Any, ...]]]


def content(state: State) -> Store:
    """Every row of every table, but for the clock's own, which real time moves."""
    found = {name: [tuple(row) for row in state.db.rows(f"select * from {name}")] for name in state.db.tables()}
    return found | {"meta": [row for row in found["meta"] if row[0] not in CLOCK]}


class Sandboxes(RuleBasedStateMachine):
    """One state, and what it held at each snapshot."""

    saved = Bundle("saved")

    @initialize()
    def begin(self) -> None:
        self.state = State(Settings())
        self.held: dict[str, tuple[Store, bool, float]] = {}

    def teardown(self) -> None:
        self.state.close()

    @rule(key=NAMES, text=NAMES)
    def sync(self, key: str, text: str) -> None:
        records.put(self.state, Place(1, "atsCandidates", "urn:li:organization:1", key), {"firstName": text})
        ledger.record(self.state, ledger.Entry(method="PUT", path="/v2/atsCandidates", request=text))

    @rule(name=NAMES)
    def meet(self, name: str) -> None:
        world.merge(self.state, world.World(members=(world.Member(id=name, first_name=name, last_name="x"),)))

    @rule(nth=st.integers(0, 3))
    def arm(self, nth: int) -> None:
        faults.arm(self.state, faults.Fault(nth=nth))

    @rule()
    def strike(self) -> None:
        faults.strike(self.state, "PUT /v2/atsCandidates")

    @rule(seconds=st.integers(-(10**6), 10**6))
    def advance(self, seconds: int) -> None:
        before = self.state.clock.now()
        self.state.clock.advance(seconds)
        assert 0 <= self.state.clock.now() - before - seconds * 1000 < 10_000

    @rule()
    def freeze(self) -> None:
        self.state.clock.freeze()
        assert self.state.clock.now() == self.state.clock.now()

    @rule(speed=st.sampled_from([0.5, 1, 60]))
    def hurry(self, speed: float) -> None:
        before = self.state.clock.now()
        self.state.clock.go_at(speed)
        assert 0 <= self.state.clock.now() - before < 600_000, "changing speed is no jump"

    @rule()
    def resume(self) -> None:
        self.state.clock.resume()
        assert not self.state.clock.frozen

    @rule(target=saved, name=NAMES)
    def save(self, name: str) -> str:
        self.state.save_snapshot(name)
        self.held[name] = (content(self.state), self.state.clock.frozen, self.state.clock.speed)
        return name

    @rule(name=saved)
    def restore(self, name: str) -> None:
        self.state.restore_snapshot(name)
        assert (content(self.state), self.state.clock.frozen, self.state.clock.speed) == self.held[name]

    @rule()
    def reset(self) -> None:
        self.state.reset()
        assert not any(content(self.state).values())
        assert (self.state.clock.frozen, self.state.clock.speed, self.state.clock.offset) == (False, 1, 0)
        assert sorted(self.state.snapshots) == sorted(self.held), "snapshots outlive a reset"

    @invariant()
    def the_ledger_counts_its_own(self) -> None:
        assert ledger.counts(self.state)["calls"] == len(ledger.entries(self.state, limit=10_000))


TestSandboxes = Sandboxes.TestCase
TestSandboxes.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestSandboxes = pytest.mark.req("SB-06")(TestSandboxes)


def test_a_snapshot_of_a_file_is_restored_as_it_was(tmp_path: Path) -> None:
    state = State(Settings(database=tmp_path / "state.sqlite3"))
    records.put(state, Place(1, "atsCandidates", "c", "k"), {"a": 1})
    state.save_snapshot("one")
    records.put(state, Place(1, "atsCandidates", "c", "k"), {"a": 2})
    state.save_snapshot("one")
    state.reset()
    state.restore_snapshot("one")
    assert records.get(state, Place(1, "atsCandidates", "c", "k")) == {"a": 2}
    state.close()
