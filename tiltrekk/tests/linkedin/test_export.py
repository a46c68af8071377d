"""One click in Recruiter, one prospect here."""

import time
from typing import Any

import httpx
import pytest
from django.test import Client
from factories import CandidateFactory, JobFactory, UserFactory
from pytest_django.live_server_helper import LiveServer
from sandbox_process import Sandbox, connected, drain, link_member
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate, PossibleDuplicate, Source
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job, StatusReason
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin.inbound import held, process, unread
from tiltrekk.linkedin.models import HeldExport, Notification
from tiltrekk.ui.sentences import tell
from tiltrekk.web import selectors

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reachable(live_server: LiveServer, settings: Any) -> str:
    """Our own address, where the sandbox can call us back."""
    settings.PUBLIC_URL = live_server.url
    return live_server.url


@pytest.fixture
def live(reachable: str, sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    connected(sandbox, admin, "company")
    link_member(sandbox, ragna, "ragna")
    drain()
    sandbox.settle_tasks()
    return sandbox


def export(sandbox: Sandbox, job: Job, member: str = "kari", **more: Any) -> None:
    """Press *Export* in Recruiter; the push is delivered and processed."""
    sandbox.post("acts/export", seat=1, member=member, external_job_posting_id=job.job_id, **more)
    settle(sandbox)


def settle(sandbox: Sandbox) -> None:
    """The sandbox's own thread may be delivering at this moment, so wait until nothing is on its way."""
    end = time.monotonic() + 10
    while any(one["state"] in {"waiting", "sending"} for one in sandbox.get("pushes")["pushes"]):
        assert time.monotonic() < end, "a push is stuck"
        sandbox.post("due")
    for row in Notification.objects.filter(processed_at=None):
        process.process(row.pk)


def test_an_export_is_told_once(live: Sandbox, job: Job, ragna: User, hilde: User) -> None:
    """It also made a person, a link and an application; nobody wants to read that four times."""
    export(live, job)
    for reader, who in ((ragna, "You"), (hilde, ragna.name)):
        told = [one.html for one in tell(selectors.recent(actor=reader), reader=reader) if "LinkedIn" in one.html]
        assert len(told) == 1
        assert who in told[0]
        assert "exported" in told[0]
    assert [event.verb for event in selectors.own_activity(actor=ragna)].count("application.exported") == 1


@pytest.mark.req("LI-28", "LI-30", "LI-31")
def test_exported_person_is_a_prospect(live: Sandbox, job: Job, ragna: User) -> None:
    export(live, job)
    application = Application.objects.get()
    assert application.is_prospect
    assert application.job == job
    assert (application.source, application.added_by) == (Source.LINKEDIN, ragna)
    assert application.candidate.name == "Kari Nordmann"
    assert application.candidate.current_title == "Engineer"
    assert application.candidate.current_employer == "Havbris"
    assert not application.candidate.emails.exists()
    event = Event.objects.get(verb="application.exported")
    assert (event.actor_id, event.values["by"]) == (ragna.pk, "linkedin")


def test_pushed_twice_is_one_prospect(live: Sandbox, job: Job) -> None:
    live.fault("EXPORT_CANDIDATE_PROFILE", "push-doubled")
    export(live, job)
    push = next(one for one in live.get("pushes")["pushes"] if one["type"] == "EXPORT_CANDIDATE_PROFILE")
    live.post("pushes/resend", id=push["id"])
    settle(live)
    assert Application.objects.count() == 1
    assert Notification.objects.filter(type="EXPORT_CANDIDATE_PROFILE").count() == 1


def test_exported_twice_and_to_a_second_job_is_one_person(live: Sandbox, job: Job, ragna: User) -> None:
    export(live, job)
    export(live, job)
    assert Application.objects.count() == 1
    second = JobFactory.create(team={ragna: "recruiter"})
    from tiltrekk.core import events

    events.record(actor=ragna, verb="job.activated", subject=second, job=second)
    drain()
    live.settle_tasks()
    export(live, second)
    assert Application.objects.count() == 2
    assert Candidate.objects.count() == 1


@pytest.mark.req("FLT-27")
def test_an_export_to_a_job_that_is_not_here_yet_waits_for_it(live: Sandbox, job: Job) -> None:
    """As after a restored backup: the job comes back, and the export with it."""
    number = job.job_id
    live.post("acts/export", seat=1, member="kari", external_job_posting_id=number)
    Job.objects.filter(pk=job.pk).update(job_id="elsewhere")
    settle(live)
    waiting = Notification.objects.get(type="EXPORT_CANDIDATE_PROFILE")
    assert (waiting.processed_at, waiting.error) == (None, f"unknown job: {number}")
    live.post("clock", advance_seconds=16 * 60)
    assert list(unread.unread_too_long()) == [waiting], "people are told after a quarter of an hour"
    Job.objects.filter(pk=job.pk).update(job_id=number)
    assert process.try_unread_again() == 1
    process.process(waiting.pk)
    assert Application.objects.get().job == job


def test_known_by_email_is_the_same_person(live: Sandbox, job: Job) -> None:
    known = CandidateFactory.create(given_name="K.", surname="Nordmann", email="kari@example.org")
    export(live, job, email="kari@example.org")
    assert Application.objects.get().candidate == known
    assert known.identities.get().external_id.startswith("urn:li:person:")


def test_link_and_email_of_two_people_the_link_wins(live: Sandbox, job: Job) -> None:
    export(live, job)
    first = Candidate.objects.get()
    other = CandidateFactory.create(email="kari@example.org")
    Application.objects.update(status="closed")
    export(live, job, email="kari@example.org")
    assert set(Application.objects.values_list("candidate", flat=True)) == {first.pk}
    assert {PossibleDuplicate.objects.get().candidate, PossibleDuplicate.objects.get().other} == {first, other}


def test_export_to_a_job_closed_meanwhile_is_parked_and_can_be_discarded(live: Sandbox, job: Job, ragna: User) -> None:
    live.post("acts/export", seat=1, member="kari", external_job_posting_id=job.job_id)
    jobs.close(actor=ragna, job=job, reason=StatusReason.CANCELLED)
    settle(live)
    assert not Application.objects.exists()
    assert not Candidate.objects.exists()
    [waiting] = held.held_exports(actor=ragna, job=job)
    assert waiting.why == "job_closed"
    held.discard_held(actor=ragna, held=waiting)
    assert HeldExport.objects.get().profile == {}


def test_held_export_is_added_as_applicant(live: Sandbox, job: Job, ragna: User) -> None:
    live.post("acts/export", seat=1, member="kari", external_job_posting_id=job.job_id)
    job.process.stages.filter(kind="prospect").update(enabled=False)
    settle(live)
    [waiting] = held.held_exports(actor=ragna, job=job)
    assert waiting.why == "no_prospects"
    application = held.add_held(actor=ragna, held=waiting)
    assert not application.is_prospect
    assert application.candidate.name == "Kari Nordmann"


def home(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/").content.decode()


def test_export_by_somebody_taken_off_the_team_is_parked(live: Sandbox, job: Job, ragna: User, hilde: User) -> None:
    link_member(live, hilde, "hilde")
    drain()
    live.post("acts/export", seat=2, member="kari", external_job_posting_id=job.job_id)
    job.team.filter(user=hilde).delete()
    settle(live)
    assert not Application.objects.exists()
    [waiting] = held.held_exports(actor=ragna, job=job)
    assert (waiting.why, waiting.exporter) == ("not_on_team", hilde)


def test_recruiters_and_hiring_managers_are_told_on_home_of_a_held_export(
    live: Sandbox, job: Job, ragna: User, hilde: User
) -> None:
    interviewer = UserFactory.create()
    job.team.create(user=interviewer, role="interviewer", added_at=job.created_at)
    stranger = UserFactory.create(roles=["recruiter"])
    live.post("acts/export", seat=1, member="kari", external_job_posting_id=job.job_id)
    job.process.stages.filter(kind="prospect").update(enabled=False)
    settle(live)
    for told in (ragna, hilde):
        assert "The export of Kari Nordmann is held" in home(told)
    for other in (interviewer, stranger):
        assert "Kari Nordmann" not in home(other)
    held.discard_held(actor=ragna, held=HeldExport.objects.get())
    assert "Kari Nordmann" not in home(ragna)


@pytest.mark.req("LI-32")
def test_only_past_prospect_the_person_shows_in_ats(live: Sandbox, job: Job, ragna: User) -> None:
    from tests_moves import advance

    export(live, job)
    drain()
    assert live.get("in-ats", seat=1, member="kari")["in_ats"] == []
    advance(Application.objects.get(), ragna, "application")
    drain()
    [shown] = live.get("in-ats", seat=1, member="kari")["in_ats"]
    assert [one["job_id"] for one in shown["jobs"]] == [job.job_id]
    assert shown["jobs"][0]["stages"][0]["stage"] == "Application"


def test_unsigned_push_is_refused_and_stored_nowhere(live: Sandbox, reachable: str) -> None:
    from tiltrekk.linkedin.models import Connection

    connection = Connection.current()
    assert connection
    before = Notification.objects.count()
    body = {"id": "11111111-1111-4111-8111-111111111111", "type": "EXPORT_CANDIDATE_PROFILE", "expiresAt": 1}
    answer = httpx.post(connection.callback_url, json=body, headers={"X-LI-Signature": "0" * 64}, trust_env=False)
    assert answer.status_code == 401
    assert Notification.objects.count() == before
    assert httpx.post(f"{reachable}/linkedin/callback/wrong/", json=body, trust_env=False).status_code == 404


def test_challenge_is_answered_for_a_uuid_only(live: Sandbox) -> None:
    import hashlib
    import hmac
    import uuid

    from tiltrekk.linkedin.models import Connection

    connection = Connection.current()
    assert connection
    code = str(uuid.uuid4())
    answer = httpx.get(connection.callback_url, params={"challengeCode": code}, trust_env=False)
    expected = hmac.new(connection.secrets[0].encode(), code.encode(), hashlib.sha256).hexdigest()
    assert answer.json() == {"challengeCode": code, "challengeResponse": expected}
    body = httpx.get(connection.callback_url, params={"challengeCode": 'hmacsha256={"id":"x"}'}, trust_env=False)
    assert body.status_code == 400


def test_status_push_switches_the_level_off(live: Sandbox) -> None:
    from sandbox_process import CONTRACT
    from tiltrekk.linkedin.models import Level

    live.post("acts/ats-switch", contract=CONTRACT, level="company", on=False)
    settle(live)
    assert Level.objects.get().state == "disabled"
