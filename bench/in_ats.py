"""From a change in the product to *In ATS* in Recruiter, beside the same written straight with the client."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from linkedin_talent.applications import ApplicationNote, ApplicationStage, InterviewFeedback
from linkedin_talent.client import LinkedInClient
from linkedin_talent.keys import ApplicationKey
from linkedin_talent.records import PersonName
from tiltrekk.applications.models import Application, Visibility
from tiltrekk.applications.services import feedback, moving, notes
from tiltrekk.core import clock
from tiltrekk.jobs.models import JobRole
from tiltrekk.jobs.services import team
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import CompanyPage, Connection

from bench.figures import Figure, timed, until
from bench.results import Results
from bench.scene import RECRUITER, SECOND_RECRUITER, Scene

GROUP = "A change in the product, until Recruiter shows it"
LIMIT = 2000  # ms
_NUMBERS = count(1)
AUTHOR = PersonName(first_name="Daniel", last_name="Ashworth")


@dataclass
class Person:
    """An applicant whom Recruiter marks *In ATS*."""

    application: Application
    member: str
    key: ApplicationKey


def measure(scene: Scene, connection: Connection, results: Results, times: int) -> None:
    """Move, write notes and give feedback by the services; then the same straight; then the hiring team."""
    people = list(_people(scene, times))
    for name, change, straight in (
        ("a stage move", _move, _stage_straight),
        ("a note", _note, _note_straight),
        ("feedback", _feedback, _feedback_straight),
    ):
        ours = [timed(partial(change, scene, one)) for one in people]
        beside = f"straight: {name}, until seen"
        results.figures.append(Figure(GROUP, f"{name}, until seen In ATS", ours, limit=LIMIT, beside=beside))
        with linkedin.environment(connection) as client:
            calls = [_straight(scene, client, one, straight) for one in people]
        results.figures.append(Figure(GROUP, beside, [seen for _called, seen in calls]))
        results.figures.append(Figure(GROUP, f"straight: {name}, the call alone", [called for called, _seen in calls]))
    _measure_team(scene, results, times)


def _people(scene: Scene, times: int) -> Iterator[Person]:
    """Applicants on the recruiter's job whom LinkedIn matched, without feedback by the recruiter."""
    by_email = {email: one["id"] for one in scene.world["members"] for email in one["emails"]}
    actor, organization = scene.users[RECRUITER], CompanyPage.objects.get().urn
    rows = Application.objects.filter(job__team__user=actor, job__status="active", stage__kind="application")
    rows = rows.exclude(status="closed").exclude(feedback__author=actor).order_by("pk")
    found = 0
    for application in rows.select_related("job", "candidate", "stage"):
        email = application.candidate.emails.first()
        member = by_email.get(email.address if email else "", "")
        one = Person(application, member, ApplicationKey(application.public_id, organization))
        if member and found < times and _stages(scene, one):
            found += 1
            yield one


def _shown(scene: Scene, member: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = scene.look("in-ats", seat=scene.seat(RECRUITER), member=member)["in_ats"]
    return found


def _until_shown(scene: Scene, one: Person, text: str) -> None:
    until(lambda: text in str(_shown(scene, one.member)), f"{text!r} In ATS")


# --- by the product's services ------------------------------------------------------------------------------------


def _move(scene: Scene, one: Person) -> None:
    application, actor = one.application, scene.users[RECRUITER]
    before = _stages(scene, one)
    to_stage = application.job.process.stages.get(kind="screening")
    moving.move(actor=actor, application=application, from_stage=application.stage, to_stage=to_stage)
    until(lambda: _stages(scene, one) > before, "the stage In ATS")


def _stages(scene: Scene, one: Person) -> int:
    jobs = [job for shown in _shown(scene, one.member) for job in shown["jobs"]]
    return sum(len(job["stages"]) for job in jobs if job["application_id"] == one.application.public_id)


def _note(scene: Scene, one: Person) -> None:
    text = f"Measured note {next(_NUMBERS)}."
    notes.create_note(
        actor=scene.users[RECRUITER],
        candidate=one.application.candidate,
        application=one.application,
        text=text,
        visibility=Visibility.TEAM,
    )
    _until_shown(scene, one, text)


def _feedback(scene: Scene, one: Person) -> None:
    text = f"Measured feedback {next(_NUMBERS)}."
    words = feedback.FeedbackText(recommended=True, strengths=text, weaknesses="", overall="")
    feedback.submit_feedback(actor=scene.users[RECRUITER], application=one.application, text=words)
    _until_shown(scene, one, text)


# --- straight -----------------------------------------------------------------------------------------------------

Straight = Callable[[LinkedInClient, Person, str], object]


def _straight(scene: Scene, client: LinkedInClient, one: Person, call: Straight) -> tuple[float, float]:
    text = f"Straight {next(_NUMBERS)}"
    called = timed(lambda: call(client, one, text))
    return called, called + timed(lambda: _until_shown(scene, one, text))


def _stage_straight(client: LinkedInClient, one: Person, text: str) -> object:
    return client.stages.upsert(one.key, {_id(): ApplicationStage(ats_created_at=clock.now(), stage=text)})


def _note_straight(client: LinkedInClient, one: Person, text: str) -> object:
    record = ApplicationNote(ats_created_at=clock.now(), note=text, author=AUTHOR)
    return client.application_notes.upsert(one.key, {_id(): record})


def _feedback_straight(client: LinkedInClient, one: Person, text: str) -> object:
    record = InterviewFeedback(ats_created_at=clock.now(), interviewer=AUTHOR, feedback=text)
    return client.interview_feedback.upsert(one.key, {_id(): record})


def _id() -> str:
    return f"bench-{next(_NUMBERS)}"


# --- the hiring team ----------------------------------------------------------------------------------------------


def _measure_team(scene: Scene, results: Results, times: int) -> None:
    offered = [timed(partial(_join, scene)) for _ in range(times) if _leave(scene)]
    name = "joining a hiring team, until the job is offered for export"
    results.figures.append(Figure(GROUP, name, offered, limit=LIMIT))


def _join(scene: Scene) -> None:
    user = scene.users[SECOND_RECRUITER]
    team.set_member(actor=scene.users[RECRUITER], job=scene.job, user=user, role=JobRole.RECRUITER)
    until(lambda: _is_offered(scene), "the job in Recruiter's job box")


def _leave(scene: Scene) -> bool:
    member = scene.job.team.filter(user=scene.users[SECOND_RECRUITER]).first()
    if member:
        team.remove_member(actor=scene.users[RECRUITER], member=member)
    until(lambda: not _is_offered(scene), "the job gone from Recruiter's job box")
    return True


def _is_offered(scene: Scene) -> bool:
    found = scene.look("jobs-offered", seat=scene.seat(SECOND_RECRUITER), q=scene.job.title)["jobs"]
    return any(scene.job.job_id in str(one) for one in found)
