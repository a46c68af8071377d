"""What happened at the demo company: who came to which job, when, how far, and what colleagues wrote.

A pure function of the seed and of the day it is told on; nothing here knows the product.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from demo.company import texts
from demo.company.jobs import JOBS, JobSpec
from demo.company.people import SEED, Maker, Person

STAGES = ("application", "screening", "interview", "offer")
REASONS = ("experience", "skill_set", "competency", "education", "application", "candidate_withdrew")
SOURCES = ("career_site",) * 5 + ("linkedin",) * 3 + ("referral", "university", "job_board", "added_by_recruiter")


@dataclass
class Opinion:
    """One colleague's feedback."""

    author: str
    at: datetime
    recommended: bool
    strengths: str
    weaknesses: str
    overall: str


@dataclass
class Remark:
    """One note."""

    author: str
    at: datetime
    text: str
    private: bool = False


@dataclass
class Course:
    """One person's way through one job."""

    person: Person
    job: JobSpec
    source: str
    came: datetime
    prospect: bool = False
    moves: list[tuple[str, datetime]] = field(default_factory=list)  # later stages
    rejected: tuple[datetime, str] | None = None
    hired: datetime | None = None
    notes: list[Remark] = field(default_factory=list)
    feedback: list[Opinion] = field(default_factory=list)


@dataclass
class Story:
    """All of it, in the order in which it happened."""

    people: list[Person]
    courses: list[Course]


def tell(today: datetime, jobs: Sequence[JobSpec] = JOBS) -> Story:
    """Make the story as seen on a day: by default twelve jobs, four hundred people, two years."""
    chance = random.Random(SEED)
    maker, people, courses = Maker(chance), [], []
    for job in jobs:
        came = [maker.person(job.field) for _ in range(job.people)]
        people += came
        courses += [_course(chance, person, job, today, prospect=n < job.prospects) for n, person in enumerate(came)]
    _hire_one(courses)
    courses += _second_tries(chance, courses, jobs, today)
    return Story(people, sorted(courses, key=lambda course: course.came))


def _hire_one(courses: Sequence[Course]) -> None:
    """The filled job was filled by the last of those who came to the offer."""
    offered = [
        course
        for course in courses
        if course.job.state == "filled" and course.moves[-1:] and course.moves[-1][0] == "offer"
    ]
    winner = max(offered, key=lambda course: course.moves[-1][1])
    winner.hired = winner.moves[-1][1] + timedelta(days=2)


def _second_tries(
    chance: random.Random, first: Sequence[Course], jobs: Sequence[JobSpec], today: datetime
) -> list[Course]:
    """Some who were turned down on a closed job applied to an open one of the same field later."""
    turned_down = [course for course in first if course.job.state in {"filled", "cancelled"} and not course.hired]
    again = []
    for course in turned_down:
        open_jobs = [job for job in jobs if job.state == "active" and job.field == course.job.field]
        if open_jobs and chance.random() < 0.2:
            again.append(_course(chance, course.person, chance.choice(open_jobs), today, prospect=False))
    return again


def _course(chance: random.Random, person: Person, job: JobSpec, today: datetime, *, prospect: bool) -> Course:
    opened = today - timedelta(days=job.days_open)
    last_day = today if job.state == "active" else opened + timedelta(days=90)
    came = opened + (last_day - opened) * chance.random() ** 0.8
    source = "linkedin" if prospect and chance.random() < 0.7 else chance.choice(SOURCES)
    course = Course(person, job, source, _working_hours(chance, came, last_day), prospect=prospect)
    if not prospect:
        _walk(chance, course, last_day)
    _remark(chance, course, last_day)
    return course


def _working_hours(chance: random.Random, moment: datetime, latest: datetime) -> datetime:
    shifted = moment.replace(hour=chance.randrange(7, 17), minute=chance.randrange(60), second=chance.randrange(60))
    return min(shifted, latest - timedelta(minutes=chance.randrange(1, 300)))


def _walk(chance: random.Random, course: Course, until: datetime) -> None:
    at = course.came
    for stage in STAGES[1:]:
        at += timedelta(days=chance.uniform(1, 9))
        if at >= until:
            return
        if chance.random() > {"screening": 0.42, "interview": 0.5, "offer": 0.35}[stage]:
            _perhaps_reject(chance, course, at)
            return
        course.moves.append((stage, at))
        if stage != "screening":
            _judge(chance, course, at, until)


def _perhaps_reject(chance: random.Random, course: Course, at: datetime) -> None:
    if chance.random() < 0.55 or course.job.state in {"filled", "cancelled"}:
        course.rejected = (at, chance.choice(REASONS))


def _judge(chance: random.Random, course: Course, after: datetime, until: datetime) -> None:
    norwegian = course.job.norwegian
    strengths, weaknesses, overall = (
        (texts.STRENGTHS_NB, texts.WEAKNESSES_NB, texts.OVERALL_NB)
        if norwegian
        else (texts.STRENGTHS_EN, texts.WEAKNESSES_EN, texts.OVERALL_EN)
    )
    given = {opinion.author for opinion in course.feedback}
    for author in _panel(course.job):
        at = after + timedelta(hours=chance.uniform(2, 60))
        if at < until and author not in given and chance.random() < 0.75:
            good = chance.random() < 0.7
            course.feedback.append(
                Opinion(
                    author, at, good, chance.choice(strengths), chance.choice(weaknesses), overall[0 if good else -1]
                )
            )


def _panel(job: JobSpec) -> tuple[str, ...]:
    return (job.manager, job.recruiter, *job.interviewers)


def _remark(chance: random.Random, course: Course, until: datetime) -> None:
    lines = texts.NOTES_NB if course.job.norwegian else texts.NOTES_EN
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        at = course.came + timedelta(hours=chance.uniform(1, 200))
        if at < until:
            course.notes.append(
                Remark(chance.choice((course.job.recruiter, course.job.manager)), at, chance.choice(lines))
            )
    if chance.random() < 0.06:
        at = course.came + timedelta(hours=3)
        if at < until:
            course.notes.append(Remark(course.job.recruiter, at, chance.choice(texts.PRIVATE_NOTES), private=True))


def happenings(course: Course) -> Iterator[tuple[datetime, str, object]]:
    """Yield what happened after the person came, in order of time: (when, what, detail)."""
    found: list[tuple[datetime, str, object]] = [(at, "move", stage) for stage, at in course.moves]
    found += [(note.at, "note", note) for note in course.notes]
    found += [(opinion.at, "feedback", opinion) for opinion in course.feedback]
    if course.rejected:
        found.append((course.rejected[0], "reject", course.rejected[1]))
    if course.hired:
        found.append((course.hired, "hire", None))
    ended = course.rejected[0] if course.rejected else None
    yield from sorted((one for one in found if not ended or one[0] <= ended), key=lambda one: one[0])
