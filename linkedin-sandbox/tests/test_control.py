"""Clock, faults, ledger, snapshots, the program itself, and what the package may not know."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from linkedin_sandbox.cli import listen, main
from linkedin_sandbox.fixture import Sandbox, Served, sandbox
from linkedin_sandbox.server import Server
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state.assumptions import KNOWN
from linkedin_talent.candidates import Candidate
from linkedin_talent.errors import ReplyError, ServerError, ThrottledError, TransportError
from linkedin_talent.records import read_record

from .acts import wait_until
from .conftest import WORLD, Customer, TinyAts, candidate_record, sandbox_served

PACKAGE = Path(__file__).resolve().parents[1]


def upsert(customer: Customer, *names: str) -> Any:
    record = read_record(Candidate, candidate_record())
    return customer.client.candidates.upsert({customer.candidate(name): record for name in names or ("C-1",)})


def stored(linkedin: Sandbox) -> list[str]:
    return [one["key"] for one in linkedin.get("store", resource="atsCandidates")["records"]]


def arm(linkedin: Sandbox, kind: str, **more: Any) -> int:
    number: int = linkedin.post("faults", {"kind": kind, "route": "PUT /v2/atsCandidates"} | more)["id"]
    return number


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.row("fault/status", "2.7/5xx")
@pytest.mark.req("FLT-H2")
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 500}, ServerError),
        ({"status": 429, "retry_after": "7"}, ThrottledError),
        ({"status": 429}, ThrottledError),
    ],
)
def test_an_armed_status_answers_before_anything_is_applied(
    linkedin: Sandbox, enabled: Customer, fault: dict[str, Any], error: type[Exception]
) -> None:
    arm(linkedin, "status", **fault)
    with pytest.raises(error) as caught:
        upsert(enabled)
    assert stored(linkedin) == []
    assert getattr(caught.value, "retry_after", None) == (7.0 if "retry_after" in fault else None)
    assert upsert(enabled).ok, "the fault was spent on the first call"
    assert linkedin.get("ledger", judgement="fault")["entries"][0]["status"] == fault["status"]


@pytest.mark.row("fault/lost-answer")
@pytest.mark.req("FLT-H2")
def test_a_lost_answer_is_applied_all_the_same(linkedin: Sandbox, enabled: Customer) -> None:
    arm(linkedin, "lost-answer")
    with pytest.raises(TransportError):
        upsert(enabled)
    assert stored(linkedin) == ["C-1"]


@pytest.mark.row("fault/truncated", "fault/html")
@pytest.mark.req("FLT-H2")
@pytest.mark.parametrize("kind", ["truncated", "html"])
def test_an_answer_that_cannot_be_read(linkedin: Sandbox, enabled: Customer, kind: str) -> None:
    arm(linkedin, kind)
    with pytest.raises((ReplyError, TransportError)):
        upsert(enabled)
    assert stored(linkedin) == ([] if kind == "html" else ["C-1"])


@pytest.mark.row("fault/content-type")
@pytest.mark.req("FLT-H2")
def test_an_answer_with_the_wrong_label(linkedin: Sandbox) -> None:
    linkedin.post("faults", {"kind": "content-type", "route": "GET /oauth/*"})
    reply = httpx.get(f"{linkedin.base}/oauth/.well-known/openid-configuration")
    assert reply.headers["content-type"] == "text/plain"
    assert reply.json()["issuer"]


@pytest.mark.row("fault/entity", "fault/missing-result")
@pytest.mark.req("FLT-H2")
def test_single_entities_fail_or_go_missing(linkedin: Sandbox, enabled: Customer) -> None:
    arm(linkedin, "entity", entity="C-2", status=409)
    reply = upsert(enabled, "C-1", "C-2", "C-3")
    assert {key.candidate_id: error.status for key, error in reply.errors.items()} == {"C-2": 409}
    arm(linkedin, "missing-result", entity="C-3")
    reply = upsert(enabled, "C-1", "C-3")
    assert {key.candidate_id: one.status for key, one in reply.items() if not one.ok} == {"C-3": 0}
    assert stored(linkedin) == ["C-1", "C-3"]


def test_the_third_call_of_all_is_hit_for_ever_when_asked_so(linkedin: Sandbox, enabled: Customer) -> None:
    number = arm(linkedin, "status", nth=2, times=2, status=503)
    outcomes = []
    for _ in range(5):
        try:
            outcomes.append(upsert(enabled).ok)
        except ServerError:
            outcomes.append(False)
    assert outcomes == [True, False, False, True, True]
    assert linkedin.get("faults")["faults"][0]["spent"]
    httpx.delete(f"{linkedin.base}/sandbox/api/faults/{number}").raise_for_status()
    assert linkedin.get("faults")["faults"] == []


def all_sent(linkedin: Sandbox) -> None:
    """Wait until no push is on its way; the program's own thread sends them too."""
    wait_until(lambda: not {one["state"] for one in linkedin.get("pushes")["pushes"]} & {"waiting", "sending"})


@pytest.mark.row("fault/push-lost", "fault/push-doubled")
@pytest.mark.req("FLT-H2")
@pytest.mark.parametrize(("kind", "times"), [("push-lost", 0), ("push-doubled", 2)])
def test_a_push_is_lost_or_doubled(linkedin: Sandbox, enabled: Customer, ats: TinyAts, kind: str, times: int) -> None:
    all_sent(linkedin)
    ats.received.clear()
    linkedin.post("faults", {"kind": kind, "route": "INTEGRATION_*"})
    linkedin.post("acts/ats-switch", {"contract": 5501, "level": "contract", "on": False})
    all_sent(linkedin)
    assert len(ats.received) == times
    assert len({one["id"] for one in ats.received}) == min(times, 1)


@pytest.mark.row("fault/push-delayed")
@pytest.mark.req("FLT-H2")
def test_a_delayed_push_comes_after_a_later_one(linkedin: Sandbox, enabled: Customer, ats: TinyAts) -> None:
    all_sent(linkedin)
    ats.received.clear()
    linkedin.post("clock", {"freeze": True})
    linkedin.post("faults", {"kind": "push-delayed", "route": "*", "seconds": 60})
    for on in (False, True):
        linkedin.post("acts/ats-switch", {"contract": 5501, "level": "contract", "on": on})
        wait_until(lambda: linkedin.get("pushes")["pushes"][0]["attempts"])  # sent, or put off
    wait_until(lambda: len(ats.received) == 1)
    linkedin.post("clock", {"advance_seconds": 61})
    all_sent(linkedin)
    order = [one["id"] for one in reversed(linkedin.get("pushes")["pushes"])][-2:]
    assert [one["id"] for one in ats.received] == list(reversed(order))


@pytest.mark.row("fault/half-closed")
@pytest.mark.req("FLT-H2")
def test_half_an_answer_and_then_our_side_is_closed(linkedin: Sandbox) -> None:
    """The client reads to the end of what came, while the connection itself is still there for a while."""
    linkedin.post("faults", {"kind": "half-closed", "route": "GET /oauth/*", "seconds": 5})
    host, port = linkedin.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET /oauth/.well-known/openid-configuration HTTP/1.1\r\nHost: x\r\n\r\n")
        began, read = time.monotonic(), b""
        while part := line.recv(4096):
            read += part
        head, _, body = read.partition(b"\r\n\r\n")
        assert b"200 OK" in head
        assert 0 < len(body) < int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        assert time.monotonic() - began < 4, "our side closed at once"
        line.sendall(b"x")  # and still listens: no reset


@pytest.mark.row("fault/trickle")
@pytest.mark.req("FLT-H2")
def test_an_answer_that_comes_a_byte_at_a_time(linkedin: Sandbox) -> None:
    linkedin.post("faults", {"kind": "trickle", "route": "GET /v2/*", "seconds": 0.01})
    began = time.monotonic()
    reply = httpx.get(f"{linkedin.base}/v2/userinfo")
    assert reply.json()["message"] == "Empty oauth2_access_token"
    assert time.monotonic() - began > 0.01 * len(reply.content)


# --- clock, snapshots, ledger ----------------------------------------------------------------------------------------


def test_the_clock_file_carries_the_offset(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    with sandbox(clock_file=file) as linkedin:
        assert float(file.read_text()) == 0
        linkedin.post("clock", {"advance_seconds": 3600})
        assert abs(float(file.read_text()) - 3600) < 1
        linkedin.post("clock", {"set": int((time.time() - 50) * 1000)})
        assert abs(float(file.read_text()) + 50) < 1
        linkedin.post("reset")
        assert float(file.read_text()) == 0


def test_a_frozen_clock_stands_and_goes_on_from_there(linkedin: Sandbox) -> None:
    frozen = linkedin.post("clock", {"freeze": True})["now"]
    time.sleep(0.02)
    assert linkedin.get("clock")["now"] == frozen
    assert linkedin.post("clock", {"advance_seconds": 10})["now"] == frozen + 10_000
    assert 0 <= linkedin.post("clock", {"resume": True})["now"] - frozen - 10_000 < 2000


@pytest.mark.req("FLT-H1")
def test_a_fast_clock_gains_on_real_time_and_the_clock_file_follows(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    with sandbox(clock_file=file) as linkedin:
        before = linkedin.post("clock", {"freeze": True})["now"]
        assert linkedin.post("clock", {"speed": 3600, "resume": True})["speed"] == 3600
        wait_until(lambda: linkedin.get("clock")["now"] > before + 600_000)
        wait_until(lambda: float(file.read_text()) > 600)
        slow = linkedin.post("clock", {"speed": 1})
        assert 0 <= linkedin.get("clock")["now"] - slow["now"] < 60_000, "changing speed is no jump"
        linkedin.post("reset")
        assert linkedin.get("clock")["speed"] == 1


@pytest.mark.parametrize("speed", [0, -1, 1e9])
def test_a_speed_that_is_none_is_refused(linkedin: Sandbox, speed: float) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="409"):
        linkedin.post("clock", {"speed": speed})


def test_a_snapshot_brings_everything_back(linkedin: Sandbox, enabled: Customer) -> None:
    assert upsert(enabled).ok
    linkedin.post("snapshots", {"name": "before"})
    linkedin.post("reset")
    assert linkedin.get("world")["members"] == []
    linkedin.post("snapshots/restore", {"name": "before"})
    assert stored(linkedin) == ["C-1"]
    assert upsert(enabled, "C-2").ok


def test_a_world_is_merged_by_id(linkedin: Sandbox) -> None:
    linkedin.post("world", {"organizations": [{"id": 90210, "name": "Renamed"}, {"id": 3, "name": "New"}]})
    assert [one["name"] for one in linkedin.get("world")["organizations"]] == ["Renamed", "Elsewhere", "New"]


def test_a_world_with_a_misspelt_field_is_refused(linkedin: Sandbox) -> None:
    with pytest.raises(httpx.HTTPStatusError) as caught:
        linkedin.post("world", {"members": [{"id": "x", "firstname": "X"}]})
    assert "members.0.first_name" in {one["field"] for one in caught.value.response.json()["fields"]}


@pytest.mark.req("FLT-H1")
def test_the_ledger_tells_caller_effect_and_judgement(linkedin: Sandbox, enabled: Customer) -> None:
    last = linkedin.get("ledger", newest=1, limit=1)["entries"][0]["id"]
    upsert(enabled)
    entry = linkedin.get("ledger", after=last, q="atsCandidates")["entries"][-1]
    assert (entry["caller"], entry["method"], entry["status"]) == ("Harbour - Fjordtech", "PUT", 200)
    assert (entry["effect"], entry["judgement"]) == (["1 created"], "kept")
    assert json.loads(entry["request"])["entities"]
    assert entry["uuid"]


def test_a_page_of_another_site_cannot_move_the_clock(linkedin: Sandbox) -> None:
    url = f"{linkedin.base}/sandbox/api/clock"
    reply = httpx.post(url, json={"advance_seconds": 1}, headers={"Origin": "https://evil.test"})
    assert reply.status_code == 409
    assert abs(linkedin.get("clock")["offset_seconds"]) < 0.5


def test_every_assumption_has_two_values() -> None:
    assert all(len(one.values) == 2 for one in KNOWN.values())


# --- the program ----------------------------------------------------------------------------------------------------


@pytest.mark.req("SB-03")
def test_a_test_runs_in_this_process_and_against_the_program(linkedin: Sandbox, way: object) -> None:
    served = isinstance(linkedin, Served)
    assert served == (way is sandbox_served)
    threads = {one.name for one in threading.enumerate()}
    assert ("linkedin-sandbox-due" in threads) is not served, "the program works in threads of its own"


@contextmanager
def program(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "linkedin_sandbox.cli", "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield process, line.strip().rpartition(" ")[2]
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.mark.process
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_says_where_it_is_and_ends_when_told(tmp_path: Path, number: int) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(WORLD))
    with program("--world", str(file), "--db", str(tmp_path / "db"), "--assume", "A-28=none") as (process, base):
        found = httpx.get(f"{base}/sandbox/api/health").json()
        assert (found["status"], found["base"], found["assumptions"]["A-28"]) == ("ok", base, "none")
        os.kill(process.pid, number)
        assert process.wait(timeout=5) == 0


@pytest.mark.process
def test_state_in_a_file_outlives_the_program(tmp_path: Path) -> None:
    members: list[dict[str, Any]]
    for members in (WORLD["members"], []):
        with program("--db", str(tmp_path / "db")) as (process, base):
            httpx.post(f"{base}/sandbox/api/world", json={"members": members}).raise_for_status()
            assert len(httpx.get(f"{base}/sandbox/api/world").json()["members"]) == 5
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=5)


def test_a_taken_port_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert capsys.readouterr().err == f"Cannot listen on 127.0.0.1:{port}: Address already in use.\n"


def test_an_unknown_assumption_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--assume", "A-99=x"])
    assert "There is no switch A-99" in capsys.readouterr().err


def test_the_package_knows_no_product() -> None:
    name = "tilt" + "rekk"
    files = [one for one in PACKAGE.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    assert [one for one in files if name.encode() in one.read_bytes().lower()] == []


def test_a_server_stops_well_when_another_call_wakes_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(listen("127.0.0.1", 0), Settings())
    thread = threading.Thread(target=server.run)
    thread.start()
    trigger = server._server.trigger
    wake = trigger._physical_pull

    def woken_before() -> None:
        wake()
        thread.join(timeout=10)
        wake()

    monkeypatch.setattr(trigger, "_physical_pull", woken_before)
    server.stop()
    assert not thread.is_alive()
    server.close()
