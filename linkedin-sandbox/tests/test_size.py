"""Quick to start, and as quick and small with a million records as with one: judged by counting, never by a clock."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from linkedin_sandbox.fixture import InProcess, Served
from linkedin_talent.keys import AclKey

from .acts import apply, person, post_job, put, shown
from .batches import load, put_candidates, wire
from .conftest import ORGANIZATION, Customer

SLOW_TO_IMPORT = {"httpx", "joserfc", "cryptography", "lxml", "rich", "asyncio"}
NOT_FOR_OPTIONS = {"flask", "pydantic", "waitress"}
NUMEROUS = ("records", "hints", "member_hints", "people", "ledger", "jobs", "tasks", "world")
# A whole table, or of the records all of one customer's kind.
READS_MANY = re.compile(rf"SCAN ({'|'.join(NUMEROUS)})\b|SEARCH records USING .*\((?!.*(key|parent|<expr>))")
START = """
import sys
from linkedin_sandbox import cli
from linkedin_sandbox.app import create_app
create_app()
print(*{name.partition(".")[0] for name in sys.modules})
"""
OPTIONS = """
import sys
from linkedin_sandbox import cli
cli._parser().parse_args(["--assume", "A-28=none"])
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.mark.req("SB-01")
def test_a_start_imports_nothing_that_only_some_calls_need() -> None:
    said = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert "flask" in said.stdout.split()
    assert SLOW_TO_IMPORT & set(said.stdout.split()) == set()


@pytest.mark.req("SB-01")
def test_options_are_read_before_anything_else_is_imported() -> None:
    said = subprocess.run([sys.executable, "-c", OPTIONS], capture_output=True, text=True, check=True)
    assert "linkedin_sandbox" in said.stdout.split()
    assert NOT_FOR_OPTIONS & set(said.stdout.split()) == set()


@contextmanager
def statements(inside: InProcess) -> Iterator[list[str]]:
    """Every statement that any connection runs meanwhile, with its values."""
    said: list[str] = []
    connections = list(inside.state.db._open)
    for one in connections:
        one.set_trace_callback(said.append)
    try:
        yield said
    finally:
        for one in connections:
            one.set_trace_callback(None)


def scans(inside: InProcess, said: list[str]) -> list[str]:
    """The statements that read all there is of what grows."""
    found = []
    with sqlite3.connect(inside.state.db.path) as plain:
        for sql in said:
            if re.match(r"\s*(select|update|delete|insert)", sql, re.IGNORECASE):
                plan = [row[3] for row in plain.execute(f"explain query plan {sql}")]
                found += [f"{step}: {sql}" for step in plan if READS_MANY.match(step)]
    plain.close()
    return found


@pytest.mark.req("SB-02")
def test_no_call_of_the_sync_reads_a_whole_table(inside: InProcess, enabled: Customer) -> None:
    post_job(enabled)
    put(enabled)
    with wire(inside.base, enabled) as client:
        put_candidates(client, ["warm"])
        for _ in range(20):  # every thread that answers has its connection
            client.get("/v2/atsCandidates")
        with statements(inside) as said:
            put_candidates(client, ["a", "b"], manualMatchedMember=person(enabled, "sol"))
            apply(enabled)
            enabled.client.acls.upsert([AclKey("u-ola", "N1-1042", ORGANIZATION)])
            key = enabled.candidate()
            assert enabled.client.candidates.matches([key]).found
            assert shown(inside)
            assert enabled.client.candidates.delete([key]).ok
    assert scans(inside, said) == []


def test_the_search_for_scans_finds_one(inside: InProcess) -> None:
    with statements(inside) as said:
        pass
    said.append("select * from records where body like 'x'")
    said.append("select * from records where application = 1 and resource = 'x' and context = 'y' and key = 'z'")
    assert len(scans(inside, said)) == 2


def memory(pid: int) -> int:
    """Bytes of memory a process holds at the moment."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.req("SB-02")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells a process's memory in a file")
def test_stored_candidates_and_the_ledger_lie_on_disk_and_not_in_memory(program: Served, enabled: Customer) -> None:
    with wire(program.base, enabled) as client:
        load(client, 0, 3_000)  # by now every thread has its connection, and every cache what it holds at most
        before = memory(program.pid)
        sent = load(client, 3_000, 6_000)
        program.post("clock", {"advance_seconds": 60})  # ten thousand records a minute are what LinkedIn takes
        sent += load(client, 9_000, 6_000)
        assert memory(program.pid) - before < sent / 4
