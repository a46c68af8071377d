"""What staff may change of a person, and deleting one."""

import pytest
from factories import CandidateFactory, UserFactory
from tiltrekk.accounts.models import Environment
from tiltrekk.candidates import selectors, services
from tiltrekk.candidates.services import ContactDetails
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.req("CAND-01")
def test_details_change_and_the_event_names_fields_but_no_values() -> None:
    candidate = CandidateFactory(email="old@example.org")
    details = ContactDetails(
        given_name=candidate.given_name,
        surname="Ås",
        emails=["New@example.org", "old@example.org"],
        phones=["22334455"],
    )
    changed = services.change_contact_details(
        actor=UserFactory(roles=["hiring_manager"]), candidate=candidate, details=details
    )
    assert changed == ["surname", "emails", "phones"]
    assert candidate.emails.get(is_primary=True).address == "new@example.org"
    event = Event.objects.get()
    assert (event.verb, event.changed, event.values) == ("candidate.changed", changed, {})


def test_saving_what_is_there_changes_nothing_and_leaves_no_event() -> None:
    candidate = CandidateFactory(email="old@example.org", surname="Ås")
    details = ContactDetails(given_name=candidate.given_name, surname="Ås", emails=["old@example.org"])
    assert (
        services.change_contact_details(actor=UserFactory(roles=["admin"]), candidate=candidate, details=details) == []
    )
    assert not Event.objects.exists()


def test_an_address_of_another_person_is_refused_with_their_name() -> None:
    CandidateFactory(email="taken@example.org", given_name="Kari", surname="Moe")
    candidate = CandidateFactory()
    with pytest.raises(Refused, match="Kari Moe"):
        services.change_contact_details(
            actor=UserFactory(roles=["recruiter"]),
            candidate=candidate,
            details=ContactDetails(given_name="X", emails=["taken@example.org"]),
        )
    candidate.refresh_from_db()
    assert candidate.given_name != "X"


def test_a_reader_changes_nothing() -> None:
    with pytest.raises(NotAllowed):
        services.change_contact_details(
            actor=UserFactory(roles=["reader"]), candidate=CandidateFactory(), details=ContactDetails(given_name="X")
        )


def test_a_norwegian_number_is_read_as_one_where_the_company_is_norwegian() -> None:
    Environment.objects.update_or_create(pk=1, defaults={"language": "nb"})
    candidate = CandidateFactory()
    services.change_contact_details(
        actor=UserFactory(roles=["recruiter"]),
        candidate=candidate,
        details=ContactDetails(given_name="X", phones=["900 00 142", "not a number"]),
    )
    assert [phone.e164 for phone in candidate.phones.order_by("id")] == ["+4790000142", ""]


@pytest.mark.req("CAND-40", "OQ-19")
def test_a_deleted_person_is_seen_by_nobody() -> None:
    admin, candidate = UserFactory(roles=["admin"]), CandidateFactory()
    assert selectors.people(actor=admin).filter(pk=candidate.pk).exists()
    services.delete(actor=UserFactory(roles=["recruiter"]), candidate=candidate)
    assert not selectors.people(actor=admin).filter(pk=candidate.pk).exists()
    assert Event.objects.get().verb == "candidate.deleted"
