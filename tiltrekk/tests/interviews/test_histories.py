"""Whatever planners and candidates do in whatever order: one slot is one interview's, one colleague at one place."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from factories import JobFactory, UserFactory
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Role
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.models import Interview, Panelist, State
from tiltrekk.jobs.models import JobRole

from .conftest import applicant, plan_of, soon

HALF_HOURS = st.integers(0, 7)
SOME = st.lists(HALF_HOURS, min_size=1, max_size=4)
WHO = st.sampled_from([(0,), (1,), (0, 1)])
MOST = 6


class Diary(RuleBasedStateMachine):
    """Two colleagues, a few applicants, an afternoon of half hours and interviews of 45 minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.planner = UserFactory.create(roles=[Role.RECRUITER])
        self.colleagues = [UserFactory.create(), UserFactory.create()]
        team = {self.planner: JobRole.RECRUITER, **dict.fromkeys(self.colleagues, JobRole.INTERVIEWER)}
        self.job = JobFactory.create(team=team)
        self.keys: list[int] = []

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """What is refused is no failure, as long as the promises hold."""
        with suppress(Refused):
            yield

    def one(self, number: int) -> Interview:
        return Interview.objects.get(pk=self.keys[number % len(self.keys)])

    @precondition(lambda self: len(self.keys) < MOST)
    @rule(times=SOME, who=WHO, people=st.integers(1, 3))
    def offer(self, times: list[int], who: tuple[int, ...], people: int) -> None:
        plan = plan_of(self._panel(who), times=[_at(one) for one in times])
        with self.allowed():
            applications = [applicant(self.job) for _ in range(people)]
            made = services.plan_many(actor=self.planner, applications=applications, plan=plan)
            self.keys += [one.pk for one in made]

    @precondition(lambda self: len(self.keys) < MOST)
    @rule(time=HALF_HOURS, who=WHO)
    def fix(self, time: int, who: tuple[int, ...]) -> None:
        plan = plan_of(self._panel(who), at=_at(time))
        with self.allowed():
            made = services.plan(actor=self.planner, application=applicant(self.job), plan=plan)
            self.keys.append(made.pk)

    @precondition(lambda self: self.keys)
    @rule(number=st.integers(0), which=st.integers(0))
    def choose(self, number: int, which: int) -> None:
        interview = self.one(number)
        offered = list(interview.offered.all())
        if offered:
            with self.allowed():
                services.choose(interview=interview, slot_id=offered[which % len(offered)].public_id)

    @precondition(lambda self: self.keys)
    @rule(number=st.integers(0))
    def decline(self, number: int) -> None:
        with self.allowed():
            services.decline(interview=self.one(number))

    @precondition(lambda self: self.keys)
    @rule(number=st.integers(0))
    def cancel(self, number: int) -> None:
        with self.allowed():
            services.cancel(actor=self.planner, interview=self.one(number))

    @precondition(lambda self: self.keys)
    @rule(number=st.integers(0), time=st.none() | HALF_HOURS, times=st.just([]) | SOME, who=WHO)
    def reschedule(self, number: int, time: int | None, times: list[int], who: tuple[int, ...]) -> None:
        at = _at(time) if time is not None and not times else None
        plan = plan_of(self._panel(who), at=at, times=[_at(one) for one in times])
        with self.allowed():
            services.change(actor=self.planner, interview=self.one(number), plan=plan)

    def _panel(self, who: tuple[int, ...]) -> list[User]:
        return [self.colleagues[one] for one in who]

    @invariant()
    def a_slot_is_one_interviews(self) -> None:
        booked = Interview.objects.filter(job=self.job, state__in=[State.BOOKED, State.HELD])
        slots = list(booked.values_list("slot", flat=True))
        assert None not in slots
        assert len(slots) == len(set(slots))
        assert not Interview.objects.filter(job=self.job, slot__isnull=False).exclude(pk__in=booked).exists()

    @invariant()
    def nobody_is_at_two_places(self) -> None:
        """Worked out from the interviews, not from the column that the constraint looks at."""
        for colleague in self.colleagues:
            rows = Panelist.objects.filter(user=colleague, left_at=None, interview__state=State.BOOKED)
            interviews = [one.interview for one in rows.select_related("interview")]
            times = [(one.starts_at, one.ends_at) for one in interviews if one.starts_at and one.ends_at]
            assert len(times) == len(interviews)
            for (begins, ends), (other_begins, other_ends) in combinations(times, 2):
                assert ends <= other_begins or other_ends <= begins
            held = Panelist.objects.filter(user=colleague, during__isnull=False)
            assert set(held.values_list("pk")) == set(rows.values_list("pk"))

    @invariant()
    def what_is_shown_as_free_is_free(self) -> None:
        for interview in Interview.objects.filter(pk__in=self.keys, state=State.TO_BOOK):
            for slot in selectors.free_times(interview):
                assert not Interview.objects.filter(slot=slot).exists()


def _at(half_hour: int) -> datetime:
    return soon() + timedelta(minutes=30 * half_hour)


@pytest.mark.req("FLT-48")
@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_no_order_of_events_books_anything_or_anybody_twice() -> None:
    run_state_machine_as_test(Diary, settings=settings(max_examples=20, stateful_step_count=15, deadline=None))
