"""Folders without room: a small file system that is filled, or a limit on the size of files."""

import errno
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiltrekk.server.postgres import Cluster

MIB = 1024 * 1024


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A folder that other accounts can enter, on a file system of its own; skips where none can be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="tiltrekk-small-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        if not mounted:
            pytest.skip("only root can mount a file system that is then filled; a limit on file sizes is tried instead")
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Meanwhile the folder's file system has no room for a single page more."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MIB, 4096, 1):
            _fill(file.fileno(), size)
    try:
        yield
    finally:
        ballast.unlink()


def _fill(descriptor: int, size: int) -> None:
    try:
        while True:
            os.write(descriptor, bytes(size))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Meanwhile this process writes no file beyond so many bytes; works without root's powers."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def server_limited(cluster: Cluster, size: int) -> Iterator[None]:
    """Meanwhile a database server's processes write no file beyond so many bytes; works without root's powers too."""
    if shutil.which("prlimit") is None:
        pytest.skip("prlimit is not there; on Debian it is part of util-linux")
    first = int((cluster.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    _limit(cluster, first, str(size))
    assert f" {size} " in Path(f"/proc/{first}/limits").read_text(), "the limit does not hold: this would prove nothing"
    yield
    _limit(cluster, first, "unlimited")


def _limit(cluster: Cluster, first: int, size: str) -> None:
    """The first process, which the others take it from, and then those there are; it may have ended meanwhile."""
    cluster.account.run("prlimit", f"--pid={first}", f"--fsize={size}:")
    children = Path(f"/proc/{first}/task/{first}/children")
    for pid in children.read_text().split() if children.exists() else []:
        cluster.account.run("prlimit", f"--pid={pid}", f"--fsize={size}:")
