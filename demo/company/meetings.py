"""Interviews of the demo company's open jobs: booked, to be booked, and one whose times did not fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.interviews import services
from tiltrekk.interviews.models import Answer, Interview, Kind

from demo.company.jobs import JOBS, JobSpec

ZONE = ZoneInfo("Europe/Oslo")
MINUTES = 45
FIRST_HOUR = 8  # each job meets at an hour of its own: the same colleagues sit on several panels
PLANNED, ANSWERED = timedelta(minutes=4), timedelta(minutes=3)  # before now, after all that happened
FRIDAY = 4


@dataclass(frozen=True)
class Meeting:
    """One interview: working days from now, how often a time is offered, and what was answered."""

    days: int
    kind: Kind
    times: int = 1
    answer: str = ""  # accepted (a colleague) | declined (the candidate)


# The first of them with whoever has been longest at the job's interview stage.
MEETINGS = (
    Meeting(1, Kind.VIDEO, answer="accepted"),
    Meeting(2, Kind.IN_PERSON),
    Meeting(3, Kind.VIDEO, times=4),
    Meeting(4, Kind.PHONE, times=2, answer="declined"),
)
PLACES = {
    Kind.IN_PERSON: "Strandgaten 18, Bergen",
    Kind.VIDEO: "https://meet.skjaervind.example/",
    Kind.PHONE: "+47 55 50 12 00",
}
WORDS_NB = "Jeg er bortreist hele uken. Passer det uken etter?"
WORDS_EN = "I am away that week. Would the week after do?"


def fill(users: Mapping[str, User], today: datetime) -> None:
    """Plan them as a recruiter does, then let candidates and colleagues answer."""
    hours = enumerate((one for one in JOBS if one.state == "active"), FIRST_HOUR)
    with clock.at(today - PLANNED):
        planned = [one for hour, spec in hours for one in _planned(users, spec, today, hour)]
    with clock.at(today - ANSWERED):
        for spec, meeting, interview in planned:
            _answer(interview, users, spec, meeting)


def _planned(
    users: Mapping[str, User], spec: JobSpec, today: datetime, hour: int
) -> Iterator[tuple[JobSpec, Meeting, Interview]]:
    met = Application.objects.filter(job__title=spec.title, stage__kind="interview", closed_at=None)
    for meeting, application in zip(MEETINGS, met.order_by("stage_since", "pk"), strict=False):
        plan = _plan(users, spec, meeting, _times(today, meeting, hour))
        yield spec, meeting, services.plan(actor=users[spec.recruiter], application=application, plan=plan)


def _times(today: datetime, meeting: Meeting, hour: int) -> list[datetime]:
    """The hour on working days in a row."""
    days = (today.astimezone(ZONE).date() + timedelta(days=number) for number in count(1))
    working = (day for day in days if day.weekday() <= FRIDAY)
    chosen = islice(working, meeting.days - 1, meeting.days - 1 + meeting.times)
    return [datetime.combine(day, time(hour), ZONE) for day in chosen]


def _plan(users: Mapping[str, User], spec: JobSpec, meeting: Meeting, times: Sequence[datetime]) -> services.Plan:
    return services.Plan(
        title="Førstegangsintervju" if spec.norwegian else "First interview",
        kind=meeting.kind,
        place=PLACES[meeting.kind],
        minutes=MINUTES,
        time_zone=ZONE.key,
        language="nb" if spec.norwegian else "en",
        panel=[users[key] for key in (spec.manager, *spec.interviewers)],
        at=times[0] if meeting.times == 1 else None,
        times=times if meeting.times > 1 else (),
    )


def _answer(interview: Interview, users: Mapping[str, User], spec: JobSpec, meeting: Meeting) -> None:
    if meeting.answer == "accepted":
        services.answer(actor=users[spec.manager], interview=interview, answer=Answer.ACCEPTED)
    elif meeting.answer == "declined":
        services.decline(interview=interview, words=WORDS_NB if spec.norwegian else WORDS_EN)
