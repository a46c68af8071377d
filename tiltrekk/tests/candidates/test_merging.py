"""Two records of one person become one: nothing is lost, nothing is doubled, nobody is reachable twice (OQ-15)."""

import pytest
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, JobFactory, NoteFactory, UserFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linkedin_rows import projected
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, Note
from tiltrekk.candidates import services
from tiltrekk.candidates.models import Candidate, EmailAddress, PoolMember, PossibleDuplicate, SocialIdentity
from tiltrekk.candidates.services.people import record_possible_duplicate
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.linkedin.models import Kind, SyncRow
from tiltrekk.linkedin.projection import GONE

pytestmark = pytest.mark.django_db
URN = "urn:li:person:kari"


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=["recruiter"])


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("CAND-12")
def test_everything_of_both_hangs_on_the_survivor(recruiter: User) -> None:
    stays = CandidateFactory(email="work@example.org", current_title="Engineer")
    goes = CandidateFactory(email="home@example.org", member=URN, city="Bergen", current_title="Welder")
    first, second = ApplicationFactory(candidate=stays), ApplicationFactory(candidate=goes)
    NoteFactory(application=second)
    NoteFactory(application=None, candidate=goes)
    pool = services.create_pool(actor=recruiter, name="Welders")
    for person in (stays, goes):
        services.add_member(actor=recruiter, pool=pool, candidate=person)
    stays = services.merge(actor=recruiter, survivor=stays, other=goes)
    assert set(Application.objects.filter(candidate=stays)) == {first, second}
    assert Note.objects.filter(candidate=stays).count() == 2
    addresses = EmailAddress.objects.filter(candidate=stays).order_by("-is_primary")
    assert [(one.address, one.is_primary) for one in addresses] == [
        ("work@example.org", True),
        ("home@example.org", False),
    ]
    assert SocialIdentity.objects.get(external_id=URN).candidate == stays
    assert PoolMember.objects.get(pool=pool).candidate == stays
    assert (stays.current_title, stays.city) == ("Engineer", "Bergen")
    goes.refresh_from_db()
    assert goes.merged_into == stays
    assert Event.objects.get(verb="candidate.merged").values == {"merged": goes.pk}


@pytest.mark.req("GDPR-28")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stricter=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=5))
def test_the_strictest_of_all_merged_records_holds(stricter: list[tuple[bool, bool]], recruiter: User) -> None:
    people = [
        CandidateFactory(do_not_contact=silent, restricted_at=clock.now() if restricted else None)
        for silent, restricted in stricter
    ]
    survivor = people[0]
    for other in people[1:]:
        survivor = services.merge(actor=recruiter, survivor=survivor, other=other)
    survivor.refresh_from_db()
    assert survivor.do_not_contact is any(silent for silent, _restricted in stricter)
    assert bool(survivor.restricted_at) is any(restricted for _silent, restricted in stricter)


def test_two_open_applications_on_one_job_stand_in_the_way(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    stays, goes = CandidateFactory(), CandidateFactory()
    ApplicationFactory(job=job, candidate=stays)
    second = ApplicationFactory(job=job, candidate=goes)
    with pytest.raises(Refused) as refused:
        services.merge(actor=recruiter, survivor=stays, other=goes)
    assert codes(refused) == ["same_job"]
    hiring.reject(actor=recruiter, application=second, reason="experience")
    services.merge(actor=recruiter, survivor=stays, other=goes)
    assert Application.objects.filter(candidate=stays).count() == 2


def test_two_linkedin_profiles_and_one_person_twice_are_refused(recruiter: User) -> None:
    one, other = CandidateFactory(member=URN), CandidateFactory(member="urn:li:person:ola")
    with pytest.raises(Refused) as refused:
        services.merge(actor=recruiter, survivor=one, other=other)
    assert codes(refused) == ["linked"]
    with pytest.raises(Refused) as refused:
        services.merge(actor=recruiter, survivor=one, other=one)
    assert codes(refused) == ["same"]


def test_a_merged_record_is_not_merged_again(recruiter: User) -> None:
    one, two, three = CandidateFactory(), CandidateFactory(), CandidateFactory()
    services.merge(actor=recruiter, survivor=one, other=two)
    with pytest.raises(Refused) as refused:
        services.merge(actor=recruiter, survivor=three, other=two)
    assert codes(refused) == ["gone"]


def test_hiring_managers_do_not_merge() -> None:
    manager = UserFactory(roles=["hiring_manager"])
    with pytest.raises(NotAllowed):
        services.merge(actor=manager, survivor=CandidateFactory(), other=CandidateFactory())


def test_who_may_be_the_other_may_be_the_survivor_now(recruiter: User) -> None:
    stays, goes, third = CandidateFactory(), CandidateFactory(), CandidateFactory()
    record_possible_duplicate(stays, goes)
    record_possible_duplicate(goes, third)
    services.merge(actor=recruiter, survivor=stays, other=goes)
    pair = PossibleDuplicate.objects.get()
    assert {pair.candidate, pair.other} == {stays, third}


@pytest.mark.req("FLT-38")
def test_at_linkedin_the_merged_record_goes_and_its_note_is_sent_under_the_survivor(recruiter: User) -> None:
    from tiltrekk.linkedin.models import Access, CompanyPage, Level

    page = CompanyPage.objects.create(name="Fjordtech", company_id="90210")
    Level.objects.create(access=Access.COMPANY, context=page.urn, organization=page.urn, requested_at=clock.now())
    stays, goes = CandidateFactory(email="a@example.org"), CandidateFactory(email="b@example.org")
    application, note = ApplicationFactory(candidate=goes), NoteFactory(application=None, candidate=goes)
    for kind, key, parent in (
        (Kind.CANDIDATE, goes.public_id, ""),
        (Kind.APPLICATION, application.public_id, goes.public_id),
        (Kind.CANDIDATE_NOTE, note.public_id, goes.public_id),
    ):
        values = {"rank": 1, "digest": "sent", "acknowledged": 1}
        SyncRow.objects.create(organization=page.urn, kind=kind, object_id=key, parent=parent, **values)
    services.merge(actor=recruiter, survivor=stays, other=goes)
    assert projected(Kind.CANDIDATE, goes.public_id, page.urn) == GONE
    moved = SyncRow.objects.filter(kind__in=[Kind.APPLICATION, Kind.CANDIDATE_NOTE], object_id__in=[
        application.public_id, note.public_id,
    ])  # fmt: skip
    assert {(row.parent, row.digest) for row in moved} == {(stays.public_id, "?")}
    waiting = SyncRow.objects.filter(since__isnull=False).values_list("object_id", flat=True)
    assert {stays.public_id, goes.public_id, application.public_id, note.public_id} <= set(waiting)


def test_the_page_offers_both_ways_and_merges(client: Client, recruiter: User) -> None:
    stays, goes = CandidateFactory(given_name="Kari", surname="Moe"), CandidateFactory(given_name="K", surname="Moe")
    record_possible_duplicate(stays, goes)
    client.force_login(recruiter)
    address = reverse("candidates:candidate-merge", args=[stays.public_id, goes.public_id])
    assert address in client.get(reverse("candidates:candidate-read", args=[stays.public_id])).text
    shown = client.get(address).text
    assert reverse("candidates:candidate-merge", args=[goes.public_id, stays.public_id]) in shown
    assert client.post(address).status_code == 302
    assert Candidate.objects.get(pk=goes.pk).merged_into == stays
    assert client.get(reverse("candidates:candidate-read", args=[goes.public_id])).status_code == 404


def test_strangers_are_not_merged_by_address(client: Client, recruiter: User) -> None:
    one, other = CandidateFactory(), CandidateFactory()
    client.force_login(recruiter)
    address = reverse("candidates:candidate-merge", args=[one.public_id, other.public_id])
    assert client.post(address).status_code == 404
    assert Candidate.objects.get(pk=other.pk).merged_into is None
