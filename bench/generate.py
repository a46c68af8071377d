"""Many made-up people, straight into the tables: the same for the same seed and number.

Two thousand jobs at most, half of them open; three applications a person; the first job has exactly 500; one name is
rare, one common. No events are written, so nothing of it is sent to LinkedIn.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.candidates.models import Candidate, EmailAddress
from tiltrekk.core import clock
from tiltrekk.core.text import sort_key
from tiltrekk.jobs.models import Job, JobRole, Process, Stage, StageKind, TeamMember

from demo.company.people import GIVEN_EN, GIVEN_NB, SURNAME_EN, SURNAME_NB, plain_ascii

SEED = 20261121
MOST_JOBS = 2000
ON_FIRST_JOB = 500
EACH_APPLIES = 3
ON_TEAM_OF = 50  # jobs
RARE, COMMON = ("Zebulon", "Quillfeather"), "Smith"
GIVEN = (*GIVEN_NB, *GIVEN_EN)
FAMILY = (COMMON, *SURNAME_NB[:20], *SURNAME_EN[:10])  # each rarer than the one before it
PARTS = ("ba", "cor", "den", "fal", "gor", "hel", "jin", "kel", "lom", "mar", "nor", "pel", "quin", "ros", "sel", "yar")
TITLES = ("Software engineer", "Data analyst", "Account manager", "Product designer", "Controller", "Welder")
TOWNS = (("Bergen", "NO"), ("Oslo", "NO"), ("Leith", "GB"), ("Gothenburg", "SE"), ("Lagos", "NG"))
STAGES = tuple(StageKind[name] for name in ("PROSPECT", "APPLICATION", "SCREENING", "INTERVIEW", "OFFER"))
IN_STAGE = (15, 35, 25, 15, 10)  # of a hundred


@dataclass(frozen=True)
class Filled:
    """What was made: the first job, and how many people."""

    first_job: Job
    people: int


@transaction.atomic
def fill(people: int, owner: User) -> Filled:
    """Make the people and their jobs; ``owner`` is on the teams of the first jobs."""
    chance, now = random.Random(SEED), clock.now()
    jobs = min(MOST_JOBS, max(2, people // 5))
    first = {model: _after(model) for model in (Job, Process, Stage, Candidate, Application)}
    _jobs(first, jobs, owner, now)
    made = list(_people(first[Candidate], people, chance, now))
    _copy(Candidate, made)
    _copy(EmailAddress, _emails(made))
    _applications(first, jobs, made, chance)
    _settle()
    return Filled(Job.objects.get(pk=first[Job]), people)


def _after(model: type[models.Model]) -> int:
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]  # noqa: SLF001  # Django's documented API
    return int(last or 0) + 1


def _copy(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Copy rows in: what a row does not say is the field's default."""
    source = iter(rows)
    head = next(source)
    own = [field for field in model._meta.concrete_fields if not field.generated]  # noqa: SLF001
    fields = [field for field in own if not field.primary_key or field.attname in head]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    defaults = {field.attname: field.get_default for field in fields}
    with connection.cursor() as cursor, cursor.copy(f"copy {model._meta.db_table} ({columns}) from stdin") as copy:  # noqa: SLF001
        for row in _chain(head, source):
            copy.write_row([row[name] if name in row else default() for name, default in defaults.items()])


def _chain(head: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield head
    yield from rest


def _settle() -> None:
    """Move the sequences past the ids given here, and let the planner know the tables."""
    with connection.cursor() as cursor:
        for model in (Job, Process, Stage, Candidate, Application):
            table = model._meta.db_table  # noqa: SLF001
            cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}")  # noqa: S608
        cursor.execute("analyze")


def _jobs(first: dict[Any, int], jobs: int, owner: User, now: datetime) -> None:
    _copy(Job, (_job(first[Job] + n, n, jobs, owner, now) for n in range(jobs)))
    _copy(Process, ({"id": first[Process] + n, "job_id": first[Job] + n} for n in range(jobs)))
    _copy(Stage, (_stage(first, n, place) for n in range(jobs) for place in range(len(STAGES))))
    team = range(min(ON_TEAM_OF, jobs))
    on_team = {"user_id": owner.pk, "role": JobRole.RECRUITER.value, "added_at": now}
    _copy(TeamMember, ({"job_id": first[Job] + n, **on_team} for n in team))


def _job(pk: int, n: int, jobs: int, owner: User, now: datetime) -> dict[str, Any]:
    title, town = f"{TITLES[n % len(TITLES)]} {n + 1}", TOWNS[n % len(TOWNS)]
    opened = now - timedelta(days=n % 700)
    is_open = n < (jobs + 1) // 2
    ended = {} if is_open else {"closed_at": opened + timedelta(days=60), "status_reason": "filled"}
    return {
        "id": pk, "number": 10_000_000 + n, "job_id": f"B-{n + 1}", "title": title, "sort_title": sort_key(title),
        "description": "<p>Work that somebody has to do well.</p>", "city": town[0], "country": town[1],
        "status": "active" if is_open else "closed", "created_by_id": owner.pk, "created_at": opened,
        "activated_at": opened, "updated_at": opened, **ended,
    }  # fmt: skip


def _stage(first: dict[Any, int], n: int, place: int) -> dict[str, Any]:
    pk = first[Stage] + n * len(STAGES) + place
    return {"id": pk, "process_id": first[Process] + n, "kind": STAGES[place].value, "ordinal": place}


def _people(first: int, people: int, chance: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
    rare = {people // 13, people // 2, max(0, people - 5)}
    for n in range(people):
        given, surname = RARE if n in rare else (chance.choice(GIVEN), _surname(chance))
        city, country = chance.choice(TOWNS)
        came = now - timedelta(seconds=chance.randrange(60, 4 * 365 * 86400))
        yield {
            "id": first + n, "public_id": f"{chance.getrandbits(128):032x}", "given_name": given, "surname": surname,
            "sort_name": sort_key(f"{given} {surname}"), "current_title": chance.choice(TITLES), "city": city,
            "current_employer": f"{chance.choice(PARTS).capitalize()}{chance.choice(PARTS)} Works",
            "country": country, "source": "career_site", "created_at": came, "updated_at": came,
        }  # fmt: skip


def _surname(chance: random.Random) -> str:
    if chance.random() < 0.6:  # noqa: PLR2004  # the rest is the long tail of rare names
        return chance.choices(FAMILY, [1 / (n + 1) ** 0.5 for n in range(len(FAMILY))])[0]
    return "".join(chance.choice(PARTS) for _ in range(3)).capitalize()


def email_of(given: str, surname: str, pk: int) -> str:
    """Return the address of a made-up person."""
    return f"{plain_ascii(given)}.{plain_ascii(surname)}.{pk}@example.org"


def _emails(made: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in made:
        address = email_of(one["given_name"], one["surname"], one["id"])
        yield {"candidate_id": one["id"], "address": address, "is_primary": True}


def _applications(first: dict[Any, int], jobs: int, made: Sequence[dict[str, Any]], chance: random.Random) -> None:
    rows = list(_on_jobs(first, jobs, made, chance))
    _copy(Application, rows)
    _copy(
        StageMove,
        ({"application_id": one["id"], "to_stage_id": one["stage_id"], "at": one["created_at"]} for one in rows),
    )


def _on_jobs(
    first: dict[Any, int], jobs: int, made: Sequence[dict[str, Any]], chance: random.Random
) -> Iterator[dict[str, Any]]:
    pk = first[Application]
    for n, person in enumerate(made):
        chosen = {0} if n < ON_FIRST_JOB else set()
        while len(chosen) < min(EACH_APPLIES, jobs):
            chosen.add(chance.randrange(1, jobs))
        for job in sorted(chosen):
            place = chance.choices(range(len(STAGES)), IN_STAGE)[0] if job else 1 + n % (len(STAGES) - 1)
            yield _application(pk, first, job, place, person)
            pk += 1


def _application(pk: int, first: dict[Any, int], job: int, place: int, person: dict[str, Any]) -> dict[str, Any]:
    came = person["created_at"]
    return {
        "id": pk, "public_id": f"{pk:032x}", "job_id": first[Job] + job, "candidate_id": person["id"],
        "stage_id": first[Stage] + job * len(STAGES) + place, "stage_since": came, "source": "career_site",
        "created_at": came, "updated_at": came, "applied_at": came if place else None,
    }  # fmt: skip
