"""Tell the story to the product, through its own services, on the days it happened; and the world to the sandbox."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

import httpx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from tiltrekk.accounts.models import Environment, RoleAssignment, User
from tiltrekk.applications.models import Application, Feedback, Visibility
from tiltrekk.applications.services import adding, deciding, feedback, moving, notes
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import people, profile
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job, JobRole, StatusReason
from tiltrekk.jobs.services import jobs, team
from tiltrekk.linkedin.feed.publish import address
from tiltrekk.postings.services import post

from demo.company import documents, meetings, pools, world
from demo.company.jobs import COMPANY, JOBS, PREFIX, JobSpec, description
from demo.company.people import COLLEAGUES, PASSWORD, Person
from demo.company.story import Course, Opinion, Remark, Story, happenings, tell


def load(*, sandbox_url: str) -> None:
    """Fill an empty product and an empty sandbox. Takes about a minute."""
    today = clock.now()
    story = tell(today)
    fill_sandbox(story, sandbox_url)
    announce_feed(sandbox_url)
    with translation.override("nb"):
        users = make_colleagues()
        Loader(users, today).play(story)
        pools.fill(users, today)
        meetings.fill(users, today)


def fill_sandbox(story: Story, sandbox_url: str) -> None:
    """Give the sandbox its members, contracts and seats."""
    answer = httpx.post(f"{sandbox_url}/sandbox/api/world", json=world.build(story), timeout=60)
    answer.raise_for_status()


def announce_feed(sandbox_url: str) -> None:
    """Tell the sandbox where the job feed is, as a partner tells LinkedIn; it reads it about once a day."""
    wanted = {"url": address(), "interval_seconds": 24 * 3600}
    httpx.post(f"{sandbox_url}/sandbox/api/feed", json=wanted, timeout=60).raise_for_status()


def make_colleagues(name: str = COMPANY, prefix: str = PREFIX) -> dict[str, User]:
    """Make the eight users with their roles, and name the environment."""
    Environment.objects.update_or_create(pk=1, defaults={"name": name, "prefix": prefix, "language": "nb"})
    users = {}
    for one in COLLEAGUES:
        made = User.objects.create_user(
            email=one.email, password=PASSWORD, name=one.name, title=one.title, language=one.language
        )
        RoleAssignment.objects.bulk_create(RoleAssignment(user=made, role=role) for role in one.roles)
        users[one.key] = made
    return users


@contextmanager
def _on(moment: datetime) -> Iterator[None]:
    with clock.at(moment):
        yield


class Loader:
    """Plays the story job by job, each event on its own day."""

    def __init__(self, users: dict[str, User], today: datetime, specs: Sequence[JobSpec] = JOBS) -> None:
        self.users, self.today, self.specs = users, today, specs
        self.found: dict[str, Candidate] = {}

    def play(self, story: Story) -> None:
        """Everything in the order of time, as it would have been written down."""
        made = {spec.title: self.open_job(spec) for spec in sorted(self.specs, key=lambda one: -one.days_open)}
        steps = [step for course in story.courses for step in self._steps(course, made[course.job.title])]
        steps += [(self._closed_at(spec), partial(self.close_job, spec, made[spec.title])) for spec in self.specs]
        for number, (at, step) in enumerate(sorted(steps, key=itemgetter(0)), 1):
            with _on(at):
                step()
            if number % 100 == 0:
                print(f"{number} of {len(steps)} happenings", flush=True)
        for spec in self.specs:
            self.ask_for_feedback(spec, made[spec.title])

    def open_job(self, spec: JobSpec) -> Job:
        recruiter = self.users[spec.recruiter]
        opened = self.today - timedelta(days=spec.days_open, hours=2)
        with _on(opened - timedelta(days=4)):
            job = jobs.create(actor=recruiter, title=spec.title, role=JobRole.RECRUITER)
            job = jobs.change_details(actor=recruiter, job=job, details=_details(spec))
            team.set_member(actor=recruiter, job=job, user=self.users[spec.manager], role=JobRole.HIRING_MANAGER)
            for key in spec.interviewers:
                team.set_member(actor=recruiter, job=job, user=self.users[key], role=JobRole.INTERVIEWER)
        if spec.state != "draft":
            with _on(opened):
                job = jobs.activate(actor=recruiter, job=job)
                if spec.posted:
                    post(actor=recruiter, job=job, channel="career_site")
        return job

    def _closed_at(self, spec: JobSpec) -> datetime:
        return self.today - timedelta(days=spec.days_open - 95)

    def close_job(self, spec: JobSpec, job: Job) -> None:
        if spec.state not in {"filled", "cancelled"}:
            return
        hired = [one.public_id for one in Application.objects.filter(job=job, status_reason="offer_accepted")]
        reason = StatusReason.FILLED if spec.state == "filled" else StatusReason.CANCELLED
        jobs.close(actor=self.users[spec.recruiter], job=job, reason=reason, hired=hired)

    def ask_for_feedback(self, spec: JobSpec, job: Job) -> None:
        """The hiring manager asks the recruiter about the last one who was interviewed."""
        recruiter, manager = self.users[spec.recruiter], self.users[spec.manager]
        given = Feedback.objects.filter(author=recruiter).values("application")
        met = Application.objects.filter(job=job, stage__kind="interview", closed_at=None).exclude(pk__in=given)
        application = met.order_by("-stage_since").first()
        if application and job.is_active:
            with _on(self.today - timedelta(minutes=5)):  # after all the rest, as it is written down after it
                due = clock.now() + timedelta(days=1)
                feedback.request_feedback(actor=manager, application=application, colleague=recruiter, due_at=due)

    def _steps(self, course: Course, job: Job) -> Iterator[tuple[datetime, Callable[[], None]]]:
        arrived: list[Application] = []
        yield course.came, lambda: arrived.append(self._arrive(course, job))
        for at, what, detail in happenings(course):
            yield at, partial(self._happen, course, arrived, what, detail)

    def _arrive(self, course: Course, job: Job) -> Application:
        candidate = self._person(course)
        recruiter = self.users[course.job.recruiter]
        add = adding.add_prospect if course.prospect else adding.add_applicant
        application = add(actor=recruiter, job=job, candidate=candidate, source=course.source)
        if not course.prospect:
            upload = SimpleUploadedFile(f"{course.person.key}.pdf", documents.resume(course.person), "application/pdf")
            adding.hand_in(actor=recruiter, application=application, upload=upload, kind="resume")
        return application

    def _person(self, course: Course) -> Candidate:
        person = course.person
        if person.key not in self.found:
            email = "" if course.prospect and course.source == "linkedin" else person.email
            made, _new = people.find_or_create(
                actor=self.users[course.job.recruiter],
                given_name=person.given_name,
                surname=person.surname,
                email=email,
                phone=person.phone if email else "",
                employer=person.employer,
                source=course.source,
            )
            Candidate.objects.filter(pk=made.pk).update(
                current_title=person.title, city=person.city, country=person.country
            )
            profile.fill_profile(made, _profile(person))
            self.found[person.key] = made
        return self.found[person.key]

    def _happen(self, course: Course, arrived: list[Application], what: str, detail: Any) -> None:
        application = arrived[0]
        application.refresh_from_db()
        actor = self.users[course.job.recruiter]
        if what == "move":
            to_stage = application.job.process.stages.get(kind=detail)
            moving.move(actor=actor, application=application, from_stage=application.stage, to_stage=to_stage)
        elif what == "reject":
            deciding.reject(actor=actor, application=application, reason=detail)
        elif what == "hire":
            deciding.accept_offer(actor=actor, application=application)
        elif isinstance(detail, Remark):
            self._note(application, detail)
        elif isinstance(detail, Opinion):
            self._feedback(application, detail)

    def _note(self, application: Application, remark: Remark) -> None:
        notes.create_note(
            actor=self.users[remark.author],
            candidate=application.candidate,
            application=application,
            text=remark.text,
            visibility=Visibility.PRIVATE if remark.private else Visibility.TEAM,
        )

    def _feedback(self, application: Application, opinion: Opinion) -> None:
        text = feedback.FeedbackText(
            recommended=opinion.recommended,
            strengths=opinion.strengths,
            weaknesses=opinion.weaknesses,
            overall=opinion.overall,
        )
        feedback.submit_feedback(actor=self.users[opinion.author], application=application, text=text)


def _details(spec: JobSpec) -> dict[str, Any]:
    return {
        "description": description(spec),
        "city": spec.city,
        "region": spec.region,
        "country": "NO",
        "workplace": spec.workplace,
        "employment_type": spec.employment,
        "seniority": spec.seniority,
    }


def _profile(person: Person) -> profile.Profile:
    school, degree, field, year = person.studies
    return profile.Profile(
        experience=[
            profile.ExperienceEntry(
                title=title,
                organisation=employer,
                started=date(start, 8, 1),
                ended=date(end, 7, 1) if end else None,
            )
            for title, employer, start, end in person.posts
        ],
        education=[profile.EducationEntry(school=school, degree=degree, field=field, ended=date(year, 6, 1))],
        skills=person.skills,
    )
