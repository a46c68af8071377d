"""Product and sandbox as real processes on two hosts, empty, for one rehearsal.

The product stands on ``localhost``, the sandbox on ``127.0.0.1``: LinkedIn's frames belong to a third party, and
cookies must show it.
"""

import os
import socket
import subprocess
import sys
import tempfile
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


@dataclass
class Stack:
    """The running programs and how to speak to them."""

    product_url: str
    sandbox_url: str
    folder: Path
    database: Cluster
    web: Process
    worker: Process
    sandbox: Process

    def control(self, method: str, path: str, **options: object) -> dict[str, object]:
        """Call the sandbox's control API, for example ``control("POST", "clock", json={"advance_seconds": 3600})``."""
        answer = httpx.request(method, f"{self.sandbox_url}/sandbox/api/{path}", timeout=30, **options)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def manage(self, *words: str) -> str:
        """Run a management command of the product."""
        done = subprocess.run(product.tiltrekk("manage", *words), capture_output=True, text=True, check=True)
        return done.stdout


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


def _start(stack: ExitStack, name: str, command: list[str], folder: Path) -> Process:
    process = Process(name, command, log=folder / f"{name}.log")
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
