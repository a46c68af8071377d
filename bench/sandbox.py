"""The sandbox by itself: how soon it is ready, how fast it takes records, and what a full store does to its memory."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
from linkedin_sandbox.cli import READY
from linkedin_sandbox.fixture import Served, served
from linkedin_talent import Application, CandidateKey, Endpoints, IntegrationKey, LinkedInClient
from linkedin_talent.integrations import ConfigurationKey
from linkedin_talent.restli import Protocol, Tunnelled, encode_key, encode_query, tunnel

from bench.figures import Figure, timed
from bench.programs import memory
from bench.results import Results
from bench.world import URN, WORLD
from demo.addresses import CLIENT_ID, CLIENT_SECRET

GROUP = "The sandbox alone"
BATCH = 100  # records in a call, LinkedIn's limit
MINUTE = 10_000  # records that LinkedIn takes in a minute
TOKEN_LIFE = 20  # minutes of sandbox time until a new token is fetched
NOWHERE = "http://127.0.0.1:9/hook"  # nothing is pushed here
IMPORTS = "import flask, pydantic, waitress.server"


def measure(results: Results, times: int, records: int) -> None:
    """Measure; ``records`` candidates are stored for the last figure."""
    _measure_start(results, min(times, 10))
    with served(WORLD) as linkedin:
        ats = _connected(linkedin)
        straight = "straight: the same hundred into a table of SQLite"
        results.figures.append(
            _rate("a hundred candidates in a call", [timed(ats.put) for _ in range(times)], straight)
        )
        results.figures.append(_rate(straight, list(_straight(times))))
        before, began = memory(linkedin.pid), time.monotonic()
        for _ in range(records // BATCH):
            ats.put()
        took, grown = time.monotonic() - began, memory(linkedin.pid) - before
        facts = {"stored": ats.stored, "seconds": round(took, 1), "records_per_second": round(records / took)}
        results.figures.append(
            Figure(GROUP, f"memory gained by {records:,} more records", [grown], unit="MB", facts=facts)
        )


def _measure_start(results: Results, times: int) -> None:
    bare = "straight: Python importing its three libraries"
    bare_values = [timed(lambda: subprocess.run([sys.executable, "-c", IMPORTS], check=True)) for _ in range(times)]
    started = [_until_ready() for _ in range(times)]
    results.figures.append(Figure(GROUP, "start, until it says ready", started, limit=1000, beside=bare))
    results.figures.append(Figure(GROUP, bare, bare_values))


def _until_ready() -> float:
    """Milliseconds from starting the program to its one line."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "linkedin_sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        line = program.stdout.readline() if program.stdout else ""
        took = (time.perf_counter() - began) * 1000
        program.terminate()
    if not line.startswith(READY):
        raise RuntimeError("the sandbox did not start")
    return took


def _rate(name: str, values: list[float], beside: str = "") -> Figure:
    per_second = round(BATCH * 1000 * len(values) / sum(values))
    return Figure(GROUP, name, values, beside=beside, facts={"records_per_second": per_second})


@dataclass
class Ats:
    """A customer that synchronises candidates, each under a number of its own."""

    linkedin: Served
    form: dict[str, str]
    http: httpx.Client
    stored: int = 0

    def put(self) -> None:
        """Store the next hundred; LinkedIn's limit a minute is kept by moving the clock."""
        if self.stored % MINUTE == 0:
            self.linkedin.post("clock", {"advance_seconds": 61})
            if self.stored % (MINUTE * TOKEN_LIFE) == 0:
                self.fetch_token()
        call = _batch(self.stored)
        reply = self.http.post("/v2/atsCandidates", content=call.content, headers=call.headers)
        answer = reply.raise_for_status().json()
        if answer["errors"]:
            raise RuntimeError(f"refused: {next(iter(answer['errors'].values()))}")
        self.stored += BATCH

    def fetch_token(self) -> None:
        found = self.http.post("/oauth/v2/accessToken", data=self.form).raise_for_status().json()
        self.http.headers["Authorization"] = f"Bearer {found['access_token']}"


def _connected(linkedin: Served) -> Ats:
    """Provision a customer, name what its administrator asked for, and switch it on."""
    http = httpx.Client(base_url=linkedin.base, timeout=60)
    form = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    parent = Ats(linkedin, form, http)
    parent.fetch_token()
    wanted = {"uniqueForeignId": "bench-1", "name": "Bench - Customer", "description": "Recruiting"}
    made = http.post("/v2/provisionedApplications", json=wanted).raise_for_status().json()["credentials"]
    child = Ats(linkedin, form | {"client_id": made["client_id"], "client_secret": made["client_secret"]}, http)
    child.fetch_token()
    asked = {"api_key": made["client_id"], "member": "admin", "contract": 1, "level": "company"}
    asked_for = [one["integrationType"] for one in linkedin.post("acts/request-integration", asked)["integrations"]]
    _set_up(linkedin.base, Application(made["client_id"], (made["client_secret"],)), asked_for)
    linkedin.post("acts/ats-switch", {"contract": 1, "level": "company", "on": True})
    return child


def _set_up(base: str, application: Application, kinds: list[str]) -> None:
    """Name the integrations and configure what a switch asks for."""
    with contextlib.closing(LinkedInClient(Endpoints(base, base, base), application)) as client:
        client.integrations.rename({IntegrationKey(URN, kind): "Bench" for kind in kinds})
        everybody = "ALL_PRODUCT_USERS"
        export = {ConfigurationKey.CALLBACK_URL: NOWHERE, ConfigurationKey.JOB_POSTING_VIEWERS: everybody}
        client.configurations.put(IntegrationKey(URN, "ONE_CLICK_EXPORT"), export)
        badge = {ConfigurationKey.APPLICATION_VIEWERS: everybody}
        client.configurations.put(IntegrationKey(URN, "IN_ATS_INDICATOR"), badge)


def _batch(first: int) -> Tunnelled:
    """A hundred candidates as one tunnelled call."""
    keys = {n: CandidateKey(f"C-{n}", URN).compound() for n in range(first, first + BATCH)}
    entities = {encode_key(key, Protocol.ONE): _record(n) for n, key in keys.items()}
    query = encode_query({"ids": list(keys.values())}, Protocol.ONE)
    return tunnel("PUT", query, json.dumps({"entities": entities}).encode())


def _record(number: int) -> dict[str, Any]:
    return {
        "firstName": "Ada",
        "lastName": f"Number {number}",
        "emailAddresses": [f"c{number}@example.org"],
        "phoneNumbers": [],
        "addresses": [],
        "atsCreatedAt": 1_790_000_000_000,
        "atsLastModifiedAt": 1_790_000_000_001,
        "externalProfileUrl": f"https://ats.example.org/c/{number}",
    }


def _straight(times: int) -> Iterator[float]:
    """Milliseconds for a hundred of the same records, encoded and written with nothing between."""
    with _table() as table:
        for turn in range(times):
            rows = [(f"C-{turn}-{n}", _record(n)) for n in range(BATCH)]
            yield timed(partial(_write, table, rows))


def _write(table: sqlite3.Connection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    with table:
        table.executemany("insert into records values (?, ?)", ((key, json.dumps(record)) for key, record in rows))


@contextmanager
def _table() -> Iterator[sqlite3.Connection]:
    table = sqlite3.connect("")  # a temporary file
    table.execute("create table records (key text primary key, body text not null)")
    yield table
    table.close()
