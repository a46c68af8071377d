"""What LinkedIn tells whoever applied there: once, only where it is wanted, and not before it can be undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories import ApplicationFactory, UserFactory
from linkedin_rows import signed_in
from notice_stage import asked, heard, reject, tell_all, wait
from onsite import applied_there, taking_applications
from sandbox_process import Sandbox
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, ApplicationDocument
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.models import StatusReason as JobReason
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import AppliedOnLinkedIn, Connection, Notice, NoticeState
from tiltrekk.linkedin.notices import choosing
from tiltrekk.linkedin.sync import control

pytestmark = [pytest.mark.process, pytest.mark.django_db]


# --- the window --------------------------------------------------------------------------------------------------


@pytest.mark.req("FLT-14")
def test_a_rejection_taken_back_a_second_before_the_window_ends_is_never_told(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    wait(told_there, minutes=9, seconds=59)
    assert told_there.calls("jobApplicationLifecycleActions") == []
    hiring.reopen(actor=ragna, application=applied_kari)
    wait(told_there, days=1)
    assert told_there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


@pytest.mark.req("FLT-14")
def test_a_rejection_that_stands_is_told_once_the_window_has_ended(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    wait(told_there, minutes=9, seconds=59)
    assert heard(told_there) == []
    wait(told_there, seconds=2)
    wait(told_there, days=1)
    assert heard(told_there) == ["APPLICATION_REJECTED"]
    assert len(asked(told_there)) == 1


@pytest.mark.req("FLT-14")
def test_a_move_back_within_the_window_takes_back_what_the_move_said(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    advance(applied_kari, ragna, "screening")
    advance(applied_kari, ragna, "interview")  # screened
    advance(applied_kari, ragna, "offer")  # interviewed
    advance(applied_kari, ragna, "interview")
    wait(told_there, minutes=11)
    assert heard(told_there) == ["SCREENED"]


def test_a_hire_is_told_once_though_the_offer_was_accepted_and_the_job_closed(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    advance(applied_kari, ragna, "offer")
    applied_kari.refresh_from_db()
    hiring.accept_offer(actor=ragna, application=applied_kari)
    jobs.close(actor=ragna, job=applied_kari.job, reason=JobReason.FILLED, hired=[applied_kari.public_id])
    wait(told_there, minutes=11)
    assert heard(told_there) == ["HIRED"]
    assert len(asked(told_there)) == 1


# --- who is told ---------------------------------------------------------------------------------------------------


@pytest.mark.req("LIP-15")
def test_switched_off_nothing_is_told_and_what_waited_is_forgotten(
    told_there: Sandbox, applied_kari: Application, admin: User, ragna: User
) -> None:
    reject(applied_kari, ragna)
    choosing.save(actor=admin, tell_applicants=False, notice_minutes=10)
    wait(told_there, minutes=11)
    hiring.reopen(actor=ragna, application=applied_kari)
    reject(applied_kari, ragna)
    choosing.save(actor=admin, tell_applicants=True, notice_minutes=10)  # what happened meanwhile is no news
    wait(told_there, days=1)
    assert told_there.calls("jobApplicationLifecycleActions") == []


@pytest.mark.req("LIP-15")
def test_it_is_off_until_an_administrator_wants_it(sandbox: Sandbox, admin: User, ragna: User, job: Job) -> None:
    with taking_applications(sandbox, admin):
        application = ApplicationFactory.create(job=job, at="application")
        applied_there(sandbox, application, "kari")
        reject(application, ragna)
        wait(sandbox, days=1)
    assert sandbox.calls("jobApplicationLifecycleActions") == []


def test_who_did_not_apply_on_linkedin_is_not_told(told_there: Sandbox, job: Job, ragna: User) -> None:
    reject(ApplicationFactory.create(job=job, at="application"), ragna)
    wait(told_there, days=1)
    assert told_there.calls("jobApplicationLifecycleActions") == []


@pytest.mark.req("AC-R22")
@pytest.mark.req("AC-R23")
def test_each_opening_and_download_is_told_but_not_each_look(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    upload = SimpleUploadedFile("cv.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    resume = people.store_document(actor=ragna, candidate=applied_kari.candidate, upload=upload, kind="resume")
    ApplicationDocument.objects.create(application=applied_kari, document=resume)
    page = reverse("applications:application-read", args=[applied_kari.public_id])
    file = reverse("candidates:document-read", args=[applied_kari.candidate.public_id, resume.public_id])
    browser = signed_in(ragna)
    for address in (page, page, file, file, f"{file}?inline"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert b"".join(answer)  # read to the end, as a browser does
    wait(told_there, seconds=1)
    assert sorted(one["action"] for one in asked(told_there)) == ["APPLICATION_VIEWED", "RESUME_DOWNLOADED"]
    told_there.post("clock", advance_seconds=2 * 3600)
    browser.get(page)
    wait(told_there, seconds=1)
    views = [one["performed_at"] for one in asked(told_there) if one["action"] == "APPLICATION_VIEWED"]
    assert len(set(views)) == 2  # two occurrences, each a call of its own
    assert heard(told_there) == ["APPLICATION_VIEWED", "RESUME_DOWNLOADED"]  # LinkedIn says each once


def test_who_looks_is_written_down_and_moves_no_list(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    signed_in(ragna).get(reverse("applications:application-read", args=[applied_kari.public_id]))
    event = Event.objects.get(verb="reading.opened")
    assert (event.actor_id, event.subject_id) == (ragna.pk, applied_kari.pk)
    assert (event.job_id, event.candidate_id, event.application_id) == (None, None, None)


@pytest.mark.req("LIP-14")
def test_who_is_not_to_be_contacted_is_not_told(told_there: Sandbox, applied_kari: Application, ragna: User) -> None:
    reject(applied_kari, ragna)
    Candidate.objects.filter(pk=applied_kari.candidate_id).update(do_not_contact=True)
    wait(told_there, minutes=11)
    assert told_there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


def test_of_who_is_deleted_nothing_more_is_told(
    told_there: Sandbox, applied_kari: Application, admin: User, ragna: User
) -> None:
    reject(applied_kari, ragna)
    people.delete(actor=admin, candidate=applied_kari.candidate)
    wait(told_there, minutes=11)
    assert told_there.calls("jobApplicationLifecycleActions") == []
    assert not AppliedOnLinkedIn.objects.exists()


# --- what else stops it --------------------------------------------------------------------------------------------


def test_paused_nothing_leaves_and_resumed_it_does(
    told_there: Sandbox, applied_kari: Application, admin: User, ragna: User
) -> None:
    control.pause(actor=admin)
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    assert asked(told_there) == []
    control.resume(actor=admin)
    tell_all()
    assert heard(told_there) == ["APPLICATION_REJECTED"]


def test_without_recruiters_access_levels_applicants_are_told_all_the_same(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    assert heard(told_there) == ["APPLICATION_REJECTED"]  # this environment never asked for a level


# --- people decide -------------------------------------------------------------------------------------------------


def test_the_recruiter_reads_what_will_be_told_and_keeps_it_back(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    browser = signed_in(ragna)
    page = reverse("applications:application-read", args=[applied_kari.public_id])
    notice = Notice.objects.get()
    address = reverse("linkedin:notice-take-back", args=[notice.public_id])
    assert address in browser.get(page).content.decode()
    assert browser.post(address).status_code == 302
    wait(told_there, minutes=11)
    assert heard(told_there) == ["APPLICATION_VIEWED"]
    assert Event.objects.filter(verb="linkedin.notice_taken_back", application_id=applied_kari.pk).exists()


def test_what_has_left_cannot_be_taken_back(told_there: Sandbox, applied_kari: Application, ragna: User) -> None:
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    with pytest.raises(Refused):
        choosing.take_back(actor=ragna, notice=Notice.objects.get())


def test_only_administrators_choose_and_only_who_rejects_takes_back(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    with pytest.raises(NotAllowed):
        choosing.save(actor=ragna, tell_applicants=False, notice_minutes=10)
    reject(applied_kari, ragna)
    interviewer = UserFactory.create(roles=[])
    with pytest.raises(NotAllowed):
        choosing.take_back(actor=interviewer, notice=Notice.objects.get())


@pytest.mark.parametrize("minutes", [0, 1441])
def test_the_window_is_between_a_minute_and_a_day(db: None, admin: User, minutes: int) -> None:
    with pytest.raises(Refused):
        choosing.save(actor=admin, tell_applicants=True, notice_minutes=minutes)


def test_a_recruiter_who_reads_the_activity_sees_what_was_told(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    page = reverse("applications:application-tab", args=[applied_kari.public_id, "activity"])
    assert "LinkedIn told" in signed_in(ragna).get(page).content.decode()


def test_the_client_of_a_disconnected_environment_tells_nothing(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    Connection.objects.update(disconnected_at=clock.now())
    wait(told_there, minutes=11)
    assert asked(told_there) == []
    assert linkedin.is_partner()
