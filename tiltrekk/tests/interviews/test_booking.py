"""One time goes to one person, whoever presses when (FLT-48)."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.core.errors import Refused
from tiltrekk.core.models import Event
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.models import Interview, Panelist, Slot, State
from tiltrekk.interviews.services import common
from tiltrekk.jobs.models import Job

from .conftest import Planned, applicant, link_in, plan_of, sent, slot_id, soon

MANY = 20
TAKEN = "Somebody else has just taken that time"


@pytest.fixture
def crowd(recruiter: User, colleague: User, job: Job) -> list[Interview]:
    """Twenty people who are offered the same two times."""
    people = [applicant(job) for _ in range(MANY)]
    plan = plan_of([colleague], times=[soon(), soon(hours=1)])
    return services.plan_many(actor=recruiter, applications=people, plan=plan)


def outcomes(act: Callable[[int], object]) -> list[str]:
    """Do it many times at the same moment, by number; return of each ``booked`` or why it was refused."""
    barrier = threading.Barrier(MANY)

    def one(number: int) -> str:
        try:
            barrier.wait(timeout=60)
            act(number)
        except Refused as refused:
            return refused.code
        else:
            return "booked"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def all_at_once(paths: list[str], slot: str) -> list[tuple[int, str]]:
    """Send one request each at the same moment, from threads with connections of their own."""
    barrier = threading.Barrier(len(paths))

    def ask(path: str) -> tuple[int, str]:
        try:
            client = Client(raise_request_exception=False)
            barrier.wait(timeout=60)
            answer = client.post(f"{path}choose/", {"slot": slot})
            return answer.status_code, answer.content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(paths)) as pool:
        return list(pool.map(ask, paths))


def one_has_it(answers: list[tuple[int, str]], slot: str) -> None:
    """Exactly one booking; the others are told plainly and see what remains."""
    assert Interview.objects.filter(slot__public_id=slot, state=State.BOOKED).count() == 1
    assert Interview.objects.filter(state=State.BOOKED).count() == 1
    assert sorted(status for status, _text in answers) == [302] + [409] * (len(answers) - 1)
    for status, text in answers:
        if status == 409:
            assert TAKEN in text
            assert slot not in text
            assert len(re.findall(r'name="slot"', text)) == 1, "the other time is still there to choose"
    assert Event.objects.filter(verb="interview.booked").count() == 1


@pytest.mark.req("FLT-48")
@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_press_at_the_same_moment_one_gets_the_time(crowd: list[Interview]) -> None:
    paths = [link_in(one) for one in sent()]
    slot = slot_id(crowd[0])
    one_has_it(all_at_once(paths, slot), slot)


@pytest.mark.req("FLT-48")
@pytest.mark.django_db(transaction=True)
def test_the_database_decides_even_when_the_program_does_not_look(
    crowd: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the queue for each colleague and without the look at where they are, the constraints are enough."""
    monkeypatch.setattr(common, "_wait_for", lambda _panel: None)
    monkeypatch.setattr(common, "_refuse_busy", lambda *_given: None)
    paths = [link_in(one) for one in sent()]
    slot = slot_id(crowd[0])
    one_has_it(all_at_once(paths, slot), slot)


@pytest.mark.req("FLT-48")
@pytest.mark.django_db(transaction=True)
def test_a_colleague_is_at_one_place_when_overlapping_times_are_pressed_at_once(
    recruiter: User, colleague: User, other: User, job: Job
) -> None:
    """Different slots, each offered to one person, all within one hour of the same two colleagues."""
    slots = [soon() + timedelta(minutes=2 * number) for number in range(MANY)]
    made = [
        services.plan(
            actor=recruiter,
            application=applicant(job),
            plan=plan_of([colleague, other] if number % 2 else [other, colleague], times=[at]),
        )
        for number, at in enumerate(slots)
    ]

    def book(number: int) -> None:
        services.choose(interview=made[number], slot_id=slot_id(made[number]))

    assert sorted(outcomes(book)) == ["booked"] + ["taken"] * (MANY - 1)
    assert Panelist.objects.filter(during__isnull=False).count() == 2


@pytest.mark.req("FLT-48")
@pytest.mark.django_db(transaction=True)
def test_candidates_who_press_and_recruiters_who_fix_the_same_time_get_it_once(
    crowd: list[Interview], recruiter: User, colleague: User, job: Job
) -> None:
    fixers = [applicant(job) for _ in range(MANY // 2)]
    plan = plan_of([colleague], at=soon() + timedelta(minutes=15))

    def act(number: int) -> None:
        if number % 2:
            services.plan(actor=recruiter, application=fixers[number // 2], plan=plan)
        else:
            services.choose(interview=crowd[number], slot_id=slot_id(crowd[number]))

    answers = outcomes(act)
    assert answers.count("booked") == 1
    assert set(answers) <= {"booked", "taken", "busy"}
    assert Interview.objects.filter(state=State.BOOKED).count() == 1


@pytest.mark.req("FLT-48")
@pytest.mark.django_db
def test_the_constraints_refuse_what_no_service_would_do(planned: Planned, job: Job, colleague: User) -> None:
    first, second = planned(at=soon()), planned(of=applicant(job), times=[soon(hours=5)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=second.pk).update(slot=first.slot, state=State.BOOKED, starts_at=soon())
    overlapping = (soon() + timedelta(minutes=30), soon() + timedelta(minutes=60))
    with pytest.raises(IntegrityError), transaction.atomic():
        Panelist.objects.filter(interview=second).update(during=overlapping)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=first.pk).update(slot=None)
    right_after = (soon() + timedelta(minutes=45), soon() + timedelta(minutes=90))
    assert Panelist.objects.filter(interview=second).update(during=right_after) == 1, "one after the other is fine"


@pytest.mark.req("FLT-48")
@pytest.mark.django_db
def test_a_fixed_time_is_held_to_the_same_rule(planned: Planned, recruiter: User, colleague: User, job: Job) -> None:
    planned(at=soon())
    late = applicant(job)
    with pytest.raises(Refused, match="Priya Raman has another interview then"):
        planned(of=late, at=soon() + timedelta(minutes=44))
    assert not late.interviews.exists()
    assert planned(of=late, at=soon() + timedelta(minutes=45)).state == State.BOOKED


@pytest.mark.req("FLT-48")
@pytest.mark.django_db
def test_pressing_twice_books_once_and_writes_once(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    for _ in range(2):
        answer = Client().post(f"{path}choose/", {"slot": slot_id(interview)})
        assert answer.status_code == 302
    assert Event.objects.filter(verb="interview.booked").count() == 1
    assert sorted(one.to[0] for one in sent()) == sorted(["priya@example.org", to_of(interview)])


def to_of(interview: Interview) -> str:
    assert interview.application
    return interview.application.candidate.emails.get().address


@pytest.mark.django_db
def test_who_came_too_late_keeps_the_time_they_had(
    planned: Planned, job: Job, recruiter: User, colleague: User
) -> None:
    plan = plan_of([colleague], times=[soon(), soon(hours=1)])
    first, second = services.plan_many(actor=recruiter, applications=[applicant(job), applicant(job)], plan=plan)
    services.choose(interview=first, slot_id=slot_id(first, 0))
    services.choose(interview=second, slot_id=slot_id(second, 1))
    with pytest.raises(Refused, match=TAKEN):
        services.choose(interview=second, slot_id=slot_id(second, 0))
    second.refresh_from_db()
    assert (second.state, second.starts_at) == (State.BOOKED, soon(hours=1))
    assert Panelist.objects.get(interview=second).during.lower == soon(hours=1)


@pytest.mark.django_db
def test_times_at_which_a_colleague_is_elsewhere_are_not_shown(
    planned: Planned, job: Job, colleague: User, other: User
) -> None:
    interview = planned(times=[soon(), soon(hours=1)])
    assert [one.starts_at for one in selectors.free_times(interview)] == [soon(), soon(hours=1)]
    planned(of=applicant(job), at=soon() - timedelta(minutes=30))
    assert [one.starts_at for one in selectors.free_times(interview)] == [soon(hours=1)]
    with pytest.raises(Refused, match=TAKEN):
        services.choose(interview=interview, slot_id=slot_id(interview, 0))


@pytest.mark.django_db
def test_a_time_that_was_given_back_is_free_for_others(job: Job, recruiter: User, colleague: User) -> None:
    plan = plan_of([colleague], times=[soon(), soon(hours=1)])
    first, second = services.plan_many(actor=recruiter, applications=[applicant(job), applicant(job)], plan=plan)
    services.choose(interview=first, slot_id=slot_id(first))
    assert [one.public_id for one in selectors.free_times(second)] == [slot_id(first, 1)]
    services.decline(interview=first, words="Ill")
    assert len(selectors.free_times(second)) == 2
    services.choose(interview=second, slot_id=slot_id(first))
    services.cancel(actor=recruiter, interview=second)
    services.choose(interview=first, slot_id=slot_id(first))
    first.refresh_from_db()
    assert (first.state, first.words, first.declined_at) == (State.BOOKED, "", None)


@pytest.mark.django_db
def test_a_time_that_is_about_to_begin_is_no_longer_to_be_had(planned: Planned) -> None:
    interview = planned()
    with clock.at(soon() - services.LEAD):
        assert len(selectors.free_times(interview)) == 2
        with pytest.raises(Refused, match=TAKEN):
            services.choose(interview=interview, slot_id=slot_id(interview, 0))
        services.choose(interview=interview, slot_id=slot_id(interview, 1))


@pytest.mark.django_db
def test_nobody_books_a_slot_they_were_not_offered(planned: Planned, job: Job) -> None:
    mine, theirs = planned(), planned(of=applicant(job), times=[soon(days=9)])
    with pytest.raises(Refused, match=TAKEN):
        services.choose(interview=mine, slot_id=slot_id(theirs))
    for nonsense in ("", "0" * 32, "x"):
        with pytest.raises(Refused):
            services.choose(interview=mine, slot_id=nonsense)
    assert Slot.objects.filter(interview__isnull=False).count() == 0
