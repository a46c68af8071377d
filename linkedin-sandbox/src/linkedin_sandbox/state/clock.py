"""Sandbox time: real time plus an offset, faster or slower than real time, or standing still."""

import time
from pathlib import Path

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.state.db import Database

YEAR_10000 = 253_402_300_800_000
FASTEST = 100_000  # a day in less than a second


class Clock:
    """The time by which tokens end, tasks finish, feeds are read and pushes are repeated."""

    def __init__(self, db: Database, file: Path | None) -> None:
        self._db = db
        self._file = file
        self.refresh()

    def now(self) -> int:
        """Epoch milliseconds."""
        held = self._held()
        return int(held["frozen_at"]) if "frozen_at" in held else int((time.time() + _ahead(held)) * 1000)

    @property
    def offset(self) -> float:
        """Seconds ahead of real time."""
        held = self._held()
        return held["frozen_at"] / 1000 - time.time() if "frozen_at" in held else _ahead(held)

    @property
    def frozen(self) -> bool:
        return "frozen_at" in self._held()

    @property
    def speed(self) -> float:
        """Sandbox seconds in a real second, while the clock goes."""
        return self._held().get("speed", 1)

    def advance(self, seconds: float) -> None:
        """Move on, or back. Raises ActRefused at the ends of the calendar."""
        self.set(int(self.now() + seconds * 1000))

    def set(self, at: int) -> None:
        """Move to this moment (epoch milliseconds); a frozen clock stays frozen. Raises ActRefused."""
        if not 0 <= at < YEAR_10000:
            raise ActRefused("The clock goes from 1970 to the end of 9999.")
        with self._db.transaction():
            self._go_on_from(at)
            if self.frozen:
                self._put("frozen_at", at)
        self.refresh()

    def freeze(self) -> None:
        self._put("frozen_at", self.now())

    def resume(self) -> None:
        """Go on from the moment at which the clock stands."""
        with self._db.transaction():
            at = self.now()
            self._db.do("delete from meta where key = 'frozen_at'")
            self._go_on_from(at)
        self.refresh()

    def go_at(self, speed: float) -> None:
        """From now on this many sandbox seconds in a real second. Raises ActRefused."""
        if not 0 < speed <= FASTEST:
            raise ActRefused(f"The clock goes at more than 0 and at most {FASTEST} times real time.")
        with self._db.transaction():
            self._go_on_from(self.now())
            self._put("speed", speed)
        self.refresh()

    def refresh(self) -> None:
        """Tell the clock file, in one piece: a reader never finds half of it."""
        if self._file:
            fresh = self._file.with_name(f"{self._file.name}.new")
            fresh.write_text(f"{self.offset:.3f}", encoding="ascii")
            fresh.replace(self._file)

    def tick(self) -> None:
        """Tell the clock file again, where the distance from real time changes by itself."""
        if self._file and (self.frozen or self.speed != 1):
            self.refresh()

    def _go_on_from(self, at: int) -> None:
        real = time.time()
        self._put("offset", at / 1000 - real)
        self._put("since", real)

    def _held(self) -> dict[str, float]:
        sql = "select key, value from meta where key in ('offset', 'since', 'speed', 'frozen_at')"
        return {row["key"]: float(row["value"]) for row in self._db.rows(sql)}

    def _put(self, key: str, value: float) -> None:
        self._db.add("meta", replace=True, key=key, value=str(value))


def _ahead(held: dict[str, float]) -> float:
    """Seconds ahead of real time: the offset, and what a fast or slow clock has gained or lost since it was set."""
    gained = (time.time() - held["since"]) * (held["speed"] - 1) if "speed" in held and "since" in held else 0.0
    return held.get("offset", 0.0) + gained
