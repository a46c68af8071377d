"""A small company for tests that walk over all pages: a job with a team, people in stages, colleagues of all kinds."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from factories import (
    ApplicationFactory,
    CandidateFactory,
    FeedbackFactory,
    JobFactory,
    NoteFactory,
    UserFactory,
)
from tiltrekk.accounts.models import Environment, User
from tiltrekk.api.models import Attempt, Delivery, Endpoint, Problem
from tiltrekk.applications.models import Application, ApplicationDocument, Feedback, Note
from tiltrekk.candidates.models import Candidate, Document, PoolMember, TalentPool
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Role
from tiltrekk.interviews import services as interviews
from tiltrekk.interviews.models import Interview
from tiltrekk.interviews.services import Plan
from tiltrekk.jobs.models import Job, JobRole, StageKind
from tiltrekk.linkedin.models import LinkedInSettings

# Who walks through the house; the columns of the tables in tests/routes, in this order.
KINDS = (
    "anonymous",
    "nobody",  # signed in, no role, no team
    "reader",
    "manager",  # hiring manager on the team
    "manager_off",  # hiring manager of other jobs
    "recruiter",
    "recruiter_off",
    "interviewer",  # on the team, no role
    "admin",
)


@dataclass
class World:
    """What the pages are about."""

    users: dict[str, User]
    job: Job
    draft: Job
    candidate: Candidate
    application: Application
    prospect: Application
    note: Note
    feedback: Feedback
    colleague: User
    pool: TalentPool
    document: Document
    interview: Interview  # booked, with the interviewer
    offered: Interview  # times to choose among
    endpoint: Endpoint
    delivery: Delivery
    others: list[Application] = field(default_factory=list)


def build() -> World:
    """Make the rows. Every name is invented."""
    Environment.current()
    LinkedInSettings.current()
    users = {
        "nobody": UserFactory(name="Ola Utenrolle", email="nobody@example.org"),
        "reader": UserFactory(name="Lise Leser", email="reader@example.org", roles=[Role.READER]),
        "manager": UserFactory(name="Anders Lie", email="manager@example.org", roles=[Role.HIRING_MANAGER]),
        "manager_off": UserFactory(name="Tor-Arne Vik", email="manager2@example.org", roles=[Role.HIRING_MANAGER]),
        "recruiter": UserFactory(name="Marit Haugen", email="recruiter@example.org", roles=[Role.RECRUITER]),
        "recruiter_off": UserFactory(name="Daniel Ashworth", email="recruiter2@example.org", roles=[Role.RECRUITER]),
        "interviewer": UserFactory(name="Priya Raman", email="interviewer@example.org"),
        "admin": UserFactory(name="Grete Holm", email="admin@example.org", roles=[Role.ADMIN]),
    }
    team = {
        users["manager"]: JobRole.HIRING_MANAGER,
        users["recruiter"]: JobRole.RECRUITER,
        users["interviewer"]: JobRole.INTERVIEWER,
    }
    job = JobFactory(title="Senior backend engineer", job_id="N1-1042", team=team, created_by=users["recruiter"])
    candidate = CandidateFactory(
        given_name="Sunniva", surname="Berge", current_title="Senior engineer", current_employer="Havstrøm Data",
        email="sunniva.berge@example.org",
    )  # fmt: skip
    application = ApplicationFactory(
        job=job, candidate=candidate, at=StageKind.SCREENING, stage_since=clock.now() - timedelta(days=3)
    )
    endpoint, delivery = _webhook(application)
    thea = CandidateFactory(given_name="Thea", surname="Brekke", email="thea.brekke@example.org")
    others = [_applicant(job, person, stage) for *person, stage in PEOPLE]
    return World(
        users=users,
        job=job,
        draft=JobFactory(title="HSE adviser", status="draft", team=team, created_by=users["recruiter"]),
        candidate=candidate,
        application=application,
        prospect=ApplicationFactory(job=job, candidate=thea, at=StageKind.PROSPECT, source="linkedin", applied_at=None),
        note=NoteFactory(application=application, author=users["recruiter"], text="Notice period two months."),
        feedback=FeedbackFactory(application=application, author=users["manager"]),
        pool=_pool(users["recruiter"], candidate),
        document=_document(application),
        endpoint=endpoint,
        delivery=delivery,
        colleague=UserFactory(name="Sara Nordli", email="colleague@example.org", roles=[Role.HIRING_MANAGER]),
        interview=_interview(application, users["recruiter"], users["interviewer"]),
        offered=_offered(others[-1], users["recruiter"], users["interviewer"]),
        others=others,
    )


PEOPLE: tuple[tuple[str, str, str, str, StageKind], ...] = (
    ("Håkon", "Sletten", "Backend developer", "Tindra Software", StageKind.APPLICATION),
    ("Maja", "Ellingsen", "Senior engineer", "Kvikksølv Data", StageKind.APPLICATION),
    ("Rahul", "Menon", "Platform engineer", "Northgate Pay", StageKind.APPLICATION),
    ("Tobias", "Falk", "Backend lead", "Skogly Systems", StageKind.SCREENING),
    ("Jonas", "Tveit", "Principal engineer", "Nordavind", StageKind.INTERVIEW),
)


def _applicant(job: Job, words: list[str], stage: StageKind) -> Application:
    given, surname, title, employer = words
    person = CandidateFactory(given_name=given, surname=surname, current_title=title, current_employer=employer)
    return ApplicationFactory(job=job, candidate=person, at=stage, source="career_site")


def _interview(application: Application, planner: User, colleague: User) -> Interview:
    """Booked for the day after tomorrow."""
    at = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
    plan = Plan(
        title="First interview", kind="video", minutes=45, time_zone="Europe/Oslo", language="en", panel=[colleague],
        place="https://meet.example.org/havbris", at=at,
    )  # fmt: skip
    return interviews.plan(actor=planner, application=application, plan=plan)


def _offered(application: Application, planner: User, colleague: User) -> Interview:
    """Three times next week."""
    at = clock.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=7)
    plan = Plan(
        title="Second interview", kind="in_person", minutes=60, time_zone="Europe/Oslo", language="nb",
        panel=[colleague, planner], place="Strandgaten 1, Bergen", times=[at + timedelta(hours=n) for n in range(3)],
    )  # fmt: skip
    return interviews.plan(actor=planner, application=application, plan=plan)


def _pool(owner: User, candidate: Candidate) -> TalentPool:
    pool = TalentPool.objects.create(name="Backend, Western Norway", owner=owner, created_at=clock.now())
    PoolMember.objects.create(pool=pool, candidate=candidate, added_by=owner, added_at=clock.now())
    return pool


def _document(application: Application) -> Document:
    document = Document.objects.create(
        candidate=application.candidate, kind="resume", name="cv.txt", content_type="text/plain", size=5,
        file=ContentFile(b"hello", name="cv.txt"), uploaded_at=clock.now(),
    )  # fmt: skip
    ApplicationDocument.objects.create(application=application, document=document)
    return document


def _webhook(application: Application) -> tuple[Endpoint, Delivery]:
    """Another system that was told something and did not take it at once."""
    verb = "application.advanced"
    endpoint = Endpoint.objects.create(
        url="https://93.184.215.14/hook", description="Payroll", events=[verb], secret="whsec_" + "x" * 44,
        failures=3, failing_since=clock.now(), next_try=clock.now() + timedelta(minutes=4), tried_at=clock.now(),
        status=403, problem=Problem.MISCONFIGURED,
    )  # fmt: skip
    stages = {
        "from": {"kind": "application", "label": "Application"},
        "to": {"kind": "screening", "label": "Screening"},
    }
    event = events.record(actor=None, verb=verb, subject=application, values=stages)
    Delivery.objects.all().delete()
    ids = {
        "job": application.job.public_id,
        "candidate": application.candidate.public_id,
        "application": application.public_id,
    }
    delivery = Delivery.objects.create(
        endpoint=endpoint, event=event, verb=verb, ids=ids, state="failed", attempts=1, status=403
    )
    told = {"status": 403, "problem": Problem.MISCONFIGURED, "excerpt": "who are you", "milliseconds": 120, "skew": 600}
    Attempt.objects.create(delivery=delivery, **told)
    return endpoint, delivery
