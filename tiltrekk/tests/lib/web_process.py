"""The web server as a process of its own, and somebody who applies for a job there."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
from factories import JobFactory, UserFactory
from tiltrekk.jobs.models import Job
from tiltrekk.postings import services as postings

PDF = b"%PDF-1.7\n" + b"Ten years of cables.\n" * 200
BUSY_MACHINE = 60.0  # seconds that anything may take


def posted_job() -> Job:
    """A job on the career site."""
    recruiter = UserFactory.create(roles=["recruiter"])
    job: Job = JobFactory.create(title="Cable layer", team={recruiter: "recruiter"})
    postings.post(actor=recruiter, job=job, channel="career_site")
    return job


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(port: int, data: Path, **more: str) -> dict[str, str]:
    """What the program is told; its files and everything temporary go below ``data``."""
    data.mkdir(parents=True, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "TILTREKK_PROFILE": "test",
        "TILTREKK_BIND": f"127.0.0.1:{port}",
        "TILTREKK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TILTREKK_DATA": str(data),
        "TILTREKK_WEB_WORKERS": "1",
        "TMPDIR": str(data),
        **more,
    }


@contextmanager
def web(database: str, data: Path, *, output: Any = None, **more: str) -> Iterator[str]:
    """The address of a running web server."""
    port = free_port()
    told = environment(port, data, DATABASE_URL=database, **more)
    command = [sys.executable, "-m", "tiltrekk.server.cli", "web"]
    with subprocess.Popen(command, env=told, stdout=output, stderr=output) as process:
        try:
            wait_for(lambda: answers(f"http://127.0.0.1:{port}"), "the web server answers")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=BUSY_MACHINE)


def answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/careers/", timeout=BUSY_MACHINE).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def wait_for(condition: Any, what: str) -> None:
    end = time.monotonic() + BUSY_MACHINE
    while not condition():
        assert time.monotonic() < end, f"not within {BUSY_MACHINE} s: {what}"
        time.sleep(0.1)


@dataclass
class Applicant:
    """Opens the form once; may send it again and again, as somebody does who loads the answer again."""

    base: str
    job: str  # public id
    email: str = "thea@example.org"
    client: httpx.Client = field(init=False)
    form: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.base, timeout=BUSY_MACHINE)
        shown = self.client.get(f"/careers/{self.job}/apply/").text
        found = dict(re.findall(r'name="(token|csrfmiddlewaretoken)" value="(\w+)"', shown))
        self.form = {**found, "given_name": "Thea", "surname": "Brekke", "email": self.email, "terms": "on"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def send(self, **more: str) -> httpx.Response:
        files = {"resume": ("cv.pdf", PDF, "application/pdf")}
        headers = {"Referer": self.base}
        return self.client.post(f"/careers/{self.job}/apply/", data=self.form | more, files=files, headers=headers)
