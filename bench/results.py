"""The result file, and the table people read."""

import json
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bench.figures import Figure

CHECKOUT = Path(__file__).resolve().parents[1]
OUT = CHECKOUT / "build" / "bench"


@dataclass
class Results:
    """What was measured, what could not be and why, and what is wrong."""

    settings: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)
    plans: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def skip(self, name: str, reason: str) -> None:
        self.skipped.append({"name": name, "reason": reason})

    @contextmanager
    def trying(self, what: str) -> Iterator[None]:
        """What does not happen in time is told, and the other measurements go on."""
        try:
            yield
        except (TimeoutError, RuntimeError, httpx.HTTPError) as error:
            self.wrong.append(f"{what}: {error}")

    def as_dict(self) -> dict[str, Any]:
        figures = [figure.summary() for figure in self.figures if figure.values]
        empty = [f"{figure.name}: nothing could be measured" for figure in self.figures if not figure.values]
        medians = {one["name"]: one["median"] for one in figures}
        for one in figures:
            if straight := medians.get(one.get("beside", "")):
                one["ratio"] = round(one["median"] / straight, 2)
        return {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "revision": _revision(),
            "machine": machine(),
            "settings": self.settings,
            "figures": figures,
            "plans": self.plans,
            "skipped": self.skipped,
            "wrong": self.wrong + empty,
        }


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _first("/proc/cpuinfo", "model name"),
        "processors": os.cpu_count() or 0,
        "memory": _first("/proc/meminfo", "MemTotal"),
        "python": platform.python_version(),
        "load": [round(value, 2) for value in os.getloadavg()],  # others at work make everything slower
    }


def _first(path: str, word: str) -> str:
    file = Path(path)
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(word)), "")


def _revision() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()


def write(results: Results, folder: Path) -> dict[str, Any]:
    """Write ``results.json``; return what is in it."""
    whole = results.as_dict()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(whole, indent=1))
    return whole


def table(whole: dict[str, Any]) -> str:
    """Return the figures as lines for a terminal."""
    lines = list(_lines(whole["figures"]))
    lines += [f"skipped: {one['name']}: {one['reason']}" for one in whole["skipped"]]
    lines += [f"WRONG: {text}" for text in whole["wrong"]]
    return "\n".join(lines)


def _lines(figures: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"{'':52} {'n':>4} {'first':>8} {'median':>8} {'p90':>8} {'max':>8}"
    group = ""
    for one in figures:
        if one["group"] != group:
            group = one["group"]
            yield f"\n{group}"
        numbers = " ".join(f"{one[key]:8.1f}" for key in ("first", "median", "p90", "max"))
        yield f"  {one['name']:50} {one['count']:4} {numbers} {one['unit']}{_remarks(one)}"


def _remarks(one: dict[str, Any]) -> str:
    said = [f"limit {one['limit']:g}"] if "limit" in one else []
    said += [f"{one['ratio']:g} × straight"] if "ratio" in one else []
    said += [f"{one['bytes'] / 1000:.1f} kB"] if "bytes" in one else []
    said += [f"{one['queries']} queries"] if "queries" in one else []
    return f"   {', '.join(said)}" if said else ""
