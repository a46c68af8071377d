"""Everything a sandbox remembers. Nothing in here, and no rule, knows of HTTP."""

import tempfile
from collections.abc import Collection
from pathlib import Path

from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state.assumptions import Assumptions
from linkedin_sandbox.state.clock import Clock
from linkedin_sandbox.state.db import Database

__all__ = ["State"]


class State:
    """One sandbox's memory: the first argument of every rule."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.db = Database(settings.database)
        self.clock = Clock(self.db, settings.clock_file)
        self.assumptions = Assumptions(settings.assumptions)
        self.snapshots: dict[str, Path] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="linkedin-sandbox-snapshots-")

    def reset(self, besides: Collection[str] = ()) -> None:
        """Forget everything, the world and the ledger too, but for these tables. Real time again."""
        self.db.clear(besides)
        self.clock.refresh()

    def save_snapshot(self, name: str) -> None:
        file = self.snapshots.setdefault(name, Path(self._folder.name) / f"{len(self.snapshots)}.sqlite3")
        self.db.dump(file)

    def restore_snapshot(self, name: str) -> None:
        """Go back to a saved state. Raises KeyError for an unknown name."""
        self.db.load(self.snapshots[name])
        self.clock.refresh()

    def close(self) -> None:
        self.db.close()
        self._folder.cleanup()
