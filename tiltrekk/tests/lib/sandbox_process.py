"""A LinkedIn sandbox as a real process, and a product connected to it."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from tiltrekk.accounts.models import User
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import CompanyPage, Connection, SyncRow
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.tasks import wake_due_tasks

ORGANIZATION = 90210
CONTRACT = 5150
URN = f"urn:li:organization:{ORGANIZATION}"

WORLD: dict[str, Any] = {
    "parent_application": {"client_id": "parent", "client_secret": "parent-secret", "name": "Tiltrekk"},
    "organizations": [{"id": ORGANIZATION, "name": "Fjordtech", "vanity": "fjordtech"}],
    "contracts": [{"id": CONTRACT, "organization": ORGANIZATION, "name": "Fjordtech Recruiter"}],
    "members": [
        {"id": "ragna", "first_name": "Ragna", "last_name": "Rekrutterer", "emails": ["ragna@fjordtech.example"]},
        {"id": "hilde", "first_name": "Hilde", "last_name": "Sjef", "emails": ["hilde@fjordtech.example"]},
        {
            "id": "kari",
            "first_name": "Kari",
            "last_name": "Nordmann",
            "emails": ["kari@example.org"],
            "headline": "Engineer",
            "employer": "Havbris",
        },
        {"id": "ola", "first_name": "Ola", "last_name": "Dybvåg", "emails": ["ola@example.org"], "headline": "Welder"},
    ],
    "seats": [
        {"id": 1, "contract": CONTRACT, "member": "ragna", "admin": True},
        {"id": 2, "contract": CONTRACT, "member": "hilde", "roles": ["HIRING_MANAGER"]},
    ],
}


class Sandbox:
    """The process's control API."""

    def __init__(self, base: str, clock_file: Path) -> None:
        self.base = base
        self.clock_file = clock_file
        self._http = httpx.Client(base_url=f"{base}/sandbox/api/", timeout=30, trust_env=False)

    def get(self, path: str, **params: Any) -> Any:
        return self._http.get(path, params=params).raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        answer = self._http.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()

    def try_post(self, path: str, **body: Any) -> bool:
        """Somebody presses a button there, which may be greyed out."""
        answer = self._http.post(path, json=body)
        assert answer.status_code < 500, answer.text
        return answer.is_success

    def delete(self, path: str) -> None:
        self._http.delete(path).raise_for_status()

    def begin(self) -> None:
        """An empty LinkedIn with our little world in it."""
        self.delete("faults")
        self.post("reset")
        self.clock_file.write_text("0")
        self.post("clock", resume=True)
        self.post("world", **WORLD)

    def fault(self, route: str, kind: str = "status", **more: Any) -> None:
        self.post("faults", route=route, kind=kind, **more)

    def store(self, resource: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("store", resource=resource)["records"]
        return found

    def received(self) -> list[str]:
        """What we asked of it so far; its own pushes, which come when they come, are left out."""
        entries = self.get("ledger", limit=5000)["entries"]
        return [f"{one['method']} {one['path']}" for one in entries if one["direction"] == "in"]

    def calls(self, text: str, method: str = "") -> list[dict[str, Any]]:
        """Ledger lines whose path holds the text."""
        entries = self.get("ledger", limit=5000)["entries"]
        return [one for one in entries if text in one["path"] and one["method"] in (method or one["method"])]

    def ledger_text(self) -> str:
        """Every byte we sent, as the ledger keeps it."""
        entries = self.get("ledger", limit=5000)["entries"]
        whole = [self.get(f"ledger/{one['id']}") for one in entries]
        return "\n".join(f"{one['path']}?{one['query']}\n{one['request']}" for one in whole)

    def settle_tasks(self) -> None:
        """Let posting tasks end and make us look at them."""
        self.post("clock", advance_seconds=360)
        drain()

    def close(self) -> None:
        self._http.close()


@contextlib.contextmanager
def process(folder: Path) -> Iterator[Sandbox]:
    """Start the program on a free port and wait for its line."""
    clock_file = folder / "clock"
    program = Path(sys.executable).with_name("linkedin-sandbox")
    command = [str(program), "--port", "0", "--clock-file", str(clock_file), "--task-delay", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as it:
        try:
            assert it.stdout is not None
            line = it.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"the sandbox said {line!r}"
            running = Sandbox(found[0], clock_file)
            yield running
            running.close()
        finally:
            it.terminate()
            it.wait(timeout=10)


def connected(sandbox: Sandbox, admin: User, *levels: str) -> Connection:
    """Go through the whole set-up and switch the levels on."""
    CompanyPage.objects.get_or_create(company_id=str(ORGANIZATION), defaults={"name": "Fjordtech"})
    made = connect.provision.connect(actor=admin)
    for level in levels:
        asked = sandbox.post(
            "acts/request-integration", api_key=made.client_id, member="ragna", contract=CONTRACT, level=level
        )
        connect.request.requested(actor=admin, elements=asked["integrations"])
        sandbox.post("acts/ats-switch", contract=CONTRACT, level=level, on=True)
        connect.levels.refresh()
    load.run_asked()  # the worker's task
    return made


def link_member(sandbox: Sandbox, user: User, member: str) -> str:
    """The colleague connects their LinkedIn account; return their person URN."""
    address = connect.members.sign_in_address(actor=user, state="s")
    asked = dict(parse_qsl(urlsplit(address).query))
    fields = {name: asked[name] for name in ("client_id", "redirect_uri", "scope", "state")}
    back = sandbox.post("acts/consent", member=member, **fields)["redirect"]
    code = dict(parse_qsl(urlsplit(back).query))["code"]
    return connect.members.connect_member(actor=user, code=code).person


def drain(seconds: float = 60.0) -> None:
    """Let the loop work until nothing is waiting any more, but for tasks that LinkedIn has not ended."""
    end = time.monotonic() + seconds
    load.run_asked()  # the worker's task
    while time.monotonic() < end:
        wake_due_tasks()
        if work():
            continue
        if not waiting():
            return
        time.sleep(0.05)
    rows = [f"{row} {row.error} {row.next_try}" for row in waiting()]
    raise AssertionError(f"not in sync after {seconds} s: {rows}")


def waiting() -> list[SyncRow]:
    """Rows that are due some time and have not failed; jobs waiting for a task are LinkedIn's turn."""
    from django.db.models import F
    from tiltrekk.linkedin.models import JobOperation

    busy = JobOperation.objects.exclude(task="").values("object_id")
    rows = SyncRow.objects.filter(acknowledged__lt=F("wanted"), failed=False)
    if SyncRow.objects.filter(failed=True).exists():
        rows = rows.exclude(held="parent")  # they wait for one that failed
    return list(rows.exclude(kind="job", object_id__in=busy))
