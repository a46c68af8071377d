"""One person is one row: by member, by e-mail, never twice (OQ-15, decision 4)."""

import pytest
from factories import CandidateFactory, UserFactory
from tiltrekk.candidates import services
from tiltrekk.candidates.models import Candidate, PossibleDuplicate, SocialIdentity
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event

pytestmark = pytest.mark.django_db
URN = "urn:li:person:abc"


def find(**given: str) -> tuple[Candidate, bool]:
    return services.find_or_create(actor=None, **{"given_name": "Åse", "surname": "Lie", **given})


@pytest.mark.req("CAND-12")
def test_an_email_in_other_letters_finds_the_same_person() -> None:
    first, made = find(email="Aase@Example.org ")
    again, made_again = find(email="aase@example.ORG", given_name="Aase")
    assert (made, made_again) == (True, False)
    assert first == again
    assert Candidate.objects.get(pk=again.pk).given_name == "Åse"


@pytest.mark.req("CAND-12")
def test_a_member_without_email_is_found_again_and_gains_the_email() -> None:
    first, _ = find(member_urn=URN, headline="Engineer", profile_url="https://www.linkedin.com/in/aase")
    again, made = find(member_urn=URN, email="aase@example.org")
    assert first == again
    assert not made
    assert first.emails.get().is_primary
    assert SocialIdentity.objects.get().profile_url == "https://www.linkedin.com/in/aase"


@pytest.mark.req("CAND-12")
def test_the_member_wins_over_the_email_and_both_are_possible_duplicates() -> None:
    by_urn = CandidateFactory(member=URN)
    by_email = CandidateFactory(email="aase@example.org")
    found, made = find(member_urn=URN, email="aase@example.org")
    assert (found, made) == (by_urn, False)
    pair = PossibleDuplicate.objects.get()
    assert {pair.candidate, pair.other} == {by_urn, by_email}
    find(member_urn=URN, email="aase@example.org")
    assert PossibleDuplicate.objects.count() == 1


def test_a_person_linked_to_another_member_is_not_taken_over() -> None:
    linked = CandidateFactory(email="aase@example.org", member="urn:li:person:other")
    found, made = find(member_urn=URN, email="aase@example.org")
    assert made
    assert found != linked
    assert not found.emails.exists()
    assert PossibleDuplicate.objects.filter(candidate=linked, other=found).exists()


def test_the_address_of_a_deleted_person_is_free_again() -> None:
    gone = CandidateFactory(email="aase@example.org", member=URN)
    gone.deleted_at = clock.now()
    gone.save()
    found, made = find(email="aase@example.org", member_urn=URN)
    assert made
    assert found != gone
    assert found.identities.get().external_id == URN


def test_gaps_are_filled_and_nothing_known_is_overwritten() -> None:
    known = CandidateFactory(email="aase@example.org", current_title="Tech lead")
    find(email="aase@example.org", headline="Engineer", employer="Vågen", phone="900 00 142")
    known.refresh_from_db()
    assert (known.current_title, known.current_employer) == ("Tech lead", "Vågen")
    assert known.phones.get().number == "900 00 142"
    assert Event.objects.get(verb="candidate.changed").changed == ["current_employer", "phones"]


def test_a_person_needs_a_first_name_and_a_readable_address() -> None:
    with pytest.raises(Refused) as refused:
        find(given_name=" ", email="not an address")
    assert {reason.field for reason in refused.value.reasons} == {"given_name", "emails"}
    assert not Candidate.objects.exists()


@pytest.mark.req("OQ-26")
def test_a_member_is_one_person_and_a_person_one_member() -> None:
    recruiter = UserFactory(roles=["recruiter"])
    one, other = CandidateFactory(member=URN), CandidateFactory()
    with pytest.raises(Refused) as refused:
        services.link_identity(actor=recruiter, candidate=other, external_id=URN)
    assert refused.value.code == "identity_taken"
    with pytest.raises(Refused) as refused:
        services.link_identity(actor=recruiter, candidate=one, external_id="urn:li:person:new")
    assert refused.value.code == "linked"
    assert services.unlink_identity(actor=recruiter, candidate=one)
    services.link_identity(actor=recruiter, candidate=other, external_id=URN)
    assert list(Event.objects.values_list("verb", flat=True).order_by("id")) == [
        "candidate.identity_unlinked",
        "candidate.identity_linked",
    ]


def test_someone_without_the_right_does_not_link() -> None:
    with pytest.raises(NotAllowed):
        services.link_identity(actor=UserFactory(roles=["reader"]), candidate=CandidateFactory(), external_id=URN)


def test_staff_make_a_person_but_not_one_who_is_there() -> None:
    recruiter = UserFactory(roles=["recruiter"])
    CandidateFactory(email="aase@example.org")
    with pytest.raises(Refused) as refused:
        services.create(actor=recruiter, given_name="Åse", email="AASE@example.org")
    assert refused.value.code == "email_taken"
    made = services.create(actor=recruiter, given_name="Liv", email="liv@example.org")
    assert made.emails.get().address == "liv@example.org"


@pytest.mark.parametrize(
    ("title", "employer", "line"),
    [
        ("Data analyst", "Fjordbanken", "Data analyst, Fjordbanken"),
        ("Data analyst at Fjordbanken", "Fjordbanken", "Data analyst at Fjordbanken"),
        ("Data analyst", "", "Data analyst"),
        ("", "Fjordbanken", "Fjordbanken"),
    ],
)
def test_a_headline_names_the_employer_once(title: str, employer: str, line: str) -> None:
    assert CandidateFactory(current_title=title, current_employer=employer).headline == line


def test_what_is_learnt_of_a_member_who_is_linked_already_is_told_once() -> None:
    """LinkedIn holds the profile's address too: without an event nobody would send it."""
    person, _made = find(member_urn="urn:li:person:a", headline="Welder", employer="Havbris")
    before = Event.objects.count()
    for _ in range(2):
        find(member_urn="urn:li:person:a", headline="Welder", profile_url="https://www.linkedin.com/in/ase")
    told = Event.objects.order_by("pk")[before:]
    assert [(event.verb, event.candidate_id, event.changed) for event in told] == [
        ("candidate.changed", person.pk, ["profile_url"])
    ]
