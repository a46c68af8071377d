"""What LinkedIn tells whoever applied there: once, only where it is wanted, and not before it can be undone."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, UserFactory
from fault_watch import Watch
from linkedin_rows import signed_in
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
from tiltrekk.linkedin.models import AppliedOnLinkedIn, Connection, Hold, Notice, NoticeState
from tiltrekk.linkedin.notices import choosing, sending
from tiltrekk.linkedin.sync import backoff, control

pytestmark = [pytest.mark.process, pytest.mark.django_db]
ROUTE = "POST /v2/jobApplicationLifecycleActions"
URN = "urn:li:organization:90210"


@pytest.fixture
def there(sandbox: Sandbox, admin: User) -> Iterator[Sandbox]:
    """People apply on LinkedIn, applicants hear of it there, and the customer ticked so in LinkedIn's set-up."""
    with taking_applications(sandbox, admin) as connection:
        choosing.save(actor=admin, tell_applicants=True, notice_minutes=10)
        tick = {"client_id": connection.client_id, "integration_context": URN, "on": True}
        sandbox.post("acts/applicant-notifications", **tick)
        yield sandbox


@pytest.fixture
def kari(there: Sandbox, job: Job) -> Application:
    application: Application = ApplicationFactory.create(
        job=job, candidate=CandidateFactory.create(given_name="Kari"), at="application"
    )
    applied_there(there, application, "kari")
    return application


def tell_all() -> None:
    while sending.tell_next():
        pass


def wait(sandbox: Sandbox, **spell: int) -> None:
    """Let time pass for both sides, then let the worker look."""
    sandbox.post("clock", advance_seconds=timedelta(**spell).total_seconds())
    tell_all()


def heard(sandbox: Sandbox, member: str = "kari") -> list[str]:
    """What the applicant was told on LinkedIn."""
    found = sandbox.get("applications", member=member)["applications"]
    return [told["action"] for one in found for told in one["told"]]


def asked(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Every notice LinkedIn took from us."""
    return sandbox.store("lifecycle_actions")


def reject(application: Application, actor: User) -> None:
    hiring.reject(actor=actor, application=application, reason="experience")


# --- the window --------------------------------------------------------------------------------------------------


@pytest.mark.req("FLT-14")
def test_a_rejection_taken_back_a_second_before_the_window_ends_is_never_told(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    reject(kari, ragna)
    wait(there, minutes=9, seconds=59)
    assert there.calls("jobApplicationLifecycleActions") == []
    hiring.reopen(actor=ragna, application=kari)
    wait(there, days=1)
    assert there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


@pytest.mark.req("FLT-14")
def test_a_rejection_that_stands_is_told_once_the_window_has_ended(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    reject(kari, ragna)
    wait(there, minutes=9, seconds=59)
    assert heard(there) == []
    wait(there, seconds=2)
    wait(there, days=1)
    assert heard(there) == ["APPLICATION_REJECTED"]
    assert len(asked(there)) == 1


@pytest.mark.req("FLT-14")
def test_a_move_back_within_the_window_takes_back_what_the_move_said(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    advance(kari, ragna, "screening")
    advance(kari, ragna, "interview")  # screened
    advance(kari, ragna, "offer")  # interviewed
    advance(kari, ragna, "interview")
    wait(there, minutes=11)
    assert heard(there) == ["SCREENED"]


def test_a_hire_is_told_once_though_the_offer_was_accepted_and_the_job_closed(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    advance(kari, ragna, "offer")
    kari.refresh_from_db()
    hiring.accept_offer(actor=ragna, application=kari)
    jobs.close(actor=ragna, job=kari.job, reason=JobReason.FILLED, hired=[kari.public_id])
    wait(there, minutes=11)
    assert heard(there) == ["HIRED"]
    assert len(asked(there)) == 1


# --- who is told ---------------------------------------------------------------------------------------------------


@pytest.mark.req("LIP-15")
def test_switched_off_nothing_is_told_and_what_waited_is_forgotten(
    there: Sandbox, kari: Application, admin: User, ragna: User
) -> None:
    reject(kari, ragna)
    choosing.save(actor=admin, tell_applicants=False, notice_minutes=10)
    wait(there, minutes=11)
    hiring.reopen(actor=ragna, application=kari)
    reject(kari, ragna)
    choosing.save(actor=admin, tell_applicants=True, notice_minutes=10)  # what happened meanwhile is no news
    wait(there, days=1)
    assert there.calls("jobApplicationLifecycleActions") == []


@pytest.mark.req("LIP-15")
def test_it_is_off_until_an_administrator_wants_it(sandbox: Sandbox, admin: User, ragna: User, job: Job) -> None:
    with taking_applications(sandbox, admin):
        application = ApplicationFactory.create(job=job, at="application")
        applied_there(sandbox, application, "kari")
        reject(application, ragna)
        wait(sandbox, days=1)
    assert sandbox.calls("jobApplicationLifecycleActions") == []


def test_who_did_not_apply_on_linkedin_is_not_told(there: Sandbox, job: Job, ragna: User) -> None:
    reject(ApplicationFactory.create(job=job, at="application"), ragna)
    wait(there, days=1)
    assert there.calls("jobApplicationLifecycleActions") == []


@pytest.mark.req("AC-R22")
@pytest.mark.req("AC-R23")
def test_each_opening_and_download_is_told_but_not_each_look(there: Sandbox, kari: Application, ragna: User) -> None:
    upload = SimpleUploadedFile("cv.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    resume = people.store_document(actor=ragna, candidate=kari.candidate, upload=upload, kind="resume")
    ApplicationDocument.objects.create(application=kari, document=resume)
    page = reverse("applications:application-read", args=[kari.public_id])
    file = reverse("candidates:document-read", args=[kari.candidate.public_id, resume.public_id])
    browser = signed_in(ragna)
    for address in (page, page, file, file, f"{file}?inline"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert b"".join(answer)  # read to the end, as a browser does
    wait(there, seconds=1)
    assert sorted(one["action"] for one in asked(there)) == ["APPLICATION_VIEWED", "RESUME_DOWNLOADED"]
    there.post("clock", advance_seconds=2 * 3600)
    browser.get(page)
    wait(there, seconds=1)
    views = [one["performed_at"] for one in asked(there) if one["action"] == "APPLICATION_VIEWED"]
    assert len(set(views)) == 2  # two occurrences, each a call of its own
    assert heard(there) == ["APPLICATION_VIEWED", "RESUME_DOWNLOADED"]  # LinkedIn says each once


def test_who_looks_is_written_down_and_moves_no_list(there: Sandbox, kari: Application, ragna: User) -> None:
    signed_in(ragna).get(reverse("applications:application-read", args=[kari.public_id]))
    event = Event.objects.get(verb="reading.opened")
    assert (event.actor_id, event.subject_id) == (ragna.pk, kari.pk)
    assert (event.job_id, event.candidate_id, event.application_id) == (None, None, None)


@pytest.mark.req("LIP-14")
def test_who_is_not_to_be_contacted_is_not_told(there: Sandbox, kari: Application, ragna: User) -> None:
    reject(kari, ragna)
    Candidate.objects.filter(pk=kari.candidate_id).update(do_not_contact=True)
    wait(there, minutes=11)
    assert there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


def test_of_who_is_deleted_nothing_more_is_told(there: Sandbox, kari: Application, admin: User, ragna: User) -> None:
    reject(kari, ragna)
    people.delete(actor=admin, candidate=kari.candidate)
    wait(there, minutes=11)
    assert there.calls("jobApplicationLifecycleActions") == []
    assert not AppliedOnLinkedIn.objects.exists()


# --- answers that do not come --------------------------------------------------------------------------------------


@pytest.mark.req("FLT-13")
@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_lost_answer_is_asked_again_with_the_same_moment_and_tells_nobody_twice(
    there: Sandbox, kari: Application, ragna: User, times: int
) -> None:
    watch = Watch(there)
    reject(kari, ragna)
    for nth in range(1, times + 1):
        watch.fault(ROUTE, "lost-answer", nth=nth)
    wait(there, minutes=11)
    for _ in range(times + 1):
        watch.pass_time(1000)
        tell_all()
    assert heard(there) == ["APPLICATION_REJECTED"]
    told = asked(there)
    assert len(told) == times + 1  # each attempt reached LinkedIn
    assert len({(one["job_application"], one["action"], one["performed_at"]) for one in told}) == 1
    assert Notice.objects.get().state == NoticeState.SENT
    assert [one for one in watch.judge(drained=False) if one.rule == "INV-04"] == []


@pytest.mark.req("FLT-13")
def test_a_worker_that_dies_with_a_notice_in_hand_leaves_it_to_the_next(
    there: Sandbox, kari: Application, ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def dies(*_: object) -> None:
        raise Died

    reject(kari, ragna)
    there.post("clock", advance_seconds=660)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_sent", dies)  # LinkedIn has it, the worker no longer writes it down
        with pytest.raises(Died):
            sending.tell_next()
    assert not sending.tell_next()  # in the other one's hands as long as its lease runs
    Watch(there).pass_time(150)
    tell_all()
    assert heard(there) == ["APPLICATION_REJECTED"]
    assert len({one["performed_at"] for one in asked(there)}) == 1
    assert Notice.objects.get().state == NoticeState.SENT


@pytest.mark.req("FLT-14")
def test_what_is_undone_while_a_dead_worker_had_it_in_hand_is_not_told_again(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    reject(kari, ragna)
    there.post("clock", advance_seconds=660)
    assert sending._claim() is not None  # the worker dies before it calls
    hiring.reopen(actor=ragna, application=kari)
    Watch(there).pass_time(150)
    tell_all()
    assert there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


@pytest.mark.req("FLT-13")
def test_what_linkedin_will_never_take_is_shown_and_only_a_person_has_it_sent_again(
    there: Sandbox, kari: Application, admin: User, ragna: User
) -> None:
    there.fault(ROUTE, status=422, nth=1)
    reject(kari, ragna)
    wait(there, minutes=11)
    wait(there, days=1)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts) == (NoticeState.REFUSED, 1)
    page = signed_in(admin).get(reverse("linkedin:notices"), {"state": "refused"})
    assert page.status_code == 200
    assert "Kari" in page.content.decode()
    assert choosing.try_again(actor=admin, notices=[notice]) == 1
    tell_all()
    assert heard(there) == ["APPLICATION_REJECTED"]


def test_throttled_nothing_is_asked_before_the_time_linkedin_named(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    watch = Watch(there)
    watch.fault(ROUTE, status=429, retry_after="600", nth=1)
    reject(kari, ragna)
    wait(there, minutes=11)
    calls = len(there.calls("jobApplicationLifecycleActions"))
    tell_all()
    assert calls == len(there.calls("jobApplicationLifecycleActions")) == 1
    assert Hold.objects.filter(resource=backoff.NOTICES).exists()
    watch.pass_time(700)
    tell_all()
    assert heard(there) == ["APPLICATION_REJECTED"]
    assert not Hold.objects.filter(resource=backoff.NOTICES).exists()


def test_a_server_in_trouble_is_given_up_after_a_week(there: Sandbox, kari: Application, ragna: User) -> None:
    there.fault(ROUTE, status=503, nth=0)
    reject(kari, ragna)
    wait(there, minutes=11)
    assert Notice.objects.get().state == NoticeState.WAITING
    there.post("clock", advance_seconds=timedelta(days=8).total_seconds())
    Watch(there).pass_time(1000)
    tell_all()
    assert Notice.objects.get().state == NoticeState.REFUSED


# --- what else stops it --------------------------------------------------------------------------------------------


def test_paused_nothing_leaves_and_resumed_it_does(there: Sandbox, kari: Application, admin: User, ragna: User) -> None:
    control.pause(actor=admin)
    reject(kari, ragna)
    wait(there, minutes=11)
    assert asked(there) == []
    control.resume(actor=admin)
    tell_all()
    assert heard(there) == ["APPLICATION_REJECTED"]


def test_without_recruiters_access_levels_applicants_are_told_all_the_same(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    reject(kari, ragna)
    wait(there, minutes=11)
    assert heard(there) == ["APPLICATION_REJECTED"]  # this environment never asked for a level


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLT-13")
def test_two_workers_tell_it_once(there: Sandbox, kari: Application, ragna: User) -> None:
    reject(kari, ragna)
    there.post("clock", advance_seconds=660)
    barrier = threading.Barrier(2)

    def worker() -> None:
        barrier.wait(10)
        tell_all()
        connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked(there)) == 1


# --- people decide -------------------------------------------------------------------------------------------------


def test_the_recruiter_reads_what_will_be_told_and_keeps_it_back(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    reject(kari, ragna)
    browser = signed_in(ragna)
    page = reverse("applications:application-read", args=[kari.public_id])
    notice = Notice.objects.get()
    address = reverse("linkedin:notice-take-back", args=[notice.public_id])
    assert address in browser.get(page).content.decode()
    assert browser.post(address).status_code == 302
    wait(there, minutes=11)
    assert heard(there) == ["APPLICATION_VIEWED"]
    assert Event.objects.filter(verb="linkedin.notice_taken_back", application_id=kari.pk).exists()


def test_what_has_left_cannot_be_taken_back(there: Sandbox, kari: Application, ragna: User) -> None:
    reject(kari, ragna)
    wait(there, minutes=11)
    with pytest.raises(Refused):
        choosing.take_back(actor=ragna, notice=Notice.objects.get())


def test_only_administrators_choose_and_only_who_rejects_takes_back(
    there: Sandbox, kari: Application, ragna: User
) -> None:
    with pytest.raises(NotAllowed):
        choosing.save(actor=ragna, tell_applicants=False, notice_minutes=10)
    reject(kari, ragna)
    interviewer = UserFactory.create(roles=[])
    with pytest.raises(NotAllowed):
        choosing.take_back(actor=interviewer, notice=Notice.objects.get())


@pytest.mark.parametrize("minutes", [0, 1441])
def test_the_window_is_between_a_minute_and_a_day(db: None, admin: User, minutes: int) -> None:
    with pytest.raises(Refused):
        choosing.save(actor=admin, tell_applicants=True, notice_minutes=minutes)


def test_a_recruiter_who_reads_the_activity_sees_what_was_told(there: Sandbox, kari: Application, ragna: User) -> None:
    reject(kari, ragna)
    wait(there, minutes=11)
    page = reverse("applications:application-tab", args=[kari.public_id, "activity"])
    assert "LinkedIn told" in signed_in(ragna).get(page).content.decode()


def test_the_client_of_a_disconnected_environment_tells_nothing(there: Sandbox, kari: Application, ragna: User) -> None:
    reject(kari, ragna)
    Connection.objects.update(disconnected_at=clock.now())
    wait(there, minutes=11)
    assert asked(there) == []
    assert linkedin.is_partner()
