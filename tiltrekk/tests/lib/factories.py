"""Makers of rows for tests. They write what a finished service would leave behind."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from tiltrekk.accounts.models import RoleAssignment, User
from tiltrekk.applications.models import Application, Feedback, FeedbackState, Note, StageMove
from tiltrekk.candidates.models import Candidate, EmailAddress, SocialIdentity
from tiltrekk.core import clock
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Activity, Job, JobRole, Process, Stage, StageKind, Status, TeamMember

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person Number{n}")

    @factory.post_generation
    def roles(self: User, create: bool, extracted: Any, **_: Any) -> None:  # type: ignore[misc]
        for role in extracted or ():
            RoleAssignment.objects.create(user=self, role=Role(role))

    @factory.post_generation
    def password(self: User, create: bool, extracted: Any, **_: Any) -> None:  # type: ignore[misc]
        self.set_password(extracted or PASSWORD)
        self.save()


class JobFactory(DjangoModelFactory[Job]):
    class Meta:
        model = Job
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: 500_000 + n)
    job_id = factory.LazyAttribute(lambda job: f"N1-{job.number}")
    title = factory.Sequence(lambda n: f"Engineer {n}")
    description = "<p>" + "We look for someone who builds things that last and tells others how. " * 3 + "</p>"
    city = "Bergen"
    country = "NO"
    status = Status.ACTIVE
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(clock.now)
    activated_at = factory.LazyFunction(clock.now)
    updated_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def process(self: Job, create: bool, extracted: Any, **options: Any) -> None:  # type: ignore[misc]
        process = Process.objects.create(job=self)
        for ordinal, kind in enumerate(
            (StageKind.PROSPECT, StageKind.APPLICATION, StageKind.SCREENING, StageKind.INTERVIEW, StageKind.OFFER)
        ):
            enabled = kind != StageKind.PROSPECT or options.get("prospects", True)
            stage = Stage.objects.create(process=process, kind=kind, ordinal=ordinal, enabled=enabled)
            if kind == StageKind.PROSPECT:
                settings = {"allow_hiring_managers": options.get("allow_hiring_managers", True)}
                Activity.objects.create(stage=stage, kind="prospect", settings=settings)

    @factory.post_generation
    def team(self: Job, create: bool, extracted: Any, **_: Any) -> None:  # type: ignore[misc]
        for user, role in (extracted or {}).items():
            TeamMember.objects.create(job=self, user=user, role=JobRole(role), added_at=clock.now())


class CandidateFactory(DjangoModelFactory[Candidate]):
    class Meta:
        model = Candidate
        skip_postgeneration_save = True

    given_name = factory.Sequence(lambda n: f"Given{n}")
    surname = factory.Sequence(lambda n: f"Surname{n}")
    created_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    updated_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def email(self: Candidate, create: bool, extracted: Any, **_: Any) -> None:  # type: ignore[misc]
        if extracted is not False:
            address = extracted or f"candidate{self.pk}@example.org"
            EmailAddress.objects.create(candidate=self, address=address, is_primary=True)

    @factory.post_generation
    def member(self: Candidate, create: bool, extracted: Any, **_: Any) -> None:  # type: ignore[misc]
        if extracted:
            SocialIdentity.objects.create(candidate=self, provider="linkedin", external_id=extracted, since=clock.now())


class ApplicationFactory(DjangoModelFactory[Application]):
    class Meta:
        model = Application
        exclude = ("at",)

    at = StageKind.APPLICATION
    job = factory.SubFactory(JobFactory)
    candidate = factory.SubFactory(CandidateFactory)
    stage = factory.LazyAttribute(lambda o: o.job.process.stages.get(kind=o.at))
    stage_since = factory.LazyFunction(clock.now)
    created_at = factory.LazyFunction(clock.now)
    applied_at = factory.LazyFunction(clock.now)
    updated_at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class: type[Application], *args: Any, **kwargs: Any) -> Application:
        made = super()._create(model_class, *args, **kwargs)
        StageMove.objects.create(application=made, to_stage=made.stage, at=made.stage_since)
        return made


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    application = factory.SubFactory(ApplicationFactory)
    candidate = factory.LazyAttribute(lambda o: o.application.candidate)
    author = factory.SubFactory(UserFactory)
    text = "A note."
    created_at = factory.LazyFunction(clock.now)
    updated_at = factory.LazyFunction(clock.now)


class FeedbackFactory(DjangoModelFactory[Feedback]):
    class Meta:
        model = Feedback

    application = factory.SubFactory(ApplicationFactory)
    author = factory.SubFactory(UserFactory)
    state = FeedbackState.SUBMITTED
    recommended = True
    strengths = "Explains well."
    created_at = factory.LazyFunction(clock.now)
    submitted_at = factory.LazyFunction(clock.now)
    updated_at = factory.LazyFunction(clock.now)
