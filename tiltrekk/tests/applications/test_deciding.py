"""Rejecting, reopening, offers, deleting, and what a closing job does."""

import pytest
from factories import ApplicationFactory, JobFactory, NoteFactory, UserFactory
from tiltrekk.applications import services
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.models import Application, Note, Status
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import StageKind, StatusReason
from tiltrekk.jobs.services import jobs as job_services

pytestmark = pytest.mark.django_db


@pytest.mark.req("CAND-18", "CAND-19")
def test_a_recruiter_rejects_with_a_reason_and_undoes_it() -> None:
    recruiter = UserFactory()
    application = ApplicationFactory(job=JobFactory(team={recruiter: "recruiter"}))
    services.reject(actor=recruiter, application=application, reason="skill_set", comment="No Kotlin yet")
    application.refresh_from_db()
    assert (application.status, application.rejection_reason) == (Status.CLOSED, "skill_set")
    event = Event.objects.get(verb="application.rejected")
    assert event.values["reason"] == "skill_set"
    assert "Kotlin" not in str(event.values)
    with pytest.raises(Refused):
        services.reject(actor=recruiter, application=application, reason="skill_set")
    services.reopen(actor=recruiter, application=application)
    application.refresh_from_db()
    assert (application.is_open, application.rejection_reason, application.comment) == (True, "", "")


@pytest.mark.req("CAND-18")
@pytest.mark.parametrize("role", ["hiring_manager", "interviewer"])
def test_others_do_not_reject(role: str) -> None:
    user = UserFactory()
    application = ApplicationFactory(job=JobFactory(team={user: role}))
    with pytest.raises(NotAllowed):
        services.reject(actor=user, application=application, reason="skill_set")
    with pytest.raises(NotAllowed):
        services.delete(actor=user, application=application)


@pytest.mark.req("CAND-20")
def test_a_reason_is_needed() -> None:
    with pytest.raises(Refused) as refused:
        services.reject(actor=UserFactory(roles=["admin"]), application=ApplicationFactory(), reason="because")
    assert refused.value.reasons[0].field == "reason"


def test_an_old_application_is_not_reopened_beside_a_new_one() -> None:
    old = ApplicationFactory(status=Status.CLOSED)
    ApplicationFactory(job=old.job, candidate=old.candidate)
    with pytest.raises(Refused) as refused:
        services.reopen(actor=UserFactory(roles=["admin"]), application=old)
    assert refused.value.code == "newer"


@pytest.mark.req("OQ-12")
def test_a_hiring_manager_removes_only_prospects_of_their_own() -> None:
    manager = UserFactory()
    job = JobFactory(team={manager: "hiring_manager"})
    own = ApplicationFactory(job=job, at=StageKind.PROSPECT, added_by=manager)
    services.delete(actor=manager, application=own)
    with pytest.raises(NotAllowed):
        services.delete(actor=manager, application=ApplicationFactory(job=job, at=StageKind.PROSPECT))
    with pytest.raises(NotAllowed):
        services.delete(actor=manager, application=ApplicationFactory(job=job, added_by=manager))


def test_deleting_takes_notes_along_and_leaves_the_person() -> None:
    note = NoteFactory()
    person = note.candidate
    assert note.application is not None
    services.delete(actor=UserFactory(roles=["admin"]), application=note.application)
    person.refresh_from_db()
    assert not Note.objects.exists()
    assert Event.objects.get().verb == "application.deleted"


@pytest.mark.req("JOB-06", "OQ-6")
def test_a_filled_job_closes_the_hired_as_accepted_and_the_others_as_filled() -> None:
    recruiter = UserFactory()
    job = JobFactory(team={recruiter: "recruiter"})
    hired = ApplicationFactory(job=job, at=StageKind.OFFER)
    other, prospect = ApplicationFactory(job=job), ApplicationFactory(job=job, at=StageKind.PROSPECT)
    rejected = services.reject(actor=recruiter, application=ApplicationFactory(job=job), reason="experience")
    services.accept_offer(actor=recruiter, application=hired)
    job_services.close(actor=recruiter, job=job, reason=StatusReason.FILLED, hired=[hired.public_id])
    reasons = dict(Application.objects.values_list("pk", "status_reason"))
    assert reasons == {
        hired.pk: "offer_accepted",
        other.pk: "position_filled",
        prospect.pk: "position_filled",
        rejected.pk: "rejected",
    }
    assert not Application.objects.exclude(status=Status.CLOSED).exists()
    assert Event.objects.filter(verb="application.closed", job_id=job.pk).count() == 3


@pytest.mark.req("OQ-6")
def test_a_cancelled_job_closes_everybody_as_cancelled() -> None:
    recruiter = UserFactory()
    job = JobFactory(team={recruiter: "recruiter"})
    application = ApplicationFactory(job=job)
    job_services.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)
    application.refresh_from_db()
    assert (application.status, application.status_reason) == (Status.CLOSED, "position_cancelled")
    assert application in visible_to(recruiter)


def test_only_somebody_in_offer_accepts_an_offer() -> None:
    with pytest.raises(Refused):
        services.accept_offer(actor=UserFactory(roles=["admin"]), application=ApplicationFactory())
