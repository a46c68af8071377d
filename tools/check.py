"""`make check`: every check that needs no running program. All of them run, then the failures are named."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
SOURCES = [
    *("linkedin-talent/src", "linkedin-sandbox/src", "tiltrekk/src"),
    *("linkedin-talent/tests", "linkedin-sandbox/tests", "tiltrekk/tests"),
    *("linkedin-talent/examples", "demo", "rehearsal", "bench", "docs", "tools"),
]
MANAGE = [str(BIN / "python"), "-W", "ignore::RuntimeWarning", "-m", "django"]

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy"), *SOURCES],
    "floors": [str(BIN / "lint-imports")],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "settings": [*MANAGE, "check", "--fail-level", "WARNING"],
    "translations": [str(BIN / "python"), "-m", "tools.translations", "check"],
    "bare text": [str(BIN / "python"), "-m", "tools.bare_text"],
    "templates": [
        str(BIN / "djlint"),
        "--configuration",
        "pyproject.toml",
        "--lint",
        "--quiet",
        "tiltrekk/src",
        "linkedin-sandbox/src",
    ],
}


def main() -> int:
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks pass.")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test"}
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    print(f"{'ok  ' if passed else 'FAIL'}  {name:<13} {time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print(done.stdout + done.stderr, flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
