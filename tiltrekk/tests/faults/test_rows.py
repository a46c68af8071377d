"""Rows of the sync through every order of change, claim, answer, failure and deletion."""

import copy
import itertools
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from checker.expected import CANDIDATES, expected
from checker.facts import Dump, read_tables
from checker.state import converged
from checker.wire import effects
from django.db import connection
from django.utils import timezone
from factories import CandidateFactory
from fault_watch import Watch, turns
from sandbox_process import URN, Sandbox, connected, waiting
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import events
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import Kind, SyncRow
from tiltrekk.linkedin.projection import person
from tiltrekk.linkedin.sync.lane import LEASE
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.todo import claim

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


@pytest.fixture
def kari(watch: Watch, job: Job, ragna: User) -> Application:
    """Somebody of whom everything is known that may leave, at LinkedIn already."""
    candidate: Candidate = CandidateFactory.create(
        given_name="Kari", surname="Nordmann", email="kari@example.org", member="urn:li:person:K",
        city="Bergen", country="NO", current_title="Engineer", current_employer="Havbris", do_not_contact=True,
    )  # fmt: skip
    candidate.identities.update(profile_url="https://www.linkedin.com/in/kari")
    candidate.phones.create(number="22 22 22 22", e164="+4722222222")
    one = hiring.add_applicant(actor=ragna, job=job, candidate=candidate, source="linkedin")
    hiring.create_note(actor=ragna, candidate=candidate, application=one, text="Good in storms.")
    hiring.create_note(actor=ragna, candidate=candidate, text="Speaks Danish.")
    text = hiring.FeedbackText(recommended=True, strengths="Calm.", weaknesses="Late.", overall="Yes.")
    hiring.submit_feedback(actor=ragna, application=one, text=text)
    hiring.reject(actor=ragna, application=one, reason="experience")
    watch.note()
    watch.settle()
    return one


def touch(candidate: Candidate, actor: User) -> None:
    """A change of the person that the sync hears of."""
    Candidate.objects.filter(pk=candidate.pk).update(current_title=f"Title {SyncRow.objects.count()}")
    events.record(actor=actor, verb="candidate.changed", subject=candidate, candidate=candidate)


# --- the complete record --------------------------------------------------------------------------------------------


def bodies() -> dict[Any, Any]:
    """Every record, as the checker works it out from SQL."""
    with connection.cursor() as cursor:
        return expected(Dump(read_tables(cursor)))


SENT = {
    CANDIDATES: {
        "firstName", "lastName", "emailAddresses", "phoneNumbers", "addresses", "atsCreatedAt", "atsLastModifiedAt",
        "externalProfileUrl", "currentCompanyName", "currentJobTitle", "linkedInProfileUrl", "doNotContact",
        "manualMatchedMember",
    },
    "atsApplications": {
        "atsCandidateId", "atsJobPostingId", "atsJobPostingName", "atsCreatedAt", "atsLastModifiedAt",
        "candidateEmail", "firstName", "lastName", "source", "dispositionReason",
    },
}  # fmt: skip


@pytest.mark.req("FLT-07")
def test_every_record_is_whole_and_a_dropped_field_is_noticed(watch: Watch, kari: Application) -> None:
    """What a full replacement leaves out is gone at LinkedIn, so each field in turn must be missed."""
    for resource, fields in SENT.items():
        assert {name for entity, body in bodies().items() if entity.resource == resource for name in body} == fields
    ledger, dump = watch.ledger(), watch.dump()
    rows = [row for row in ledger.store if row["body"] and row["resource"].startswith("ats")]
    for row, name in [(one, name) for one in rows for name in one["body"] if name != "atsEntityType"]:
        spoilt = copy.deepcopy(ledger)
        for one in spoilt.store:
            if (one["resource"], one["key"]) == (row["resource"], row["key"]):
                one["body"].pop(name)
        assert [found.rule for found in converged(spoilt, dump)] == ["INV-01"], name


@pytest.mark.req("FLT-07")
def test_what_cannot_be_read_stops_the_record_instead_of_shortening_it(
    watch: Watch, kari: Application, ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_person: Candidate) -> None:
        raise ValueError("the key does not fit")

    before = len(watch.sandbox.calls("atsCandidates", "PUT"))
    monkeypatch.setattr(person, "_addresses", unreadable)
    touch(kari.candidate, ragna)
    watch.note()
    turns()
    row = SyncRow.objects.get(kind=Kind.CANDIDATE)
    assert (row.failed, row.acknowledged < row.wanted) == (True, True)
    assert len(watch.sandbox.calls("atsCandidates", "PUT")) == before
    assert watch.judge(drained=False) == []


# --- an erased person -----------------------------------------------------------------------------------------------


class Meanwhile(httpx.HTTPTransport):
    """Something happens while the first write of a person is on its way: before LinkedIn has it, or after."""

    def __init__(self, before: list[Callable[[], Any]], after: list[Callable[[], Any]], *, lost: bool) -> None:
        super().__init__()
        self.before, self.after, self.lost = before, after, lost

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "PUT" or request.url.path != "/v2/atsCandidates":
            return super().handle_request(request)
        while self.before:
            self.before.pop(0)()
        answer = super().handle_request(request)
        while self.after:
            self.after.pop(0)()
        if self.lost:
            self.lost = False
            raise httpx.ReadError("the answer is lost", request=request)
        return answer


ACTS = ("update", "erase")
ORDERS = [(order, cut) for order in itertools.permutations(ACTS) for cut in range(3)]


@pytest.mark.req("FLT-37", "INV-03")
@pytest.mark.parametrize("lost", [False, True], ids=["answered", "lost"])
@pytest.mark.parametrize(("order", "cut"), ORDERS)
def test_a_person_erased_while_an_update_is_on_its_way_is_gone_in_the_end(
    watch: Watch,
    kari: Application,
    ragna: User,
    admin: User,
    monkeypatch: pytest.MonkeyPatch,
    *,
    order: tuple[str, ...],
    cut: int,
    lost: bool,
) -> None:
    def act(name: str) -> None:
        if name == "update":
            touch(kari.candidate, ragna)
        else:
            people.delete(actor=admin, candidate=kari.candidate)
        watch.note()

    todo: list[Callable[[], Any]] = [partial(act, name) for name in order]
    transport = Meanwhile(todo[:cut], todo[cut:], lost=lost)
    monkeypatch.setattr(linkedin, "http", lambda: httpx.Client(transport=transport))
    touch(kari.candidate, ragna)
    watch.note()
    turns()
    watch.settle()
    assert watch.judge() == []
    assert watch.sandbox.store("atsCandidates") == []
    last = [one for one in effects(watch.ledger()) if one.entity.resource == CANDIDATES][-1]
    assert last.body is None, "the deletion is sent last"


# --- leaving and coming back ----------------------------------------------------------------------------------------


@pytest.mark.req("FLT-36")
def test_after_disconnecting_nothing_is_called_and_the_same_contract_resumes(
    watch: Watch, job: Job, ragna: User, admin: User
) -> None:
    for moment in (work, lambda: None):  # of the second ten nothing has left when the connection ends
        for _ in range(10):
            hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
        watch.note()
        moment()
    connect.disconnect.disconnect(actor=admin)
    before = watch.sandbox.received()
    for _ in range(3):
        turns()
        watch.pass_time(1000)
    assert watch.sandbox.received() == before
    assert waiting()
    connected(watch.sandbox, admin, "company")
    watch.note()
    watch.settle()
    assert watch.judge() == []
    assert len(watch.sandbox.store("atsCandidates")) == 20


# --- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.req("FLT-20", "INV-03")
@pytest.mark.parametrize("ahead", [600, -600])
def test_workers_whose_clocks_differ_neither_share_a_record_nor_keep_it_too_long(
    watch: Watch, job: Job, ragna: User, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    watch.note()
    true_time = timezone.now
    kinds = [kind for kind in Kind if kind != Kind.JOB]
    monkeypatch.setattr(timezone, "now", lambda: true_time() + timedelta(seconds=ahead))
    claimed = claim([URN], kinds)
    assert claimed
    monkeypatch.setattr(timezone, "now", lambda: true_time() - timedelta(seconds=ahead))
    assert claim([URN], kinds) == [], "the other worker has them in hand"
    watch.pass_time(LEASE.total_seconds())  # and dies
    assert claim([URN], kinds), "free again when the lease has run out, whatever the dead one's clock said"
    watch.pass_time(LEASE.total_seconds())
    monkeypatch.setattr(timezone, "now", true_time)
    watch.settle()
    assert watch.judge() == []
