"""Prospects, board, list, drawer: what each role meets there, and how pages notice change."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, JobFactory, NoteFactory, UserFactory
from tiltrekk.applications import services
from tiltrekk.applications.models import Application, Note, Status
from tiltrekk.core import live
from tiltrekk.jobs.models import StageKind

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.7 x"


def at(name: str, *ids: Any) -> str:
    return reverse(f"applications:{name}", args=[getattr(one, "public_id", one) for one in ids])


@pytest.fixture
def job() -> Any:
    team = {UserFactory(name=role): role for role in ("recruiter", "hiring_manager", "interviewer")}
    return JobFactory(team=team)


def read(client: Client, address: str) -> Any:
    """Open a file and close it again."""
    answer = client.get(address)
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # which closes the file
    return answer


def signed_in(client: Client, job: Any, role: str) -> Client:
    client.force_login(job.team.get(role=role).user)
    return client


@pytest.mark.req("PROC-19", "PROC-15")
@pytest.mark.parametrize(("role", "prospects"), [("recruiter", 200), ("hiring_manager", 200), ("interviewer", 403)])
def test_who_opens_prospects_and_applicants(client: Client, job: Any, role: str, prospects: int) -> None:
    application = ApplicationFactory(job=job)
    prospect = ApplicationFactory(job=job, at=StageKind.PROSPECT, applied_at=None)
    signed_in(client, job, role)
    assert client.get(at("applicant-board", job)).status_code == 200
    assert client.get(at("applicant-list", job)).status_code == 200
    assert client.get(at("prospect-list", job)).status_code == prospects
    assert client.get(at("application-read", application)).status_code == 200
    assert client.get(at("application-read", prospect)).status_code == (200 if prospects == 200 else 404)


def test_the_board_shows_the_first_of_a_column_and_offers_as_many_as_it_then_shows(client: Client, job: Any) -> None:
    for _ in range(10):
        ApplicationFactory(job=job)
    signed_in(client, job, "recruiter")
    address = at("applicant-board", job)
    page = client.get(f"{address}?limit=2").text
    assert page.count("data-card ") == 2
    assert "Show 6 more" in page  # not the eight that are left: the link asks for eight in all
    assert f"{address}?limit=2&amp;limit=8" in page
    assert "Show" not in client.get(f"{address}?limit=10").text.split("data-board")[1].split("</section>")[0]


def test_a_stranger_meets_nothing(client: Client, job: Any) -> None:
    application = ApplicationFactory(job=job)
    client.force_login(UserFactory(roles=["recruiter"]))
    for address in (at("applicant-board", job), at("prospect-list", job), at("application-read", application)):
        assert client.get(address).status_code == 404


@pytest.mark.req("CAND-25", "SEC-21")
def test_an_interviewer_reads_and_gives_feedback_and_is_offered_nothing_more(client: Client, job: Any) -> None:
    application = ApplicationFactory(job=job)
    signed_in(client, job, "interviewer")
    page = client.get(at("application-read", application)).text
    assert at("application-move", application) not in page
    assert at("application-reject", application) not in page
    assert at("note-create", application) not in page
    assert at("feedback-give", application) in client.get(at("application-tab", application, "feedback")).text
    target = job.process.stages.get(kind=StageKind.SCREENING).pk
    values = {"from": application.stage_id, "to": target}
    assert client.post(at("application-move", application), values, headers=HTMX).status_code == 403
    assert client.post(at("application-reject", application), {"reason": "experience"}).status_code == 403


@pytest.mark.req("SEC-19")
def test_a_note_on_an_application_deleted_from_the_persons_page_leaves_that_page(client: Client, job: Any) -> None:
    signed_in(client, job, "recruiter")
    author = job.team.get(role="recruiter").user
    note = NoteFactory(application=ApplicationFactory(job=job), author=author)
    notes = at("person-notes", note.candidate)
    answer = client.post(at("note-delete", note), headers=HTMX | {"HX-Current-URL": f"http://testserver{notes}"})
    assert answer.headers.get("HX-Redirect") == notes


def test_a_private_note_shows_nowhere_to_colleagues(client: Client, job: Any) -> None:
    author = job.team.get(role="recruiter").user
    application = ApplicationFactory(job=job)
    services.create_note(
        actor=author, candidate=application.candidate, application=application, text="canary", visibility="private"
    )
    colleague = UserFactory(roles=["admin"])
    pages = [at("application-tab", application, tab) for tab in ("notes", "activity")]
    pages += [at(f"person-{tab}", application.candidate) for tab in ("notes", "activity")]
    pages += [at("application-read", application), at("applicant-board", job), reverse("web:home")]
    client.force_login(colleague)
    for address in pages:
        page = client.get(address).text
        assert "canary" not in page
        assert "a note on" not in page
    note = Note.objects.get()
    assert client.get(at("note-change", note)).status_code == 404
    client.force_login(author)
    assert "canary" in client.get(pages[0]).text


@pytest.mark.req("SEC-20")
def test_the_feedback_of_others_is_not_in_the_page_before_ones_own(client: Client, job: Any) -> None:
    application = ApplicationFactory(job=job)
    FeedbackFactory(application=application, strengths="canary", author=UserFactory(name="Somebody Else"))
    signed_in(client, job, "interviewer")
    for address in (
        at("application-read", application),
        at("application-tab", application, "feedback"),
        at("applicant-board", job),
        at("applicant-list", job),
    ):
        page = client.get(address).text
        assert "canary" not in page
        assert "Somebody Else" not in page
    client.post(at("feedback-give", application), {"recommended": "yes", "act": "submit"}, headers=HTMX)
    assert "canary" in client.get(at("application-tab", application, "feedback")).text


@pytest.mark.req("PROC-20")
def test_an_open_list_learns_of_an_arrival_and_is_quiet_otherwise(client: Client, job: Any) -> None:
    signed_in(client, job, "recruiter")
    address = at("prospect-list", job)
    assert "No prospects yet" in client.get(address).text
    poll = {"HX-Request": "true", "X-Live": "1", "HX-Target": "prospects"}
    session = dict(client.session)
    version = live.version(job_id=job.pk)
    assert client.get(address, {"since": version}, headers=poll).status_code == 204
    services.add_prospect(actor=None, job=job, candidate=CandidateFactory(given_name="Thea"), source="linkedin")
    answer = client.get(address, {"since": version}, headers=poll)
    assert "Thea" in answer.text
    assert "data-new" in answer.text
    assert "<html" not in answer.text
    assert dict(client.session) == session


def test_a_move_answers_with_a_toast_that_can_undo_it(client: Client, job: Any) -> None:
    application = ApplicationFactory(job=job)
    signed_in(client, job, "hiring_manager")
    target = job.process.stages.get(kind=StageKind.INTERVIEW)
    values = {"from": application.stage_id, "to": target.pk}
    answer = client.post(at("application-move", application), values, headers=HTMX)
    assert answer.status_code == 204
    undo = at("application-undo", application, application.moves.latest("pk").pk)
    assert undo in answer["HX-Trigger"]
    stale = client.post(at("application-move", application), values, headers=HTMX)
    assert stale.status_code == 409
    client.post(undo, headers=HTMX)
    application.refresh_from_db()
    assert application.stage.kind == StageKind.APPLICATION


@pytest.mark.req("CAND-22", "SEC-26")
def test_many_are_rejected_with_one_reason_and_foreign_ones_left_alone(client: Client, job: Any) -> None:
    mine = [ApplicationFactory(job=job) for _ in range(2)]
    foreign = ApplicationFactory()
    signed_in(client, job, "recruiter")
    chosen = {"action": "reject", "ids": [one.public_id for one in [*mine, foreign]]}
    asked = client.post(at("applicant-list", job), chosen)
    assert "Reject 2 people" in asked.text
    client.post(at("applicant-list", job), {**chosen, "reason": "experience", "comment": ""})
    assert Application.objects.filter(status=Status.CLOSED).count() == 2
    foreign.refresh_from_db()
    assert foreign.is_open
    signed_in(client, job, "hiring_manager")
    assert client.post(at("applicant-list", job), {**chosen, "reason": "experience"}).status_code == 403


@pytest.mark.req("CAND-07")
def test_a_person_known_by_email_is_added_and_not_doubled(client: Client, job: Any) -> None:
    known = CandidateFactory(given_name="Kari", email="kari@example.org")
    admin = UserFactory(roles=["admin"])
    client.force_login(admin)
    assert "Kari" in client.get(at("person-known", job), {"email": "KARI@example.org"}).text
    form = {
        "kind": "applicant",
        "given_name": "K",
        "surname": "M",
        "email": "kari@example.org",
        "source": "referral",
        "resume": SimpleUploadedFile("cv.pdf", PDF),
    }
    assert client.post(at("person-add", job), form, headers=HTMX).status_code == 204
    application = Application.objects.get()
    assert application.candidate == known
    document = application.handed_in.get().document
    answer = read(client, at("document-read", application, document) + "?inline")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert read(client, at("document-read", application, document))["Content-Disposition"].startswith("attachment")
    again = client.post(at("person-add", job), form | {"resume": ""}, headers=HTMX)
    assert again.status_code == 422
    assert "is an applicant on" in again.text


@pytest.mark.req("SEC-28")
def test_a_document_is_for_those_who_see_the_application(client: Client, job: Any) -> None:
    application, other = ApplicationFactory(job=job), ApplicationFactory(job=job)
    recruiter = job.team.get(role="recruiter").user
    handed_in = services.add_document(
        actor=recruiter, application=application, upload=SimpleUploadedFile("cv.pdf", PDF), kind="resume"
    )
    signed_in(client, job, "interviewer")
    assert read(client, at("document-read", application, handed_in.document)).status_code == 200
    assert client.get(at("document-read", other, handed_in.document)).status_code == 404
    client.force_login(UserFactory(roles=["recruiter"]))
    assert client.get(at("document-read", application, handed_in.document)).status_code == 404


@pytest.mark.req("CAND-02")
def test_the_history_lists_all_and_opens_only_what_the_viewer_sees(client: Client, job: Any) -> None:
    seen = ApplicationFactory(job=job)
    unseen = ApplicationFactory(candidate=seen.candidate)
    recruiter = job.team.get(role="recruiter").user
    recruiter.role_assignments.create(role="recruiter")
    client.force_login(recruiter)
    page = client.get(at("person-applications", seen.candidate)).text
    assert unseen.job.title in page
    assert at("application-read", seen) in page
    assert at("application-read", unseen) not in page


@pytest.mark.parametrize(("name", "bound"), [("applicant-board", 40), ("applicant-list", 40), ("prospect-list", 40)])
def test_pages_ask_the_same_number_of_questions_however_many_people(
    client: Client, job: Any, name: str, bound: int, django_assert_max_num_queries: Any
) -> None:
    kind = StageKind.PROSPECT if name == "prospect-list" else StageKind.APPLICATION
    for _ in range(30):
        application = ApplicationFactory(job=job, at=kind)
        FeedbackFactory(application=application)
        NoteFactory(application=application)
    signed_in(client, job, "recruiter")
    with django_assert_max_num_queries(bound):
        client.get(at(name, job))
