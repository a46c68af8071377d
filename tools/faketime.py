"""Find libfaketime for the tests of clocks that go wrong, or install it where that is possible."""

from pathlib import Path

from tools import system

PACKAGES = ("faketime",)
PLACES = ("usr/lib/*/faketime", "usr/lib/faketime", "usr/lib64/faketime")
LIBRARY = "libfaketimeMT.so.1"  # the one for programs with threads


def ensure() -> str | None:
    """Return its path, installing it first when it is missing; None when that is impossible."""
    return _installed() or (system.can_install() and system.install(PACKAGES) and _installed()) or None


def _installed() -> str | None:
    return next((str(path) for place in PLACES for path in Path("/").glob(f"{place}/{LIBRARY}")), None)
