"""Find a Chromium for the browser tests, or install one by the platform's own means."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of a Chromium that is there, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None) or _from_playwright()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def ensure() -> str | None:
    """Return a Chromium, installing one first when there is none; None when that is impossible here."""
    return chromium() or (_install() and chromium()) or None


def _install() -> bool:
    print("No Chromium found. Installing one for the browser tests …", file=sys.stderr, flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        steps = [["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"]]
    else:
        quiet = dict(os.environ)
        steps = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    return all(
        subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0
        for step in steps
    )


if __name__ == "__main__":
    print(ensure() or "")
