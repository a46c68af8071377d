"""Sandbox time: real time plus an offset, or standing still."""

import time
from pathlib import Path
from typing import Any

from linkedin_sandbox.state.db import Database


class Clock:
    """The time by which tokens end, tasks finish, feeds are read and pushes are repeated."""

    def __init__(self, db: Database, file: Path | None) -> None:
        self._db = db
        self._file = file
        self._publish()

    def now(self) -> int:
        """Epoch milliseconds."""
        frozen = self._get("frozen_at")
        return int(frozen) if frozen is not None else int((time.time() + self.offset) * 1000)

    @property
    def offset(self) -> float:
        """Seconds ahead of real time."""
        return float(self._get("offset") or 0)

    @property
    def frozen(self) -> bool:
        return self._get("frozen_at") is not None

    def advance(self, seconds: float) -> None:
        self.set(self.now() + int(seconds * 1000))

    def set(self, at: int) -> None:
        """Move to this moment (epoch milliseconds); a frozen clock stays frozen."""
        with self._db.transaction():
            self._put("offset", at / 1000 - time.time())
            if self.frozen:
                self._put("frozen_at", at)
        self._publish()

    def freeze(self) -> None:
        self._put("frozen_at", self.now())

    def resume(self) -> None:
        """Go on from the moment at which the clock stands."""
        at = self.now()
        with self._db.transaction():
            self._db.do("delete from meta where key = 'frozen_at'")
            self._put("offset", at / 1000 - time.time())
        self._publish()

    def refresh(self) -> None:
        """Tell the clock file again, after the state was replaced."""
        self._publish()

    def _publish(self) -> None:
        if self._file:
            self._file.write_text(f"{self.offset:.3f}", encoding="ascii")

    def _get(self, key: str) -> Any:
        return self._db.value("select value from meta where key = ?", (key,))

    def _put(self, key: str, value: float) -> None:
        self._db.add("meta", replace=True, key=key, value=str(value))
