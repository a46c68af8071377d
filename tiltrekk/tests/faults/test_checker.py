"""The checker finds each planted violation, and none in a good history: one that cannot fail proves nothing."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from checker import check
from checker.wire import replay, stored
from django.db import transaction
from django.test import override_settings
from equality_company import CANARIES, answer_for, ask_on, switch_on
from factories import CandidateFactory, JobFactory, UserFactory
from fault_watch import Watch
from planted import PLANTED, Good, bound, dict_, late, record, rejection_told, row_never_raised
from sandbox_process import Sandbox, connected, link_member
from tests_moves import advance
from tiltrekk.applications import services as hiring
from tiltrekk.candidates import services as people
from tiltrekk.jobs.services import jobs

pytestmark = [pytest.mark.process, pytest.mark.django_db, pytest.mark.req("FLT-H5")]


@pytest.fixture(scope="module")
def told(
    sandbox_program: Sandbox, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Good]:
    """A small story, told once: people come, move, are noted on, judged, rejected, merged and deleted."""
    base, clock = sandbox_program.base, str(sandbox_program.clock_file)
    given = {
        "LINKEDIN_API_URL": base, "LINKEDIN_WWW_URL": base, "LINKEDIN_PLATFORM_URL": base, "CLOCK_FILE": clock,
        "LINKEDIN_CLIENT_ID": "parent", "LINKEDIN_CLIENT_SECRET": "parent-secret",
        "DATA_DIR": tmp_path_factory.mktemp("data"),
    }  # fmt: skip
    sandbox_program.begin()
    with django_db_blocker.unblock(), override_settings(**given), transaction.atomic():
        watch = _story(sandbox_program)
        yield Good(watch.ledger(), watch.dump())
        transaction.set_rollback(True)


def _story(sandbox: Sandbox) -> Watch:
    admin = UserFactory.create(name="Anna Administrator", roles=["admin"])
    ragna = UserFactory.create(name="Ragna Rekrutterer", email="ragna@fjordtech.example", roles=["recruiter"])
    job = JobFactory.create(title="Marine engineer", team={ragna: "recruiter"})
    connected(sandbox, admin, "company")
    link_member(sandbox, ragna, "ragna")
    watch = Watch(sandbox)
    watch.settle()
    kari, ola, per = [hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create()) for _ in range(3)]
    hiring.add_prospect(actor=ragna, job=job, candidate=CandidateFactory.create(given_name="Prospectcanary"))
    on: dict[str, Any] = {"actor": ragna, "candidate": kari.candidate, "application": kari}
    note = hiring.create_note(**on, text="Good in storms.")
    hiring.create_note(**on, text="Privatecanary", visibility="private")
    hiring.submit_feedback(actor=ragna, application=kari, text=hiring.FeedbackText(recommended=True, overall="Yes."))
    switch_on()
    ask_on(job)
    answer_for(kari)
    watch.forbidden_out = {"Prospectcanary": "a prospect", "Privatecanary": "a private note"} | CANARIES
    watch.forbidden_stored = CANARIES
    for step in ("screening", "interview"):
        watch.note()
        watch.settle()
        advance(kari, ragna, step)
    hiring.reject(actor=ragna, application=ola, reason="experience")
    jobs.change_details(actor=ragna, job=job, details={"title": "Naval engineer"})
    hiring.delete_note(actor=ragna, note=note)
    people.delete(actor=admin, candidate=per.candidate)
    watch.note()
    watch.settle()
    return watch


@pytest.fixture
def good(told: Good) -> Good:
    """A copy to spoil."""
    return copy.deepcopy(told)


def test_a_good_history_is_clean_and_the_ledger_adds_up_to_the_store(good: Good) -> None:
    assert check(*bound(good)) == []
    assert replay(good.ledger) == stored(good.ledger)
    kinds = {row["kind"] for row in good.dump.rows("linkedin_syncrow")}
    assert kinds >= {"job", "acl", "assignee", "candidate", "application", "note", "feedback", "stage"}


@pytest.mark.req("INV-01", "INV-02", "INV-03", "INV-04", "INV-05", "INV-06", "INV-07", "INV-08", "INV-09", "INV-10")
@pytest.mark.parametrize(
    ("rule", "spoil"), [pytest.param(rule, one, id=one.__name__) for rule, found in PLANTED.items() for one in found]
)
def test_a_planted_violation_is_found_and_nothing_else(good: Good, rule: str, spoil: Callable[[Good], Good]) -> None:
    found = check(*spoil(good))
    assert {one.rule for one in found} == {rule}, found


def test_an_applicant_is_told_what_the_log_says_though_the_rows_about_them_are_gone(good: Good) -> None:
    spoilt = rejection_told(good)
    dict_(spoilt.dump.tables)["linkedin_notice"] = []
    assert check(*bound(spoilt)) == []


def test_a_row_that_was_never_raised_is_found(good: Good) -> None:
    assert "INV-02" in {one.rule for one in check(*row_never_raised(good))}


@pytest.mark.req("INV-08")
def test_what_a_test_hurt_may_be_late_with_what_hangs_on_it_and_nothing_else(good: Good) -> None:
    ledger, dump = late(good)
    overdue = {one.what for one in check(ledger, dump)}
    person = record(good, "atsApplications")["body"]["atsCandidateId"]
    hers = {one.what for one in check(ledger, replace(dump, hurt={person}))}
    assert set() < hers < overdue
    resources = {what.split(" ")[0] for what in overdue}
    assert check(ledger, replace(dump, hurt=resources)) == []
