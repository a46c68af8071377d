"""The command line, as a person uses it: real processes, an embedded server of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiltrekk.server.postgres import Cluster

pytestmark = pytest.mark.process

PROGRAM = [sys.executable, "-m", "tiltrekk.server.cli"]


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """The demo profile in a data folder of its own, on a free port."""
    folder = Path(tempfile.mkdtemp(prefix="cli-"))
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    yield {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "TILTREKK_PROFILE": "demo",
        "TILTREKK_DATA": str(folder),
        "TILTREKK_BIND": f"127.0.0.1:{port}",
        "TILTREKK_PUBLIC_URL": f"http://localhost:{port}",
        "TILTREKK_WEB_WORKERS": "1",
    }
    Cluster(folder / "postgres").stop()
    shutil.rmtree(folder)


def tiltrekk(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], env=environment, capture_output=True, text=True, check=False)


def test_the_database_is_started_asked_copied_and_stopped(environment: dict[str, str]) -> None:
    assert tiltrekk(environment, "db", "status").returncode == 1
    assert "The database runs" in tiltrekk(environment, "db", "start").stdout
    assert tiltrekk(environment, "db", "status").returncode == 0
    tiltrekk(environment, "db", "shell", "-c", "CREATE TABLE kept AS SELECT 7 AS number")
    copy = Path(environment["TILTREKK_DATA"]) / "copy"
    assert tiltrekk(environment, "db", "dump", str(copy)).returncode == 0
    tiltrekk(environment, "db", "shell", "-c", "DROP TABLE kept")
    assert tiltrekk(environment, "db", "restore", str(copy)).returncode == 0
    assert tiltrekk(environment, "db", "shell", "-Atc", "SELECT number FROM kept").stdout.strip() == "7"
    assert "stopped" in tiltrekk(environment, "db", "stop").stdout
    assert tiltrekk(environment, "db", "status").returncode == 1


def test_an_unknown_profile_is_a_sentence(environment: dict[str, str]) -> None:
    done = tiltrekk({**environment, "TILTREKK_PROFILE": "toy"}, "db", "status")
    assert (done.returncode, done.stderr) == (
        1,
        "TILTREKK_PROFILE is 'toy'; it must be one of demo, production, test.\n",
    )


def test_production_without_https_is_a_sentence(environment: dict[str, str]) -> None:
    done = tiltrekk({**environment, "TILTREKK_PROFILE": "production"}, "manage", "check")
    assert (done.returncode, done.stderr) == (1, "TILTREKK_PUBLIC_URL must begin with https:// in production.\n")


def test_a_server_of_ones_own_is_left_alone(environment: dict[str, str]) -> None:
    done = tiltrekk({**environment, "DATABASE_URL": "postgresql:///mine"}, "db", "start")
    assert done.returncode == 1
    assert "a server of your own" in done.stderr


def test_run_serves_survives_kills_and_stops_cleanly(environment: dict[str, str]) -> None:
    log = Path(environment["TILTREKK_DATA"]) / "out"
    cluster = Cluster(Path(environment["TILTREKK_DATA"]) / "postgres")
    with log.open("w") as file:
        running = subprocess.Popen([*PROGRAM, "run"], env=environment, stdout=file, stderr=file)
    try:
        wait_for(log, "Tiltrekk runs: ")
        assert is_served(environment)
        second = tiltrekk(environment, "run")
        assert second.returncode == 1
        assert f"already runs from {environment['TILTREKK_DATA']} (process {running.pid}" in second.stderr
        os.kill(int((cluster.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        wait_for(log, "database: started again.")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
    assert running.returncode == 0, log.read_text()
    assert not cluster.is_running()
    assert not is_served(environment)


def wait_for(log: Path, text: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while text not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def is_served(environment: dict[str, str]) -> bool:
    try:
        urllib.request.urlopen(environment["TILTREKK_PUBLIC_URL"], timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True
