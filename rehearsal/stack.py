"""The sandbox and one or more installations of the product, as real processes, empty, for one rehearsal.

The product stands on ``localhost``, the sandbox on ``127.0.0.1``: LinkedIn's frames belong to a third party, and
cookies must show it. Installations share the sandbox, its clock and the database server; nothing else.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
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

    def restart(self, settings: Mapping[str, str]) -> None:
        """Stop it and start it again, with some settings changed."""
        self.stop()
        self._environment |= settings
        self.start()


@dataclass
class Installation:
    """One product: an environment of its own with its database, data folder and address."""

    name: str
    url: str
    database_url: str
    environment: dict[str, str]  # settings of its processes
    web: Program
    worker: Program

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database itself, past the program that keeps it."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(question, values).fetchall()

    def number(self, question: str, *values: object) -> int:
        """Ask the database for one number."""
        return int(str(self.rows(question, *values)[0][0]))


@dataclass
class Stack:
    """The running programs and how to speak to them; ``product_url``, ``web``, ``worker``: the first product's."""

    sandbox_url: str
    folder: Path
    database: Cluster
    sandbox: Program
    data: Path
    ends: ExitStack
    installations: list[Installation] = field(default_factory=list)

    @property
    def first(self) -> Installation:
        return self.installations[0]

    @property
    def product_url(self) -> str:
        return self.first.url

    @property
    def web(self) -> Program:
        return self.first.web

    @property
    def worker(self) -> Program:
        return self.first.worker

    def install(self, name: str, *, company: str = "") -> Installation:
        """Start one more product on a database and a port of its own, filled with a company or empty."""
        port, data = free_port(), self.data / name
        data.mkdir()
        self._make_database(name)
        url, database_url = f"http://localhost:{port}", self.database.url_of(name)
        settings = self._settings(url, data) | {"TILTREKK_BIND": f"127.0.0.1:{port}", "DATABASE_URL": database_url}
        run_step(product.tiltrekk("prepare"), log=self.folder / f"{name}-prepare.log", environment=settings)
        if company:
            load = [sys.executable, "-m", "rehearsal.load", company, self.sandbox_url]
            run_step(load, log=self.folder / f"{name}-load.log", environment=settings)
        programs = {part: self._start(f"{name}-{part}", product.tiltrekk(part), settings) for part in ("worker", "web")}
        made = Installation(name, url, database_url, settings, web=programs["web"], worker=programs["worker"])
        wait_until(lambda: answers(f"{url}/"), made.web)
        self.installations.append(made)
        return made

    def _settings(self, url: str, data: Path) -> dict[str, str]:
        linkedin = ("LINKEDIN_API_URL", "LINKEDIN_WWW_URL", "LINKEDIN_PLATFORM_URL")
        return {
            "TILTREKK_PROFILE": "demo",
            "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.demo",
            "TILTREKK_DATA": str(data),
            "TILTREKK_PUBLIC_URL": url,
            "TILTREKK_CLOCK_FILE": str(self.data / "clock"),
            "LINKEDIN_CLIENT_ID": CLIENT_ID,
            "LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
        } | dict.fromkeys(linkedin, self.sandbox_url)

    def _make_database(self, name: str) -> None:
        self.database.add_database(name)

    def _start(self, name: str, command: list[str], settings: dict[str, str]) -> Program:
        process = Program(name, command, log=self.folder / f"{name}.log", environment=settings)
        process.start()
        self.ends.callback(process.stop)
        return process

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
        """Return all the first product keeps in its database, as text."""
        command = [
            str(self.database.program("pg_dump")),
            "--data-only",
            "--exclude-schema=equality",
            self.first.database_url,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def restart(self, installation: Installation, **settings: str) -> None:
        """Start a product anew with some settings changed, as its administrator would."""
        for part in (installation.web, installation.worker):
            part.restart(settings)
        wait_until(lambda: answers(installation.url), installation.web)

    def kill_database(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End PostgreSQL, without any warning unless asked more kindly; its files stay as they are."""
        number = int((self.database.cluster / "postmaster.pid").read_text().split()[0])
        os.kill(number, how)
        while self.database.is_running():
            time.sleep(0.05)

    def start_again(self) -> None:
        """Start what does not run, as the supervisor would."""
        self.database.start()
        for program in (self.sandbox, *(part for one in self.installations for part in (one.web, one.worker))):
            if not program.is_running():
                program.start()
        wait_until(lambda: answers(f"{self.sandbox_url}/sandbox/api/health"), self.sandbox)
        for one in self.installations:
            wait_until(lambda: answers(one.url), one.web)  # noqa: B023  # waited for at once


@contextmanager
def running(folder: Path, *, company: str = "", durable: bool = False) -> Iterator[Stack]:
    """Start database, sandbox and a first product, with a company or empty; stop them in reverse order.

    Without ``durable`` a killed database may forget what it has just promised, and everything is faster.
    """
    with ExitStack() as ends:
        database = ends.enter_context(temporary_cluster(durable=durable))
        data = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="tiltrekk-rehearsal-")))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        sandbox = Program("sandbox", _sandbox_command(port, url, data), log=folder / "sandbox.log")
        sandbox.start()
        ends.callback(sandbox.stop)
        wait_until(lambda: answers(f"{url}/sandbox/api/health"), sandbox)
        stack = Stack(url, folder, database, sandbox, data, ends)
        stack.install("product", company=company)
        yield stack


def _sandbox_command(port: int, url: str, data: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "linkedin_sandbox.cli", "--port", str(port), "--public-url", url),
        *("--db", str(data / "sandbox.sqlite3"), "--clock-file", str(data / "clock")),
    ]
