"""What becomes of an application made on LinkedIn: one applicant, whoever they are here already (§19.2)."""

from datetime import date, timedelta
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory, UserFactory
from linkedin_rows import signed_in, text
from onsite_stage import application, deliver, worked
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate, PossibleDuplicate, Source
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job, StatusReason
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin.inbound import applying, files, process
from tiltrekk.linkedin.models import AppliedOnLinkedIn, AwaitedFile, Connection, Delivery

pytestmark = pytest.mark.django_db


@pytest.mark.req("AC-R11", "AC-R12")
def test_every_kind_of_answer_is_taken_in(open_door: Connection, vacancy: Job) -> None:
    told = application(vacancy)
    told["questionResponses"] |= {
        "coverLetterQuestionResponses": {"textCoverLetterQuestionAnswer": {"answer": {"value": "Kjære dere"}}},
        "resumeQuestionResponses": {"resumeQuestionAnswer": {"mediaUrl": "http://127.0.0.1:9/a", "mediaUrn": "u"}},
        "workQuestionResponses": {
            "workExperienceQuestionSetResponses": [
                {
                    "titleAnswer": {"value": "Sveiser"},
                    "companyAnswer": {"value": "Havbris"},
                    "employmentDatesAnswer": {"start": "2019-04", "end": {"year": 2023, "month": 13}},
                },
                {"companyAnswer": {"value": "No title"}},
            ]
        },
        "educationQuestionResponses": {
            "educationExperienceQuestionSetResponses": [{"schoolAnswer": {"value": "NTNU"}, "degreeAnswer": None}]
        },
    }
    assert deliver(open_door, told).status_code == 200
    worked()
    made = Application.objects.get()
    person = made.candidate
    assert (person.name, made.source, person.source) == ("Kåre Øverås 1", *[Source.LINKEDIN_APPLY] * 2)
    assert made.get_source_display() == "LinkedIn apply"
    assert (person.emails.get().address, person.phones.get().e164) == ("person1@example.org", "+4799887766")
    assert [one.name for one in person.skills.all()] == ["Welding"]
    [post] = person.experience.all()
    assert (post.title, post.organisation, post.started, post.ended) == ("Sveiser", "Havbris", date(2019, 4, 1), None)
    assert person.education.get().school == "NTNU"
    assert made.handed_in.get().document.kind == "cover_letter"
    assert AwaitedFile.objects.get().kind == "resume", "LinkedIn is away: the file follows"
    assert AppliedOnLinkedIn.objects.get().terms_accepted_at is not None


@pytest.mark.parametrize("name", ["workQuestionResponses", "educationQuestionResponses", "resumeQuestionResponses"])
@pytest.mark.parametrize("shape", [["x"], "text", 7, {"unheardOf": [{"a": 1}]}, None])
def test_an_answer_in_a_shape_nobody_knows_keeps_nobody_out(
    open_door: Connection, vacancy: Job, name: str, shape: Any
) -> None:
    told = application(vacancy)
    told["questionResponses"][name] = shape
    assert deliver(open_door, told).status_code == 200
    worked()
    assert Application.objects.count() == 1


@pytest.mark.parametrize("address", ["", "kåre", "a@" + "b" * 300 + ".no"])
def test_an_address_that_is_none_keeps_nobody_out(open_door: Connection, vacancy: Job, address: str) -> None:
    told = application(vacancy)
    told["questionResponses"]["contactInformationQuestionResponses"]["emailAnswer"] = {"value": address}
    assert deliver(open_door, told).status_code == 200
    worked()
    person = Application.objects.get().candidate
    assert (person.emails.count(), person.identities.get().external_id) == (0, "urn:li:person:p1")


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "😀" * 300, "<b>x</b>", "%s {0}", "'; drop table"])
def test_odd_letters_keep_nobody_out(open_door: Connection, vacancy: Job, odd: str) -> None:
    told = application(vacancy)
    contact = told["questionResponses"]["contactInformationQuestionResponses"]
    contact["firstNameAnswer"] = {"value": f"A{odd}"}
    contact["cellphoneNumberQuestionAnswer"] = {"nationalNumber": odd}
    told["applicantSkills"] = [{"skillName": odd}]
    told["questionResponses"]["coverLetterQuestionResponses"] = {
        "textCoverLetterQuestionAnswer": {"answer": {"value": f"Dear {odd}"}}
    }
    assert deliver(open_door, told).status_code == 200
    worked()
    assert Application.objects.get().candidate.given_name.startswith("A")


def test_a_prospect_who_applies_keeps_their_application(open_door: Connection, vacancy: Job) -> None:
    person = CandidateFactory.create(email="person1@example.org")
    prospect = ApplicationFactory.create(job=vacancy, candidate=person, at="prospect")
    deliver(open_door, application(vacancy))
    worked()
    made = Application.objects.get()
    assert (made.pk, made.is_prospect) == (prospect.pk, False)
    assert AppliedOnLinkedIn.objects.get().application == prospect


def test_who_has_applied_already_has_one_application_and_linkedins_name_for_it(
    open_door: Connection, vacancy: Job
) -> None:
    person = CandidateFactory.create(email="person1@example.org")
    mine = ApplicationFactory.create(job=vacancy, candidate=person)
    deliver(open_door, application(vacancy))
    again = application(vacancy) | {"jobApplicationId": "urn:li:jobApplication:7"}
    deliver(open_door, again)
    worked()
    assert Application.objects.get() == mine
    assert AppliedOnLinkedIn.objects.get().job_application == "urn:li:jobApplication:7"


def test_the_member_id_goes_before_the_address_and_two_people_are_shown_as_possible_duplicates(
    open_door: Connection, vacancy: Job
) -> None:
    by_member = CandidateFactory.create(email="old@example.org", member="urn:li:person:p1")
    CandidateFactory.create(email="person1@example.org")
    deliver(open_door, application(vacancy))
    worked()
    assert Application.objects.get().candidate == by_member
    assert PossibleDuplicate.objects.count() == 1
    assert Candidate.objects.count() == 2


@pytest.mark.req("FLT-27")
def test_an_application_whose_job_was_closed_meanwhile_waits_alarms_and_comes_in_when_it_opens(
    open_door: Connection, vacancy: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = UserFactory.create(roles=["admin"])
    deliver(open_door, application(vacancy))
    jobs.close(actor=vacancy.team.get().user, job=vacancy, reason=StatusReason.CANCELLED)
    worked()
    row = Delivery.objects.get()
    assert (row.processed_at, row.error) == (None, "job_not_active")
    assert row.body, "it is not lost"
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = signed_in(admin)
    assert f"the job {vacancy.job_id} is closed" in text(page.get("/admin/linkedin/"))
    assert "application made on LinkedIn is not taken in" in text(page.get("/"))
    assert process.try_unread_again() == 1
    assert process.try_unread_again() == 0, "once in five minutes"
    jobs.reopen(actor=vacancy.team.get().user, job=Job.objects.get(pk=vacancy.pk))
    worked()
    assert Application.objects.count() == 1
    assert "not taken in" not in text(page.get("/"))


def test_taking_it_in_twice_makes_one(open_door: Connection, vacancy: Job) -> None:
    deliver(open_door, application(vacancy))
    for _ in range(3):
        applying.take_in(Delivery.objects.get().pk)
    assert Application.objects.count() == 1


def with_resume(vacancy: Job, address: str) -> dict[str, Any]:
    """An application whose résumé lies at an address."""
    told = application(vacancy)
    told["questionResponses"]["resumeQuestionResponses"] = {"resumeQuestionAnswer": {"mediaUrl": address}}
    return told


def test_files_of_somebody_who_was_deleted_meanwhile_are_not_fetched(open_door: Connection, vacancy: Job) -> None:
    deliver(open_door, with_resume(vacancy, "http://127.0.0.1:9/a"))
    worked()
    assert AwaitedFile.objects.count() == 1
    people.delete(actor=UserFactory.create(roles=["admin", "recruiter"]), candidate=Candidate.objects.get())
    files.ask_again()
    assert not AwaitedFile.objects.exists()


def test_a_file_that_lies_elsewhere_is_never_asked_for(open_door: Connection, vacancy: Job) -> None:
    """The call would carry our token."""
    deliver(open_door, with_resume(vacancy, "http://evil.example/a"))
    worked()
    assert Application.objects.count() == 1
    assert "does not lie with LinkedIn" in AwaitedFile.objects.get().error
