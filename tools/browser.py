"""Find a Chromium for the browser tests, or install one by the platform's own means."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import system

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1")  # the second is what the browser driver's own runtime needs


def ensure() -> str | None:
    """Return a Chromium that can be driven, installing one first when there is none; None when that is impossible."""
    return _usable() or (_install() and _usable()) or None


def _usable() -> str | None:
    return chromium() if _driver_runs() else None


def _driver_runs() -> bool:
    """A bare system can lack a library that the driver is linked with."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def chromium() -> str | None:
    """Return the path of a Chromium that is there, or None."""
    return installed() or _from_playwright()


def installed() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> bool:
    print("Nothing to drive a browser with. Installing Chromium for the browser tests …", file=sys.stderr, flush=True)
    if system.can_install():
        return system.install(PACKAGES)
    return system.run([[sys.executable, "-m", "playwright", "install", "chromium"]], dict(os.environ))


if __name__ == "__main__":
    print(ensure() or "")
