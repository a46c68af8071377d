"""What the client says, a LinkedIn written by others from the same pages understands: the sandbox, and its ledger.

Every resource that changes something is called on /v2 in both encodings and on /rest.
"""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from customer import CONTRACT, ORGANIZATION, WORLD, provisioned, switched_on
from linkedin_talent import ApplicationKey, AttachmentKey, CandidateKey, Endpoints, LinkedInClient, RequisitionKey
from linkedin_talent.answers import TextAnswer
from linkedin_talent.applications import InterviewFeedback, JobApplication
from linkedin_talent.apply_questions import (
    AdditionalQuestions,
    OnsiteApplyConfiguration,
    Question,
    QuestionDetails,
    Questions,
    QuestionSet,
    Requirement,
    ResumeQuestions,
    TextQuestion,
    VoluntarySelfIdentificationQuestions,
    WorkExperienceQuestions,
    WorkQuestions,
)
from linkedin_talent.attachments import Attachment, FileType
from linkedin_talent.candidates import Candidate
from linkedin_talent.deliveries import read_delivery
from linkedin_talent.experience import DatesAnswer, PartialDate, SelfIdentificationAnswers
from linkedin_talent.jobs import Availability, JobPosting, Operation
from linkedin_talent.lifecycle import ApplicationAction
from linkedin_talent.names import Surface
from linkedin_talent.requisitions import JobRequisition
from linkedin_talent.restli import Protocol
from linkedin_talent.resumes import Resume
from linkedin_talent.webhooks import SIGNATURE_HEADER, challenge_answer, verify

linkedin_sandbox = pytest.importorskip("linkedin_sandbox")
pytestmark = pytest.mark.process

NOW = datetime.now(UTC)


@dataclass
class Receiver:
    """An address of ours that answers challenges and keeps what is signed for us."""

    secrets: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    address: str = ""

    def deliveries(self) -> list[bytes]:
        end = monotonic() + 20
        while monotonic() < end:
            if found := [body for body in self.bodies if b"EXPORT_JOB_APPLICATION" in body]:
                return found
            sleep(0.05)
        return []


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code = dict(parse_qsl(urlsplit(self.path).query))["challengeCode"]
            self._answer(200, json.dumps(challenge_answer(code, kept.secrets[0])).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            believed = verify(body, self.headers[SIGNATURE_HEADER], kept.secrets)
            kept.bodies += [body] if believed else []
            self._answer(200 if believed else 401, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Nothing on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        kept.address = f"http://127.0.0.1:{server.server_port}/hook"
        yield kept
        server.shutdown()


@dataclass
class Rehearsal:
    """A LinkedIn, and the client of one customer of it."""

    linkedin: Any
    client: LinkedInClient
    surface: Surface


@pytest.fixture(
    params=[(Surface.V2, Protocol.ONE), (Surface.V2, Protocol.TWO), (Surface.REST, Protocol.ONE)],
    ids=["v2-1", "v2-2", "rest"],
)
def rehearsal(request: pytest.FixtureRequest, receiver: Receiver) -> Iterator[Rehearsal]:
    surface, protocol = request.param
    with linkedin_sandbox.sandbox(WORLD, task_delay_seconds=0) as running:
        child = provisioned(running)
        receiver.secrets += child.client_secrets
        with LinkedInClient(Endpoints(*[running.base] * 3), child, surface=surface, protocol=protocol) as client:
            for level in ("company", "contract", "apply-connect"):
                switched_on(running, client, child.client_id, level, receiver.address)
            yield Rehearsal(running, client, surface)
        assert running.get("ledger", broken=1)["entries"] == []


def _job(number: int, **change: Any) -> JobPosting:
    fields: dict[str, Any] = {
        "integration_context": ORGANIZATION,
        "company_apply_url": "http://127.0.0.1:9/apply",
        "external_job_posting_id": f"N1-{number}",
        "job_posting_operation_type": Operation.CREATE,
        "title": "Snekker",
        "description": "Vi bygger hus i tre, for hånd, i all slags vær. " * 3,
        "listed_at": NOW,
        "location": "Bergen, Norway",
        "poster_email": "ida@my-ats.example",
        "availability": Availability.PUBLIC,
    }
    return JobPosting(**{**fields, **change})


def _posted(client: LinkedInClient, job: JobPosting) -> None:
    result = client.jobs.post([job])[job.external_job_posting_id]
    assert result.error is None
    task = client.job_tasks.get([result.id]).found[result.id]
    assert (task.status, task.problem) == ("SUCCEEDED", None)


ABOUT = {
    "work.0.title": "Snekker",
    "work.0.employmentDates.start": "2020-01",
    "selfIdentification.0.disability": "DECLINED",
    "selfIdentification.0.gender": "FEMALE",
    "selfIdentification.0.race": "DECLINED",
    "selfIdentification.0.veteranStatus": "DECLINED",
}


def test_people_apply_on_linkedin(rehearsal: Rehearsal, receiver: Receiver) -> None:
    why = Question(
        partner_question_identifier="q,(why)",
        question_text="Hvorfor?",
        required=True,
        question_details=QuestionDetails(text_question_details=TextQuestion()),
    )
    asked = Questions(
        resume_questions=ResumeQuestions(resume_question_requirement=Requirement.REQUIRED),
        work_questions=WorkQuestions(work_experience_question_set=WorkExperienceQuestions(min_required=1)),
        voluntary_self_identification_questions=VoluntarySelfIdentificationQuestions(),
        additional_questions=AdditionalQuestions(custom_question_sets=(QuestionSet(questions=(why,)),)),
    )
    onsite = OnsiteApplyConfiguration(job_application_webhook_url=receiver.address, questions=asked)
    versioned = rehearsal.surface is Surface.REST  # there a customer of Recruiter System Connect names the requisition
    _posted(rehearsal.client, _job(1, onsite_apply=onsite, partner_requisition_id="R-1" if versioned else None))
    assert rehearsal.client.job_statuses.get(["N1-1"]).found["N1-1"].linked_in_apply_status == "ENABLED"
    applied = {
        "member": "kari",
        "external_job_posting_id": "N1-1",
        "answers": {"set0.0.q-q,(why)": "Fordi æøå"} | ABOUT,
        "files": {"resume.0.file": {"name": "cv.pdf", "content": base64.b64encode(b"%PDF-1.7 cv").decode()}},
    }
    rehearsal.linkedin.post("acts/apply", applied)
    rehearsal.linkedin.post("pushes/deliver")
    told = read_delivery(receiver.deliveries()[0])
    assert (told.external_job_id, told.answers) == ("N1-1", {"q,(why)": "Fordi æøå"})
    resume = told.question_responses.resume_question_responses
    assert resume is not None
    assert resume.resume_question_answer is not None
    (post,) = told.work
    assert post.title_answer == TextAnswer(value="Snekker")
    assert post.employment_dates_answer == DatesAnswer(start=PartialDate(year=2020, month=1))
    about = told.question_responses.voluntary_self_identification_question_responses
    assert isinstance(about, SelfIdentificationAnswers)
    assert about.gender_answer is not None
    assert about.gender_answer.value == ("FEMALE",)
    assert rehearsal.client.media.download(resume.resume_question_answer.media_url) == b"%PDF-1.7 cv"
    rehearsal.client.lifecycle_actions.create(
        told.job_application_id, ApplicationAction.VIEWED, at=NOW, organization=ORGANIZATION
    )


def test_records_and_files_go_out(rehearsal: Rehearsal) -> None:
    client = rehearsal.client
    _posted(client, _job(2, availability=Availability.PRIVATE, access_restricted=True))
    person, letter = CandidateKey("C-1:æ,(1)", ORGANIZATION), ApplicationKey("A-1", ORGANIZATION)
    kari = Candidate(
        first_name="Kari",
        last_name="Nordmann",
        email_addresses=("kari@example.org",),
        ats_created_at=NOW,
        ats_last_modified_at=NOW,
        external_profile_url="https://my-ats.example/c/1",
    )
    applied = JobApplication(
        ats_candidate_id=person.candidate_id,
        ats_job_posting_id="N1-2",
        ats_job_posting_name="Snekker",
        ats_created_at=NOW,
        ats_last_modified_at=NOW,
    )
    assert client.candidates.upsert({person: kari}).ok
    assert client.candidates.matches([person]).found[person].matched_members
    assert client.applications.upsert({letter: applied}).ok
    feedback = InterviewFeedback(ats_created_at=NOW, feedback="Ansett")
    assert client.interview_feedback.upsert(letter, {"f=1&(æ)": feedback}).ok
    assert client.interview_feedback.delete(letter, ["f=1&(æ)"]).ok
    to = client.resume_uploads.create(CONTRACT, file_name="cv.txt", content_type="text/plain")
    client.resume_uploads.upload(to, b"Navn: Kari", content_type="text/plain")
    resume = Resume(ats_created_at=NOW, resume_urn=to.resume_urn, file_name="cv.txt")
    assert client.resumes.upsert(letter, {"cv-1": resume}).ok
    file = Attachment.of(
        b"%PDF-1.7",
        external_file_name="cv.pdf",
        external_created_at=NOW,
        external_last_modified_at=NOW,
        file_type=FileType.PDF,
        contract=CONTRACT,
    )
    key = AttachmentKey("f-1", letter.application_id, ORGANIZATION)
    assert client.attachments.upsert({key: file}).ok
    assert client.attachments.delete([key]).ok
    assert client.applications.delete([letter]).ok


def test_a_requisition_goes_out(rehearsal: Rehearsal) -> None:
    record = JobRequisition(
        title="Snekker",
        description="Vi bygger hus i tre, for hånd, i all slags vær. " * 3,
        location="Bergen, Norway",
        created_at=NOW,
        last_modified_at=NOW,
        availability="PUBLIC",
    )
    assert rehearsal.client.requisitions.upsert({RequisitionKey("R-1", ORGANIZATION): record}).ok
