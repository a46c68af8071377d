"""Product and sandbox as real processes on two hosts, empty, for one rehearsal.

The product stands on ``localhost``, the sandbox on ``127.0.0.1``: LinkedIn's frames belong to a third party, and
cookies must show it.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tiltrekk.server import run as product
from tiltrekk.server.postgres import Cluster, temporary_cluster
from tiltrekk.server.processes import Process, run_step
from tiltrekk.server.supervisor import answers, wait_until

from demo.addresses import CLIENT_ID, CLIENT_SECRET


def free_port() -> int:
    """Return a port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program(Process):
    """A process that can also be killed, as a crash or a power cut would."""

    def kill(self) -> None:
        if self._child is not None:
            os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()


@dataclass
class Stack:
    """The running programs and how to speak to them."""

    product_url: str
    sandbox_url: str
    folder: Path
    database: Cluster
    web: Program
    worker: Program
    sandbox: Program

    def control(self, method: str, path: str, **options: object) -> dict[str, object]:
        """Call the sandbox's control API, for example ``control("POST", "clock", json={"advance_seconds": 3600})``."""
        answer = httpx.request(method, f"{self.sandbox_url}/sandbox/api/{path}", timeout=30, **options)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def tries(self, path: str, body: dict[str, object]) -> bool:
        """Post to the control API; False when the sandbox refuses."""
        answer = httpx.post(f"{self.sandbox_url}/sandbox/api/{path}", json=body, timeout=30)
        return answer.is_success

    def dump(self) -> str:
        """Return all the product keeps in its database, as text."""
        command = [str(self.database.program("pg_dump")), "--data-only", self.database.url]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def kill_database(self) -> None:
        """End PostgreSQL without any warning; its files stay as they are."""
        number = int((self.database.cluster / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        while self.database.is_running():
            time.sleep(0.05)

    def start_again(self) -> None:
        """Start what does not run, as the supervisor would."""
        self.database.start()
        for program in (self.sandbox, self.web, self.worker):
            if not program.is_running():
                program.start()
        wait_until(lambda: answers(f"{self.sandbox_url}/sandbox/api/health"), self.sandbox)
        wait_until(lambda: answers(self.product_url), self.web)


@contextmanager
def running(folder: Path, *, with_company: bool = True) -> Iterator[Stack]:
    """Start database, sandbox, web and worker, with the demo company or empty; stop them in reverse order."""
    with ExitStack() as stack:
        database = stack.enter_context(temporary_cluster())
        ports = free_port(), free_port()
        urls = f"http://localhost:{ports[0]}", f"http://127.0.0.1:{ports[1]}"
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tiltrekk-rehearsal-")))
        os.environ.update(_environment(urls, ports[0], data, database))
        sandbox = _start(stack, "sandbox", _sandbox_command(ports[1], urls[1], data), folder)
        wait_until(lambda: answers(f"{urls[1]}/sandbox/api/health"), sandbox)
        product.prepare(log=folder / "prepare.log")
        if with_company:
            run_step([sys.executable, "-m", "rehearsal.load", urls[1]], log=folder / "load.log")
        worker = _start(stack, "worker", product.tiltrekk("worker"), folder)
        web = _start(stack, "web", product.tiltrekk("web"), folder)
        wait_until(lambda: answers(f"{urls[0]}/"), web)
        yield Stack(*urls, folder, database, web, worker, sandbox)


def _start(stack: ExitStack, name: str, command: list[str], folder: Path) -> Program:
    process = Program(name, command, log=folder / f"{name}.log")
    process.start()
    stack.callback(process.stop)
    return process


def _sandbox_command(port: int, url: str, data: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "linkedin_sandbox.cli", "--port", str(port), "--public-url", url),
        *("--db", str(data / "sandbox.sqlite3"), "--clock-file", str(data / "clock")),
    ]


def _environment(urls: tuple[str, str], port: int, data: Path, database: Cluster) -> dict[str, str]:
    return {
        "TILTREKK_PROFILE": "demo",
        "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.demo",
        "TILTREKK_DATA": str(data),
        "TILTREKK_PUBLIC_URL": urls[0],
        "TILTREKK_BIND": f"127.0.0.1:{port}",
        "TILTREKK_CLOCK_FILE": str(data / "clock"),
        "DATABASE_URL": database.url,
        "LINKEDIN_API_URL": urls[1],
        "LINKEDIN_WWW_URL": urls[1],
        "LINKEDIN_PLATFORM_URL": urls[1],
        "LINKEDIN_CLIENT_ID": CLIENT_ID,
        "LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
    }
