"""Ways onto a job: by a colleague, by a machine, by the person."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from tiltrekk.applications import services
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.candidates.models import Candidate, PossibleDuplicate
from tiltrekk.candidates.services import ExperienceEntry, Profile
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Activity, ActivityKind, StageKind, Status

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 x"


def apply(job: Any, **given: Any) -> Application:
    return services.apply(job=job, **{"given_name": "Åse", "surname": "Lie", "email": "aase@example.org", **given})


@pytest.mark.req("PROC-07", "CAND-09")
def test_an_applicant_lands_in_application_and_the_log_tells() -> None:
    recruiter = UserFactory()
    job, person = JobFactory(team={recruiter: "recruiter"}), CandidateFactory()
    application = services.add_applicant(actor=recruiter, job=job, candidate=person, source="referral")
    assert application.stage.kind == StageKind.APPLICATION
    assert application.applied_at == application.created_at
    assert StageMove.objects.get().from_stage is None
    event = Event.objects.get(verb="application.created")
    assert (event.job_id, event.candidate_id, event.application_id) == (job.pk, person.pk, application.pk)
    assert event.values["to"]["kind"] == "application"


@pytest.mark.req("PROC-16", "PROC-20")
def test_a_prospect_lands_in_prospect_where_the_job_takes_them() -> None:
    recruiter = UserFactory()
    job = JobFactory(team={recruiter: "recruiter"})
    application = services.add_prospect(actor=recruiter, job=job, candidate=CandidateFactory())
    assert application.is_prospect
    assert application.applied_at is None
    closed_to_prospects = JobFactory(team={recruiter: "recruiter"}, process__prospects=False)
    with pytest.raises(Refused) as refused:
        services.add_prospect(actor=recruiter, job=closed_to_prospects, candidate=CandidateFactory())
    assert refused.value.code == "no_prospects"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_nobody_is_added_to_a_job_that_is_not_active(status: str) -> None:
    job = JobFactory(status=status)
    for add in (services.add_applicant, services.add_prospect):
        with pytest.raises(Refused) as refused:
            add(actor=None, job=job, candidate=CandidateFactory())
        assert refused.value.code == "job_not_active"
    with pytest.raises(Refused):
        apply(job)
    assert not Candidate.objects.filter(given_name="Åse").exists()


@pytest.mark.req("PROC-15")
@pytest.mark.parametrize(
    ("role", "options", "applicant", "prospect"),
    [
        ("recruiter", {}, True, True),
        ("hiring_manager", {}, True, True),
        ("hiring_manager", {"process__allow_hiring_managers": False}, True, False),
        ("interviewer", {}, False, False),
    ],
)
def test_who_adds_people(role: str, options: dict[str, Any], applicant: bool, prospect: bool) -> None:
    user = UserFactory()
    job = JobFactory(team={user: role}, **options)
    for add, may in ((services.add_applicant, applicant), (services.add_prospect, prospect)):
        if may:
            add(actor=user, job=job, candidate=CandidateFactory())
            continue
        with pytest.raises(NotAllowed):
            add(actor=user, job=job, candidate=CandidateFactory())


@pytest.mark.req("CAND-12", "OQ-15")
def test_the_same_person_twice_on_a_job_is_refused_with_a_sentence() -> None:
    job, person = JobFactory(), CandidateFactory(given_name="Kari", surname="Moe")
    services.add_prospect(actor=None, job=job, candidate=person, by="linkedin")
    with pytest.raises(Refused, match="Kari Moe is a prospect"):
        services.add_prospect(actor=None, job=job, candidate=person)
    services.add_applicant(actor=None, job=job, candidate=person)
    assert Application.objects.get().stage.kind == StageKind.APPLICATION
    with pytest.raises(Refused, match="Kari Moe is an applicant"):
        services.add_applicant(actor=None, job=job, candidate=person)
    assert Event.objects.filter(verb="application.advanced").count() == 1


@pytest.mark.req("OQ-32")
def test_after_a_closed_application_the_person_may_come_again() -> None:
    old = ApplicationFactory(status="closed")
    services.add_applicant(actor=None, job=old.job, candidate=old.candidate)
    assert Application.objects.filter(job=old.job, candidate=old.candidate).count() == 2


@pytest.mark.req("CAND-11", "PROC-21")
def test_somebody_applies_and_is_made_once() -> None:
    job = JobFactory()
    profile = Profile(experience=[ExperienceEntry(title="Engineer")], skills=["Python", "Python"])
    resume = SimpleUploadedFile("cv.pdf", PDF)
    application = apply(job, phone="900 00 142", resume=resume, profile=profile)
    again = apply(job, email="AASE@example.org", given_name="Somebody", profile=Profile(skills=["Java"]))
    assert application == again
    person = Candidate.objects.get()
    assert (person.given_name, person.source) == ("Åse", "career_site")
    assert [skill.name for skill in person.skills.all()] == ["Python"]
    assert application.handed_in.get().document.content_type == "application/pdf"
    assert Event.objects.get(verb="application.created").values["by"] == "candidate"


@pytest.mark.req("PROC-21", "OQ-15")
def test_a_prospect_who_applies_becomes_an_applicant() -> None:
    prospect = ApplicationFactory(at=StageKind.PROSPECT, applied_at=None, candidate__email="aase@example.org")
    application = apply(prospect.job)
    assert application == prospect
    assert application.stage.kind == StageKind.APPLICATION
    assert application.applied_at is not None


def test_a_job_that_asks_for_a_resume_takes_no_application_without() -> None:
    job = JobFactory()
    stage = job.process.stages.get(kind=StageKind.APPLICATION)
    Activity.objects.create(stage=stage, kind=ActivityKind.APPLICATION, settings={"resume_required": True})
    with pytest.raises(Refused) as refused:
        apply(job)
    assert refused.value.reasons[0].field == "resume"
    assert apply(job, resume=SimpleUploadedFile("cv.pdf", PDF)).handed_in.exists()


def test_a_refused_file_leaves_nothing_behind() -> None:
    recruiter = UserFactory()
    job = JobFactory(team={recruiter: "recruiter"})
    with pytest.raises(Refused):
        services.add_person(
            actor=recruiter,
            job=job,
            as_prospect=False,
            given_name="Åse",
            surname="Lie",
            resume=SimpleUploadedFile("cv.pdf", b"MZ not a pdf"),
        )
    assert not Candidate.objects.exists()
    assert not PossibleDuplicate.objects.exists()
    assert not Event.objects.exists()
