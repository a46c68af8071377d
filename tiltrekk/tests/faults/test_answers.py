"""What LinkedIn answers, or does not: each kind of trouble has its one right outcome, and the checker looks at each."""

import math
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from checker.wire import effects, sent
from django.utils import timezone
from factories import ApplicationFactory, CandidateFactory
from fault_watch import Watch, turns
from linkedin_talent.budget import charges
from sandbox_process import Sandbox, waiting
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import BudgetCount, Connection, Hold, SyncRow
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.status import status

pytestmark = [pytest.mark.process, pytest.mark.django_db]
TOKEN = "POST /oauth/v2/accessToken"


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


def applicants(job: Job, ragna: User, number: int) -> list[Application]:
    """So many people, each on the job."""
    return [
        hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create(surname=f"Person{n}"))
        for n in range(number)
    ]


def crowd(job: Job, number: int) -> list[Application]:
    """Many at once, as a load of the history finds them."""
    found = [ApplicationFactory.create(job=job) for _ in range(number)]
    load.ask()
    load.run_asked()
    return found


def calls(watch: Watch, text: str, method: str = "") -> list[dict[str, Any]]:
    return watch.sandbox.calls(text, method)


@pytest.mark.req("FLT-10")
@pytest.mark.parametrize("trouble", [{"status": 400}, {"status": 429, "retry_after": "900"}, {"status": 503}])
def test_without_a_token_nothing_is_called_and_the_token_is_not_stormed(
    watch: Watch, job: Job, ragna: User, trouble: dict[str, Any]
) -> None:
    watch.sandbox.post("tokens/revoke")
    watch.fault(TOKEN, nth=0, **trouble)
    applicants(job, ragna, 3)
    watch.note()
    turns()
    before = len(calls(watch, "/v2/ats"))  # one of them was told that the token has ended
    asked = len(calls(watch, "accessToken"))
    for _ in range(12):  # an hour
        watch.pass_time(300)
        turns()
    assert len(calls(watch, "/v2/ats")) == before
    assert len(calls(watch, "accessToken")) - asked <= 12
    assert Hold.objects.get().reason
    assert waiting()
    assert not SyncRow.objects.filter(failed=True).exists()
    watch.settle()
    assert watch.judge() == []
    connection = Connection.current()
    assert connection is not None
    assert not connection.problem


@pytest.mark.req("FLT-10")
def test_refused_credentials_are_told_once(watch: Watch, job: Job, ragna: User) -> None:
    watch.sandbox.post("tokens/revoke")
    watch.fault(TOKEN, nth=0, status=400)
    applicants(job, ragna, 1)
    turns()
    first = Connection.objects.get()
    assert first.problem
    watch.pass_time(3600)
    turns()
    assert Connection.objects.get().problem_at == first.problem_at


@pytest.mark.req("FLT-10")
def test_a_token_that_ends_in_mid_run_is_renewed_once(watch: Watch, job: Job, ragna: User) -> None:
    applicants(job, ragna, 2)
    watch.note()
    asked = len(calls(watch, "accessToken"))
    watch.fault("PUT /v2/atsApplications", status=401, nth=1)
    turns()
    watch.settle()
    assert len(calls(watch, "accessToken")) - asked == 1
    assert watch.judge() == []


# --- one call, many records -----------------------------------------------------------------------------------------


def put_ids(watch: Watch, resource: str) -> list[str]:
    """Every candidate or application we put, once for each time."""
    found: list[str] = []
    for entry in watch.ledger().calls:
        if entry["method"] == "PUT" and entry["path"].endswith(resource):
            found += [key.split("&")[0].partition("=")[2] for key in sent(entry)]
    return found


@pytest.mark.req("FLT-05")
def test_of_a_hundred_seven_fail_each_for_its_own_reason_and_the_rest_is_not_sent_again(
    watch: Watch, job: Job, ragna: User
) -> None:
    everybody = crowd(job, 100)
    watch.note()
    bad = [one.candidate.public_id for one in everybody[::16]]
    refused, troubled, silent = bad[:3], bad[3:5], bad[5:]
    for person, answer in [*((one, 422) for one in refused), *((one, 500) for one in troubled)]:
        watch.fault("PUT /v2/atsCandidates", "entity", entity=person, nth=0, status=answer)
    for person in silent:
        watch.fault("PUT /v2/atsCandidates", "missing-result", entity=person, nth=0)
    turns()
    times = Counter(put_ids(watch, "atsCandidates"))
    assert all(times[one.candidate.public_id] == 1 for one in everybody if one.candidate.public_id not in bad)
    rows = {row.object_id: row for row in SyncRow.objects.filter(kind="candidate")}
    assert {key for key, row in rows.items() if row.failed} == set(refused)
    assert all(rows[one].error.startswith("422") for one in refused)
    assert all(rows[one].error.startswith("500") and rows[one].next_try for one in troubled)
    assert all(rows[one].next_try and not rows[one].failed for one in silent), "no answer is no success"
    assert sum(row.acknowledged >= row.wanted for row in rows.values()) == 93
    watch.calm()
    watch.pass_time(60)
    turns()
    more = Counter(put_ids(watch, "atsCandidates")) - times
    assert set(more) == {*troubled, *silent}
    assert watch.judge(drained=False) == []


class Picky(httpx.HTTPTransport):
    """Refuses the whole call as soon as one record in it is the bad one."""

    def __init__(self, bad: str) -> None:
        super().__init__()
        self.bad = bad.encode()
        self.calls = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        method = request.headers.get("X-HTTP-Method-Override", request.method)  # a long call is tunnelled
        if method == "PUT" and request.url.path == "/v2/atsCandidates":
            self.calls += 1
            if self.bad in request.content:
                return httpx.Response(400, json={"message": "Bad Request", "status": 400}, request=request)
        return super().handle_request(request)


@pytest.mark.req("FLT-06")
def test_one_record_that_spoils_the_whole_call_is_found_by_halving(
    watch: Watch, job: Job, ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = crowd(job, 100)
    watch.note()
    bad = everybody[37].candidate.public_id
    picky = Picky(bad)
    monkeypatch.setattr(linkedin, "http", lambda: httpx.Client(transport=picky))
    turns()
    rows = SyncRow.objects.filter(kind="candidate")
    assert [row.object_id for row in rows if row.failed] == [bad]
    assert rows.get(object_id=bad).error
    assert sum(row.acknowledged >= row.wanted for row in rows) == 99
    batches = 2
    assert picky.calls - batches <= 2 * math.log2(100) + 1
    assert watch.judge(drained=False) == []


# --- order ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("FLT-04", "INV-03")
def test_after_a_failed_first_version_only_the_second_is_sent(watch: Watch, job: Job, ragna: User) -> None:
    [one] = applicants(job, ragna, 1)
    watch.note()
    watch.settle()
    watch.fault("PUT /v2/atsCandidates", status=503, nth=1)
    for title in ("First", "Second"):
        details = people.ContactDetails("Kari", "Nordmann", current_title=title, emails=["kari@example.org"])
        people.change_contact_details(actor=ragna, candidate=one.candidate, details=details)
        watch.note()
        turns()
    watch.settle()
    applied = [effect.body for effect in effects(watch.ledger()) if effect.entity.resource == "atsCandidates"]
    assert [body and body.get("currentJobTitle") for body in applied] == [None, "Second"]
    assert watch.judge() == []


# --- pauses ---------------------------------------------------------------------------------------------------------


def in_a_minute() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)


@pytest.mark.req("FLT-08", "INV-07")
@pytest.mark.parametrize("asked", [lambda: "60", in_a_minute], ids=["seconds", "date"])
def test_the_pause_linkedin_asks_for_is_kept_for_that_resource_alone(
    watch: Watch, job: Job, ragna: User, asked: Callable[[], str]
) -> None:
    watch.fault("PUT /v2/atsCandidates", status=429, nth=1, retry_after=asked())
    applicants(job, ragna, 2)
    watch.note()
    turns()
    for _ in range(5):
        watch.pass_time(10)
        turns()
    assert len(calls(watch, "atsCandidates", "PUT")) == 1
    jobs.change_details(actor=ragna, job=job, details={"title": "Naval engineer"})
    watch.note()
    turns()
    assert "UPDATE" in [row["operation"] for row in watch.sandbox.store("tasks")], "others go on"
    watch.pass_time(15)
    turns()
    assert len(calls(watch, "atsCandidates", "PUT")) == 2
    assert not SyncRow.objects.filter(failed=True).exists()
    watch.settle()
    assert watch.judge() == []


# A day of the year, the days on which Oslo's clocks change, and the end of the year: LinkedIn's day is UTC's.
NIGHTS = ("2026-12-01", "2027-03-27", "2027-03-28", "2026-12-31")


@pytest.mark.req("FLT-09", "INV-07")
@pytest.mark.parametrize("night", NIGHTS)
def test_throttled_without_a_word_it_waits_longer_and_longer_and_goes_on_after_midnight_utc(
    watch: Watch, job: Job, ragna: User, admin: User, night: str
) -> None:
    late = datetime.fromisoformat(f"{night}T23:30:00+00:00")
    watch.sandbox.post("clock", set=int(late.timestamp() * 1000))
    watch.fault("PUT /v2/atsCandidates", status=429, nth=0)
    applicants(job, ragna, 1)
    watch.note()
    pauses = []
    for _ in range(13):
        turns()
        hold = Hold.objects.get()
        pauses.append((hold.until - timezone.now()).total_seconds())
        watch.pass_time(pauses[-1] + 0.1)
    assert all(0.5 * 2**n < pause <= 2**n for n, pause in enumerate(pauses[:9]))
    assert max(pauses) <= 900
    assert "throttle" in status(actor=admin).holds[0].reason
    watch.sandbox.post("clock", set=int((late + timedelta(minutes=31)).timestamp() * 1000))
    watch.settle()
    assert watch.judge() == []


@pytest.mark.req("FLT-09", "INV-07")
def test_a_used_up_day_ends_at_midnight_utc(watch: Watch, job: Job, ragna: User) -> None:
    late = datetime.fromisoformat("2027-03-27T23:58:00+00:00")  # the night in which Oslo's clocks change
    watch.sandbox.post("clock", set=int(late.timestamp() * 1000))
    applicants(job, ragna, 1)
    watch.note()
    [day] = [one for one in charges("atsCandidates", late) if one.counter.endswith("requests/day")]
    client = Connection.objects.get().client_id
    BudgetCount.objects.create(client_id=client, counter=day.counter, begins=day.begins, spent=day.limit)
    turns()
    assert not calls(watch, "atsCandidates", "PUT")
    left = (Hold.objects.get().until - timezone.now()).total_seconds()
    assert 90 < left <= 120, "until midnight, not for a whole day"
    watch.sandbox.post("clock", advance_seconds=121)
    watch.pass_time(121)
    turns()
    assert len(calls(watch, "atsCandidates", "PUT")) == 1
    watch.settle()
    assert watch.judge() == []


@pytest.mark.req("FLT-15")
def test_ten_minutes_of_503_and_then_no_stampede(watch: Watch, job: Job, ragna: User) -> None:
    crowd(job, 15)
    watch.note()
    watch.fault("PUT /v2/*", status=503, nth=0)
    for _ in range(10):
        turns()
        watch.pass_time(60)
    during = len(calls(watch, "atsCandidates", "PUT"))
    assert during <= 20, "one attempt after each pause, not one for each record"
    watch.calm()
    watch.pass_time(900)
    turns()
    assert len(calls(watch, "atsCandidates", "PUT")) - during <= 3
    watch.settle()
    assert watch.judge() == []


# --- answers that are none ------------------------------------------------------------------------------------------


@pytest.mark.req("FLT-12")
def test_an_answer_lost_at_each_call_in_turn(watch: Watch, job: Job, ragna: User, admin: User) -> None:
    for nth in range(1, 8):
        [one] = applicants(job, ragna, 1)
        hiring.create_note(actor=ragna, candidate=one.candidate, application=one, text="Good in storms.")
        hiring.submit_feedback(actor=ragna, application=one, text=hiring.FeedbackText(recommended=True))
        jobs.change_details(actor=ragna, job=job, details={"title": f"Engineer of class {nth}"})
        watch.note()
        watch.fault("*", "lost-answer", nth=nth)
        turns()
        people.delete(actor=admin, candidate=one.candidate)
        watch.note()
        watch.settle()
    assert watch.judge() == []
    struck = [one for one in watch.ledger().calls if one["judgement"] == "fault"]
    assert len(struck) >= 6


class Endless(httpx.HTTPTransport):
    """Answers one call with a body that never ends."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.sent or request.url.path != "/v2/atsCandidates":
            return super().handle_request(request)
        return httpx.Response(200, stream=_Flood(self), request=request)


class _Flood(httpx.SyncByteStream):
    def __init__(self, counted: Endless) -> None:
        self._counted = counted

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self._counted.sent += 2**20
            yield b"x" * 2**20


@pytest.mark.req("FLT-17")
def test_a_body_without_end_is_cut_off(watch: Watch, job: Job, ragna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    applicants(job, ragna, 1)
    watch.note()
    endless = Endless()
    monkeypatch.setattr(linkedin, "http", lambda: httpx.Client(transport=endless))
    tracemalloc.start()
    turns()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert endless.sent <= 64 * 2**20
    assert most < 200 * 2**20
    assert Hold.objects.exists()
    watch.settle()
    assert watch.judge() == []


@pytest.mark.req("FLT-17")
@pytest.mark.parametrize("kind", ["html", "truncated", "content-type", "half-closed"])
def test_what_is_no_answer_is_a_failure(watch: Watch, job: Job, ragna: User, kind: str) -> None:
    applicants(job, ragna, 2)
    watch.note()
    more = {"seconds": 0.1} if kind == "half-closed" else {}
    watch.fault("PUT /v2/*", kind, nth=1, **more)
    turns()
    if kind != "content-type":  # JSON that is labelled wrongly is JSON all the same
        assert all(row.error and row.acknowledged < row.wanted for row in SyncRow.objects.filter(kind="candidate"))
    watch.settle()
    assert watch.judge() == []
