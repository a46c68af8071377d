"""LinkedIn's terms: what came from it is passed on to nobody, its pages are not read, and nobody is contacted."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, NoteFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from linkedin_rows import projected, signed_in
from sandbox_process import Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate, Source
from tiltrekk.candidates.services import ContactDetails
from tiltrekk.careers.channel import KEY as CAREERS
from tiltrekk.core import clock
from tiltrekk.core import mail as queue
from tiltrekk.core.errors import Refused
from tiltrekk.interviews import services as interviews
from tiltrekk.interviews.services import Plan
from tiltrekk.interviews.services.telling import DAY_BEFORE
from tiltrekk.jobs.default_process import STAGES
from tiltrekk.jobs.models import Job, StageKind
from tiltrekk.linkedin.models import ClosedAccount, CompanyPage, Held, InMail, Kind, RecruiterNote
from tiltrekk.linkedin.projection import Absent
from tiltrekk.postings import services as postings

import tiltrekk

SOURCES = Path(tiltrekk.__file__).parent
MEMBER = "urn:li:person:canarymember"


def modules() -> Iterator[tuple[str, str]]:
    """Return every module of the product and what it says."""
    for path in SOURCES.rglob("*.py"):
        yield path.relative_to(SOURCES).as_posix(), path.read_text(encoding="utf-8")


def naming(word: str) -> set[str]:
    return {name for name, text in modules() if word in text}


# --- nothing is passed on -----------------------------------------------------------------------------------------


@pytest.fixture
def told(db: None, job: Job, ragna: User) -> Candidate:
    """All that LinkedIn may tell of somebody, each with a canary in it."""
    CompanyPage.objects.create(name="Fjordtech", company_id="90210")
    given = {"current_title": "Canarytitle", "current_employer": "Canaryemployer", "source": Source.LINKEDIN}
    person: Candidate = CandidateFactory.create(given_name="Kari", surname="Nordmann", **given)
    profile = "https://www.linkedin.com/in/canaryprofile"
    people.link_identity(
        actor=None, candidate=person, external_id=MEMBER, profile_url=profile, headline="Canaryheadline", by="linkedin"
    )
    ApplicationFactory.create(job=job, candidate=person, at="application")
    row = {"seat": "urn:li:seat:canary", "person": MEMBER}
    InMail.objects.create(event_id="canaryevent", thread="canarythread", direction="sent", at=clock.now(), **row)
    RecruiterNote.objects.create(note_id=1, text="canarynote", modified_at=clock.now(), **row)
    ClosedAccount.objects.create(candidate=person, member=MEMBER, profile_url=profile, found_at=clock.now())
    people.add_member(actor=None, pool=people.linkedin_pool(), candidate=person, by="linkedin")
    return person


@pytest.mark.req("LIP-09")
def test_what_linkedin_told_is_in_no_file_that_leaves(told: Candidate, job: Job, ragna: User, admin: User) -> None:
    lists = [
        (ragna, reverse("candidates:candidate-list")),
        (ragna, reverse("candidates:pool-read", args=[people.linkedin_pool().public_id])),
        (ragna, reverse("applications:applicant-list", args=[job.public_id])),
        (admin, reverse("linkedin:closed")),
    ]
    for actor, address in lists:
        answer = signed_in(actor).get(address, {"format": "csv"})
        file = b"".join(answer).decode()
        assert "Nordmann" in file, address
        assert "canary" not in file.lower(), address


@pytest.mark.req("LIP-09")
def test_what_linkedin_told_is_on_no_public_page_and_in_no_mail(told: Candidate, job: Job, ragna: User) -> None:
    postings.post(actor=ragna, job=job, channel=CAREERS)
    visitor = Client()
    pages = [visitor.get(reverse("careers:job-read", args=[job.public_id])), visitor.get(reverse("careers:job-list"))]
    assert all(page.status_code == 200 for page in pages)
    assert "canary" not in "".join(page.content.decode() for page in pages).lower()
    assert mail.outbox == []


@pytest.mark.req("LIP-09")
def test_it_keeps_where_it_came_from(told: Candidate) -> None:
    told.refresh_from_db()
    assert told.source == Source.LINKEDIN
    assert told.identities.get().provider == "linkedin"
    assert told.identities.get().since <= clock.now()


@pytest.mark.req("LIP-09")
def test_one_module_opens_connections_and_only_linkedins_own_and_webhooks_ask_it_to() -> None:
    """Webhooks call the addresses that administrators typed; those are guarded, LinkedIn's configured ones are not."""
    ways = ("httpx", "requests", "urllib.request", "http.client", "socket", "aiohttp")
    found = {name for name, text in modules() if any(one in ways for one in imported(text))}
    server = {name for name in found if name.startswith(("server/", "config/"))}  # listening, not asking
    assert found - server == {"core/http.py", "core/addresses.py", "linkedin/client.py", "api/sending.py"}
    opened = {name for name, text in modules() if "outside.client(" in text or "        http.client(" in text}
    assert opened == {"linkedin/client.py", "api/sending.py"}
    assert "linkedin" not in dict(modules())["api/sending.py"].lower()


def imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


# --- on the wire --------------------------------------------------------------------------------------------------


@pytest.fixture
def applied(live: Sandbox, job: Job, ragna: User) -> Application:
    """Somebody at LinkedIn with all there is, rejected in the end."""
    application = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    advance(application, ragna, "interview")
    NoteFactory.create(application=application, candidate=application.candidate, author=ragna)
    FeedbackFactory.create(application=application, author=ragna)
    application.refresh_from_db()
    hiring.reject(actor=ragna, application=application, reason="skill_set")
    drain()
    return application


@pytest.mark.process
@pytest.mark.django_db
@pytest.mark.req("LIP-09", "LIP-15")
def test_of_linkedin_only_its_interface_is_called_and_no_applicant_is_told_anything(
    live: Sandbox, applied: Application
) -> None:
    called = {line.split(" ")[1] for line in live.received() if not line.split(" ")[1].startswith("/sandbox/")}
    assert any("atsApplications" in path for path in called)
    assert [path for path in called if not path.startswith(("/v2/", "/rest/", "/oauth/", "/provisioning/"))] == []
    assert [path for path in called if "lifecycle" in path.lower()] == []
    assert live.store("lifecycle_actions") == []
    assert naming("lifecycle_actions") == {"linkedin/notices/sending.py"}  # behind its switch: test_notices


@pytest.mark.process
@pytest.mark.django_db
@pytest.mark.req("LIP-14")
def test_do_not_contact_is_told_to_linkedin_and_shown_to_everybody(
    live: Sandbox, applied: Application, ragna: User
) -> None:
    person = applied.candidate
    assert "doNotContact" not in str(live.store("atsCandidates"))
    details = ContactDetails(given_name=person.given_name, surname=person.surname, do_not_contact=True,
                             emails=[one.address for one in person.emails.all()])  # fmt: skip
    people.change_contact_details(actor=ragna, candidate=person, details=details)
    drain()
    assert '"doNotContact": true' in str(live.store("atsCandidates")).replace("'", '"').replace("True", "true")
    assert "Do not contact" in signed_in(ragna).get(reverse("linkedin:tab", args=[person.public_id])).content.decode()


@pytest.mark.req("LIP-14")
def test_only_interviews_are_mailed_of_to_candidates_and_only_after_asking_whether_they_may_be() -> None:
    """The accounts' mails go to colleagues. The interviews' ask ``address_of``, which knows do-not-contact."""
    assert naming("import send_mail") == set()
    assert naming("EmailMessage") == {"accounts/mails.py", "core/mail.py", "core/smtp.py", "interviews/mails.py"}
    assert naming("@mail.writes(") == {"accounts/mails.py", "interviews/mails.py"}
    assert naming("address_of(") >= {"interviews/mails.py", "interviews/services/telling.py"}


@pytest.mark.req("LIP-14")
@pytest.mark.parametrize(
    "person", [{"do_not_contact": True}, {"restricted_at": clock.now()}, {"deleted_at": clock.now()}]
)
def test_who_is_not_to_be_contacted_gets_neither_news_nor_reminders_of_an_interview(
    person: dict[str, Any], job: Job, ragna: User
) -> None:
    """They were invited before they objected; every mail that was asked for is left unwritten."""
    application = ApplicationFactory.create(job=job)
    at = clock.now() + timedelta(days=3)
    plan = Plan(title="Talk", kind="phone", minutes=30, time_zone="Europe/Oslo", language="en", panel=[ragna], at=at)
    interview = interviews.plan(actor=ragna, application=application, plan=plan)
    Candidate.objects.filter(pk=application.candidate_id).update(**person)
    queue.queue(DAY_BEFORE, interview.pk)
    while queue.deliver_next():
        pass
    address = application.candidate.emails.get().address
    assert [one for one in mail.outbox if address in one.to] == []
    assert mail.outbox, "the colleague is written to"


# --- only past Prospect -------------------------------------------------------------------------------------------

WALKED = (*STAGES, "reject", "reopen")  # the stages of the default process, and out of it and back
STEPS = st.lists(st.sampled_from(WALKED), max_size=8)


@pytest.mark.django_db
@pytest.mark.req("LIP-07")
@rules(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_however_somebody_walks_nothing_of_them_is_for_linkedin_while_they_are_a_prospect(
    job: Job, ragna: User, steps: list[str]
) -> None:
    CompanyPage.objects.get_or_create(name="Fjordtech", company_id="90210")
    person = CandidateFactory.create()
    application = hiring.add_prospect(actor=None, job=job, candidate=person, by="linkedin")
    note = NoteFactory.create(application=application, candidate=person, author=ragna, visibility="team")
    feedback = FeedbackFactory.create(application=application, author=ragna, state="submitted")
    for step in ["", *steps]:
        walk(application, ragna, step)
        application.refresh_from_db()
        told = {
            Kind.CANDIDATE: projected(Kind.CANDIDATE, person.public_id),
            Kind.APPLICATION: projected(Kind.APPLICATION, application.public_id),
            Kind.NOTE: projected(Kind.NOTE, note.public_id),
            Kind.FEEDBACK: projected(Kind.FEEDBACK, feedback.public_id),
        }
        inside = {kind for kind, record in told.items() if not isinstance(record, Absent)}
        assert inside == (set() if application.stage.kind == StageKind.PROSPECT else set(told))
        for move in application.moves.select_related("to_stage"):
            sent = not isinstance(projected(Kind.STAGE, str(move.pk)), Absent)
            assert sent == bool(inside and move.to_stage.kind != StageKind.PROSPECT)
    assert projected(Kind.CANDIDATE, person.public_id) == Absent(Held.PROSPECT) or inside


def walk(application: Application, actor: User, step: str) -> None:
    """Take the step, where it is allowed from here."""
    try:
        if step == "reject":
            hiring.reject(actor=actor, application=application, reason="skill_set")
        elif step == "reopen":
            hiring.reopen(actor=actor, application=application)
        elif step:
            advance(application, actor, StageKind(step))
    except Refused:
        pass
