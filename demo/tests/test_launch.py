"""`make demo` as a stranger uses it: start, look, stop, start again, empty."""

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
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from demo.addresses import CHECKOUT, Addresses

pytestmark = [pytest.mark.process, pytest.mark.timeout(400)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demo:
    """One demonstration in a folder of its own."""

    data: Path
    port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)
    running: subprocess.Popen[str] | None = None

    def environment(self) -> dict[str, str]:
        ours = {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port), "DEMO_DATA": str(self.data)}
        return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **ours}

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "demo.launch", *words],
            cwd=CHECKOUT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> None:
        with self.output.open("w") as output:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "demo.launch"],
                cwd=CHECKOUT,
                env=self.environment(),
                stdout=output,
                stderr=output,
                text=True,
            )

    @property
    def output(self) -> Path:
        return self.data.parent / "output"

    def wait_for(self, text: str, seconds: float = 240) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.output.read_text():
            assert self.running, "not started"
            assert self.running.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.2)

    def stop(self) -> int:
        assert self.running, "not started"
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(60)

    def answers(self, port: int) -> bool:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=30).close()
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            return False
        return True


@pytest.fixture
def demo() -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="demo-"))
    folder.chmod(0o755)
    demo = Demo(folder / "data")
    yield demo
    if demo.running and demo.running.poll() is None:
        demo.stop()
    demo.command("reset")
    shutil.rmtree(folder)


def test_it_starts_stops_starts_again_and_is_emptied(demo: Demo) -> None:
    demo.start()
    demo.wait_for("Ctrl-C stops everything")
    said = demo.output.read_text()
    assert f"http://localhost:{demo.port}" in said
    assert f"http://localhost:{demo.sandbox_port}" in said
    assert demo.answers(demo.port)
    assert demo.answers(demo.sandbox_port)

    second = demo.command()
    assert second.returncode == 1
    assert "already runs" in second.stderr

    assert demo.stop() == 0
    assert not demo.answers(demo.port)
    assert not demo.answers(demo.sandbox_port)

    demo.start()
    demo.wait_for("Ctrl-C stops everything")
    assert "Demo company" not in demo.output.read_text(), "what was loaded is kept"
    assert demo.stop() == 0

    assert "is empty" in demo.command("reset").stdout
    assert [path.name for path in demo.data.iterdir()] == ["run.lock"]


def test_a_broken_off_load_begins_anew(demo: Demo) -> None:
    demo.start()
    demo.wait_for("Demo company (once)")
    assert demo.stop() == 0
    assert Addresses(data=demo.data).loading.exists()
    demo.start()
    demo.wait_for("Beginning anew")
    demo.wait_for("Demo company (once)")
    assert demo.stop() == 0


def test_a_taken_port_is_told_before_anything_starts(demo: Demo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", demo.sandbox_port))
        taken.listen()
        done = demo.command()
    assert done.returncode == 1
    assert f"Port {demo.sandbox_port} is taken by another program. Choose another: make demo PORT=" in done.stderr


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_told(demo: Demo, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match=f"PORT={port} is no port"):
        Addresses()
