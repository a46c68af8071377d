"""The control room: clock, feed, faults, ledger, snapshots, reset."""

import json
import shlex

import pytest
from linkedin_sandbox.pages import ledger_view
from linkedin_sandbox.state import faults, ledger, throttles, world

from .conftest import DAY, Company


def _act(company: Company, name: str, /, **form: str) -> str:
    return company.client("kari").post(f"/control/{name}", data=form, follow_redirects=True).text


def test_the_clock_moves_stands_and_goes_on(company: Company) -> None:
    before = company.state.clock.now()
    assert "+1 d" in _act(company, "clock", act="+1d")
    assert company.state.clock.now() - before >= DAY

    assert "data-frozen" in _act(company, "clock", act="freeze")
    assert company.state.clock.frozen
    assert "data-frozen" not in _act(company, "clock", act="resume")
    _act(company, "clock", act="now")
    assert abs(company.state.clock.offset) < 5


def test_faults_are_armed_lifted_and_armed_again(company: Company) -> None:
    text = _act(company, "arm", route="GET /v2/seatsV2*", nth="1", kind="status 429")
    assert "1 armed" in text
    (fault,) = faults.armed(company.state)
    assert (fault.fault.status, fault.fault.nth) == (429, 1)

    faults.strike(company.state, "GET /v2/seatsV2")
    assert "spent" in company.client().get("/").text
    _act(company, "rearm", fault=str(fault.id))
    (again,) = faults.armed(company.state)
    assert not again.spent
    _act(company, "lift", fault=str(again.id))
    assert faults.armed(company.state) == []


def test_throttles_are_turned_off_and_on(company: Company) -> None:
    assert "Turn throttles on" in _act(company, "throttles", on="no")
    assert not throttles.are_on(company.state)
    assert "Turn throttles off" in _act(company, "throttles", on="yes")
    assert throttles.are_on(company.state)


def test_a_fault_that_makes_no_sense_is_refused_with_a_sentence(company: Company) -> None:
    assert "cannot be armed" in _act(company, "arm", route="*", nth="-2", kind="status 500")


@pytest.mark.parametrize(
    ("show", "there", "gone"), [("broken", "Broken §10.1", "Kept"), ("waivers", "1 waiver", "§10.1")]
)
def test_the_ledger_filters_by_judgement(company: Company, show: str, there: str, gone: str) -> None:
    _three(company)
    rows = company.client().get(f"/ledger/rows?show={show}").text

    assert there in rows
    assert gone not in rows.replace("Kept, 1 waiver", "1 waiver")


def test_an_opened_row_ties_the_offending_line_to_its_sentence(company: Company) -> None:
    broken = _three(company)
    text = company.client().get(f"/?row={broken}").text

    assert "Contract judgement" in text
    assert '"atsLastModifiedAt": 1' in text.replace("&#34;", '"')
    assert text.count('class="pin">1<') >= 2
    assert "a caller who reads that alone misses this" in text


def test_new_rows_come_after_the_last_one_seen(company: Company) -> None:
    last = _three(company)
    assert company.client().get(f"/ledger/rows?after={last}").text.strip() == ""
    ledger.record(company.state, ledger.Entry(method="GET", path="/v2/new", status=200))
    assert "/v2/new" in company.client().get(f"/ledger/rows?after={last}").text


def test_a_call_can_be_repeated_by_its_curl(company: Company) -> None:
    text = '{"name": "O\'Brien $HOME `id`"}'
    called = ledger.Entry(
        method="PUT",
        path="/v2/atsCandidates",
        query="ids=List(1,2)",
        headers={"Content-Type": "application/json"},
        request=text,
        status=200,
    )
    number = ledger.record(company.state, called)
    shown = ledger_view.opened(company.state, number)
    assert shown is not None
    base = company.state.settings.base
    assert shlex.split(shown.curl) == [
        *("curl", "-g", "-X", "PUT", f"{base}/v2/atsCandidates?ids=List(1,2)"),
        *("-H", "Content-Type: application/json", "--data-raw", text),
    ]


def test_the_ledger_leaves_as_har(company: Company) -> None:
    _three(company)
    log = json.loads(company.client().get("/ledger.har").text)["log"]

    assert log["version"] == "1.2"
    assert {entry["response"]["status"] for entry in log["entries"]} == {200}


def test_a_snapshot_brings_the_world_back(connected: Company) -> None:
    _act(connected, "snapshot", act="save", name="before")
    connected.candidate("C-77", "New", "Person")
    assert "as it was at “before”" in _act(connected, "snapshot", act="restore", name="before")
    keys = {row["key"] for row in connected.state.db.rows("select key from records where resource = 'atsCandidates'")}
    assert keys == {"C-1", "C-2", "C-3"}


def test_reset_keeps_the_people_and_forgets_what_happened(connected: Company) -> None:
    _act(connected, "reset")

    assert ledger.counts(connected.state)["calls"] == 0
    assert world.count(connected.state, "members") == 8
    assert "Tobias" in connected.client().get("/recruiter?q=tobias").text
    assert "No call yet" in connected.client().get("/").text


def _three(company: Company) -> int:
    """A kept call, one with a waiver, a broken one; the id of the last."""
    state = company.state
    ledger.record(state, ledger.Entry(method="GET", path="/v2/kept", status=200))
    waived = ledger.Entry(method="POST", path="/v2/waived", status=200, notes=[ledger.Note("waiver", "loopback", "9")])
    ledger.record(state, waived)
    return ledger.record(
        state,
        ledger.Entry(
            method="PUT",
            path="/v2/atsCandidates",
            status=200,
            request=json.dumps({"entities": {"C-1": {"atsLastModifiedAt": 1, "firstName": "T"}}}),
            reply=json.dumps({"errors": {"C-1": {"message": "atsLastModifiedAt is before atsCreatedAt"}}}),
            notes=[ledger.Note("broken", "atsLastModifiedAt is before atsCreatedAt", "10.1")],
        ),
    )
