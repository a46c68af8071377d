"""Packages of the operating system that tests want and this checkout cannot bring."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence


def can_install() -> bool:
    """Whether this is a Debian or a kin of it, and we may."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> bool:
    """Install them with apt-get; return whether that worked."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return run([["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", *packages]], quiet)


def run(steps: Sequence[Sequence[str]], environment: dict[str, str]) -> bool:
    """Run commands one after the other until one fails; what they say goes beside our own output."""
    return all(
        subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0
        for step in steps
    )
