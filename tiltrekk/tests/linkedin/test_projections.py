"""The records as they stand on the wire. A change of shape has to be looked at here (FLT-45)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, JobFactory, NoteFactory, UserFactory
from linkedin_rows import projected
from tiltrekk.applications.models import Application, FeedbackState, StageMove
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Confirmed, Held, Kind
from tiltrekk.linkedin.projection import GONE, Absent, WantedJobs

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLT-45")]

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MS = 1772438400000
URN = "urn:li:organization:90210"


@pytest.fixture(autouse=True)
def page(db: None) -> CompanyPage:
    return CompanyPage.objects.create(name="Fjordtech", company_id="90210")


@pytest.fixture
def application(ragna: Any) -> Application:
    job = JobFactory.create(title="Skipper", job_id="N1-7", team={ragna: "recruiter"})
    person = CandidateFactory.create(
        given_name="Åse", surname="Østby", email="ase@example.org", member="urn:li:person:abc",
        current_title="Styrmann", current_employer="Havbris", city="Bodø", country="NO",
        created_at=AT, updated_at=AT,
    )  # fmt: skip
    return ApplicationFactory.create(
        job=job, candidate=person, source="linkedin", created_at=AT, updated_at=AT, stage_since=AT
    )


def wire(kind: Kind, object_id: str) -> Any:
    found = projected(kind, object_id)
    assert not isinstance(found, Absent), found
    return found.wire()


@pytest.mark.req("LI-36")
def test_candidate(application: Application, settings: Any) -> None:
    person = application.candidate
    assert wire(Kind.CANDIDATE, person.public_id) == {
        "firstName": "Åse",
        "lastName": "Østby",
        "emailAddresses": ["ase@example.org"],
        "phoneNumbers": [],
        "addresses": [{"city": "Bodø", "country": "NO"}],
        "atsCreatedAt": MS,
        "atsLastModifiedAt": MS,
        "externalProfileUrl": f"{settings.PUBLIC_URL}/candidates/{person.public_id}/",
        "currentCompanyName": "Havbris",
        "currentJobTitle": "Styrmann",
        "manualMatchedMember": "urn:li:person:abc",
    }


def test_application(application: Application) -> None:
    assert wire(Kind.APPLICATION, application.public_id) == {
        "atsCandidateId": application.candidate.public_id,
        "atsJobPostingId": "N1-7",
        "atsJobPostingName": "Skipper",
        "atsCreatedAt": MS,
        "atsLastModifiedAt": MS,
        "candidateEmail": "ase@example.org",
        "firstName": "Åse",
        "lastName": "Østby",
        "source": "LinkedIn",
        "dispositionReason": "",
    }


def test_note_and_feedback(application: Application) -> None:
    author = UserFactory.create(name="Kari Anne Moe")
    note = NoteFactory.create(application=application, author=author, text="Ringte i dag.", created_at=AT)
    assert wire(Kind.NOTE, note.public_id) == {
        "atsCreatedAt": MS,
        "note": "Ringte i dag.",
        "author": {"firstName": "Kari Anne", "lastName": "Moe"},
    }
    feedback = FeedbackFactory.create(
        application=application, author=author, strengths="Calm", weaknesses="", overall="Yes.", submitted_at=AT
    )
    assert wire(Kind.FEEDBACK, feedback.public_id) == {
        "atsCreatedAt": MS,
        "interviewer": {"firstName": "Kari Anne", "lastName": "Moe"},
        "evaluations": [
            {"attribute": "Recommended", "result": "Yes"},
            {"attribute": "Strengths", "result": "Calm"},
        ],
        "feedback": "Yes.",
    }


@pytest.mark.req("LI-14", "LI-36")
def test_job(application: Application, ragna: Any, settings: Any) -> None:
    job = application.job
    Job.objects.filter(pk=job.pk).update(activated_at=AT, employment_type="full_time", seniority="mid_senior_level")
    found = WantedJobs(["N1-7"], URN)["N1-7"]
    assert found.state == Confirmed.PRIVATE
    assert found.posting is not None
    sent = found.posting.wire()
    assert sent.pop("description") == job.description
    assert sent.pop("companyApplyUrl").startswith(settings.PUBLIC_URL)
    assert sent == {
        "integrationContext": URN,
        "externalJobPostingId": "N1-7",
        "companyJobCode": "N1-7",
        "jobPostingOperationType": "",
        "title": "Skipper",
        "listedAt": MS,
        "location": "Bergen, Norway",
        "workplaceTypes": ["On-site"],
        "employmentStatus": "FULL_TIME",
        "experienceLevel": "MID_SENIOR_LEVEL",
        "posterEmail": "ragna@fjordtech.example",
        "availability": "PRIVATE_TO_ATS_INTEGRATION",
        "accessRestricted": True,
        "requisitionOwnerEmail": "ragna@fjordtech.example",
        "requisitionOwnerFirstName": "Ragna",
        "requisitionOwnerLastName": "Rekrutterer",
    }


def test_stage_times_always_grow(application: Application) -> None:
    stages = {stage.kind: stage for stage in application.job.process.stages.all()}
    for kind in ("screening", "interview"):  # a clock that stood still, or went back
        StageMove.objects.create(application=application, to_stage=stages[kind], at=AT - timedelta(hours=1))
    sent = [wire(Kind.STAGE, str(move.pk)) for move in application.moves.order_by("pk")]
    assert [one["stage"] for one in sent] == ["Application", "Screening", "Interview"]
    assert [one["atsCreatedAt"] for one in sent] == [MS, MS + 1, MS + 2]


def test_the_end_of_an_application_is_its_last_stage(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(
        status="closed", status_reason="rejected", rejection_reason="experience", closed_at=AT
    )
    assert wire(Kind.APPLICATION, application.public_id)["dispositionReason"] == "Experience"
    assert wire(Kind.STAGE, f"{application.pk}-end") == {"atsCreatedAt": MS + 1, "stage": "Rejected"}


@pytest.mark.req("LI-33")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"restricted_at": AT}, Held.RESTRICTED),
        ({"deleted_at": AT}, None),
        ({"surname": ""}, Held.NO_SURNAME),
    ],
)
def test_held_back_people(application: Application, change: dict[str, Any], why: Held | None) -> None:
    type(application.candidate).objects.filter(pk=application.candidate_id).update(**change)
    assert projected(Kind.CANDIDATE, application.candidate.public_id) == Absent(why)
    assert projected(Kind.APPLICATION, application.public_id) == Absent(why)


def test_exported_person_without_email_goes_by_the_link(application: Application) -> None:
    application.candidate.emails.all().delete()
    assert wire(Kind.CANDIDATE, application.candidate.public_id)["manualMatchedMember"] == "urn:li:person:abc"
    application.candidate.identities.all().delete()
    held = projected(Kind.CANDIDATE, application.candidate.public_id)
    assert held == Absent(Held.NO_WAY_TO_MATCH)


def test_unsubmitted_feedback_stays(application: Application) -> None:
    draft = FeedbackFactory.create(application=application, state=FeedbackState.DRAFT)
    assert projected(Kind.FEEDBACK, draft.public_id) == Absent(Held.NOT_SUBMITTED)


def test_other_companies_get_nothing(application: Application) -> None:
    held = projected(Kind.APPLICATION, application.public_id, "urn:li:organization:1")
    assert held == Absent(Held.OTHER_PAGE)
    assert projected(Kind.NOTE, "0" * 32) == GONE
