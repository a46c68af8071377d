"""How many questions each page asks the database, and that the number does not grow with the rows.

``UPDATE_QUERY_COUNTS=1 pytest tiltrekk/tests/test_query_counts.py`` writes ``query_counts.json`` anew; look at the
difference before you commit it.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from asking import LINES, ask
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, JobFactory, NoteFactory
from routes import Line
from tiltrekk.api.models import Attempt, Delivery, Endpoint
from tiltrekk.candidates.models import PoolMember
from tiltrekk.core import clock
from tiltrekk.interviews import services as interviews
from tiltrekk.interviews.services import Plan
from tiltrekk.jobs.models import JobRole, StageKind
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

BASELINE = Path(__file__).with_name("query_counts.json")
HOW = "run UPDATE_QUERY_COUNTS=1 pytest tiltrekk/tests/test_query_counts.py, and commit the file if the change is meant"
PAGES = [
    line
    for line in LINES
    if line.method == "GET"
    and not line.name.startswith("account_")
    and line.name.endswith(
        ("list", "list-mine", "list-drafts", "board", "-read", "-team", "-process", "-postings", "-activity", "-notes",
         "-applications", "-documents", "-tab", "-diagnosis", ":tab", ":admin", ":home", ":search", ":activity")
    )
]  # fmt: skip
KIND = "admin"  # sees the most
MORE = 5


def asked(line: Line, world: World) -> int | None:
    """Return how many questions a page asks; None when it is no page."""
    with CaptureQueriesContext(connection) as questions:
        answer = ask(line, KIND, world)
    if answer.status_code != 200:
        return None
    return sum(not question["sql"].startswith(("SAVEPOINT", "ROLLBACK", "RELEASE")) for question in questions)


def counts(world: World) -> dict[str, int]:
    found = {line.name: asked(line, world) for line in PAGES}
    return {name: number for name, number in sorted(found.items()) if number is not None}


def more_rows(world: World) -> None:
    """Double what the lists show: jobs, people in each stage, notes, feedback, people of the pool."""
    team = {world.users["recruiter"]: JobRole.RECRUITER, world.users["manager"]: JobRole.HIRING_MANAGER}
    for number in range(MORE):
        JobFactory(team=team)
        JobFactory(team=team, status="draft")
        for stage in (StageKind.PROSPECT, StageKind.APPLICATION, StageKind.SCREENING):
            application = ApplicationFactory(job=world.job, at=stage, source="linkedin")
        FeedbackFactory(application=application, author=world.users["manager"])
        at = (world.interview.starts_at or clock.now()) + timedelta(hours=number + 1)
        plan = Plan(
            title="Talk", kind="phone", minutes=30, time_zone="Europe/Oslo", language="en", at=at,
            panel=[world.users["interviewer"], world.users["manager"]],
        )  # fmt: skip
        interviews.plan(actor=world.users["recruiter"], application=application, plan=plan)
        NoteFactory(application=world.application, author=world.users["recruiter"])
        person = CandidateFactory(member=f"urn:li:person:more{number}")
        PoolMember.objects.create(pool=world.pool, candidate=person, added_at=clock.now())
        told = {"event": world.delivery.event, "verb": world.delivery.verb, "ids": {}}
        Attempt.objects.create(delivery=Delivery.objects.create(endpoint=world.endpoint, **told))
        Attempt.objects.create(delivery=world.delivery)
        Endpoint.objects.create(url="https://93.184.215.14/", description=f"More {number}", events=[], secret="x")


@pytest.fixture(scope="module")
def measured(world: World) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers in the small world, and in one with twice the rows."""
    for line in PAGES:
        ask(line, KIND, world)  # what is kept in memory is read once
    before = counts(world)
    more_rows(world)
    return before, counts(world)


@pytest.mark.req("SEC-85")
def test_pages_ask_as_many_questions_as_written_down(measured: tuple[dict[str, int], dict[str, int]]) -> None:
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        BASELINE.write_text(json.dumps(measured[0], indent=2) + "\n")
    written = json.loads(BASELINE.read_text())
    changed = {
        name: (written.get(name), measured[0].get(name))
        for name in written | measured[0]
        if written.get(name) != measured[0].get(name)
    }
    assert not changed, f"page: (written down, now); {HOW}"


@pytest.mark.req("SEC-85")
def test_more_rows_are_no_more_questions(measured: tuple[dict[str, int], dict[str, int]]) -> None:
    before, after = measured
    grown = {name: (before[name], after[name]) for name in before if after[name] > before[name]}
    assert not grown, "page: (few rows, twice the rows)"
