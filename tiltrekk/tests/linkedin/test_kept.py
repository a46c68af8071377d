"""What LinkedIn tells of a person: a closed list of it is kept, with the reason we hold it, and nothing else is."""

from datetime import timedelta
from typing import Any

import pytest
from factories import CandidateFactory
from linkedin_rows import stored
from linkedin_talent.exports import ExportedCandidate
from linkedin_talent.mail_stubs import MailStub
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, PoolMember, Source
from tiltrekk.candidates.services import link_identity
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job, Status
from tiltrekk.linkedin.erasing import forget
from tiltrekk.linkedin.inbound import held, taken
from tiltrekk.linkedin.inbound.exports import take_in
from tiltrekk.linkedin.models import CompanyPage, DroppedField, HeldExport, SharedProfile
from tiltrekk.linkedin.pull import stubs

pytestmark = pytest.mark.django_db

MEMBER = "urn:li:person:kari"
PROFILE: dict[str, Any] = {
    "firstName": "Kari",
    "lastName": "Nordmann",
    "member": MEMBER,
    "profileUrl": "https://www.linkedin.com/in/kari",
    "currentEmployerNames": ["Havbris"],
    "emailAddresses": [],
    "headline": "Engineer",
    "skills": ["canaryskill"],
    "photo": "https://media.example/canaryphoto.jpg",
    "canary value 42": True,
}


@pytest.fixture(autouse=True)
def page(db: None) -> CompanyPage:
    return CompanyPage.objects.create(name="Fjordtech", company_id="90210")


def exported(job: Job) -> ExportedCandidate:
    given = {"externalJobPostingId": job.job_id, "integrationContext": "urn:li:organization:90210"}
    return ExportedCandidate.model_validate({"candidate": PROFILE, "ranking": "canaryrank", **given})


def dropped() -> dict[str, int]:
    return dict(DroppedField.objects.values_list("name", "times"))


@pytest.mark.req("LIP-01")
def test_a_field_that_is_not_on_the_list_is_not_kept_and_is_counted_by_its_name(job: Job) -> None:
    arrived = take_in(exported(job), request_id="one")
    assert arrived.application
    assert arrived.application.candidate.current_employer == "Havbris"
    assert dropped() == {"photo": 1, "ranking": 1, "skills": 1, taken.OTHER: 1}
    take_in(exported(job), request_id="two")
    assert dropped() == {"photo": 2, "ranking": 2, "skills": 2, taken.OTHER: 2}
    assert "canary" not in stored()


@pytest.mark.req("LIP-01")
def test_an_export_that_waits_for_a_decision_keeps_no_more(job: Job, ragna: User) -> None:
    Job.objects.filter(pk=job.pk).update(status=Status.CLOSED)
    assert take_in(exported(job), request_id="one").held
    waiting = HeldExport.objects.get()
    assert {name for name, value in waiting.profile.items() if value} <= taken.TAKEN
    assert "canary" not in stored()
    Job.objects.filter(pk=job.pk).update(status=Status.ACTIVE)
    assert held.add_held(actor=ragna, held=waiting).candidate.name == "Kari Nordmann"


# --- shared when answering an InMail ------------------------------------------------------------------------------


class Client:
    """LinkedIn's shared profiles, read without a call."""

    def __init__(self, *found: MailStub) -> None:
        self.mail_stubs, self._found = self, found

    def find(self, *_args: Any, **_options: Any) -> tuple[MailStub, ...]:
        return self._found


def shared(**more: Any) -> MailStub:
    return MailStub.model_validate({**PROFILE, "owner": "urn:li:seat:1", **more})


@pytest.mark.req("LIP-02")
def test_who_agreed_to_share_is_in_the_pool_with_where_from_and_since_when(ragna: User) -> None:
    agreed = clock.now().replace(microsecond=0) - timedelta(hours=3)
    stubs.pull(Client(shared(created=agreed)), "urn:li:contract:1", ["urn:li:seat:1"])  # type: ignore[arg-type]
    candidate = PoolMember.objects.get(pool__system_key="linkedin").candidate
    assert candidate.source == Source.LINKEDIN
    row = SharedProfile.objects.get(person=candidate.identities.get().external_id)
    assert (row.agreed_at, row.seat) == (agreed, "urn:li:seat:1")
    assert "canary" not in stored()


@pytest.mark.req("LIP-02")
def test_read_again_it_stays_the_first_time(ragna: User) -> None:
    first = clock.now().replace(microsecond=0) - timedelta(hours=3)
    for moment in (first, first + timedelta(hours=1)):
        stubs.pull(Client(shared(created=moment)), "urn:li:contract:1", ["urn:li:seat:1"])  # type: ignore[arg-type]
    assert SharedProfile.objects.get().agreed_at == first
    assert Candidate.objects.count() == 1


def test_when_they_agreed_is_forgotten_with_the_link(ragna: User) -> None:
    person = CandidateFactory.create()
    link_identity(actor=ragna, candidate=person, external_id=MEMBER)
    SharedProfile.objects.create(person=MEMBER, seat="urn:li:seat:1", agreed_at=clock.now())
    forget(person)
    assert not SharedProfile.objects.exists()
