"""The administrator's page of those who left LinkedIn."""

import pytest
from django.test import Client
from factories import CandidateFactory
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.linkedin.models import ClosedAccount

pytestmark = pytest.mark.django_db


def left(name: str) -> ClosedAccount:
    person = CandidateFactory.create(given_name=name, surname="Borte")
    return ClosedAccount.objects.create(
        candidate=person, member=f"urn:li:person:{name}", profile_url=f"https://www.linkedin.com/in/{name}",
        closed_at=clock.now(), found_at=clock.now(),
    )  # fmt: skip


@pytest.mark.req("LI-37")
def test_delete_one_asks_first_and_names_the_person(as_admin: Client) -> None:
    kari, ola = left("Kari"), left("Ola")
    page = as_admin.get("/admin/linkedin/closed/").content.decode()
    assert "Kari Borte" in page
    assert "Ola Borte" in page
    asked = as_admin.get("/admin/linkedin/closed/delete/", {"account": kari.public_id}).content.decode()
    assert "Delete Kari Borte?" in asked
    assert Candidate.objects.filter(deleted_at=None).count() == 2
    as_admin.post("/admin/linkedin/closed/delete/", {"account": kari.public_id})
    assert list(Candidate.objects.filter(deleted_at=None)) == [ola.candidate]


@pytest.mark.req("LI-37")
def test_delete_all(as_admin: Client) -> None:
    left("Kari"), left("Ola")
    asked = as_admin.get("/admin/linkedin/closed/delete/", {"everybody": "1"}).content.decode()
    assert "Delete 2 people?" in asked
    answer = as_admin.post("/admin/linkedin/closed/delete/", {"everybody": "1"}, follow=True)
    assert "2 people are deleted" in answer.content.decode()
    assert not Candidate.objects.filter(deleted_at=None).exists()


@pytest.mark.req("LIP-03")
def test_some_are_kept_without_what_linkedin_told(as_admin: Client) -> None:
    kari, ola = left("Kari"), left("Ola")
    asked = as_admin.post("/admin/linkedin/closed/", {"action": "keep", "ids": [kari.public_id]}).content.decode()
    assert "Keep Kari Borte?" in asked
    chosen = {"account": kari.public_id, "basis": "applied"}
    assert as_admin.post("/admin/linkedin/closed/keep/", chosen).status_code == 422, "a reason is needed"
    as_admin.post("/admin/linkedin/closed/keep/", {**chosen, "reason": "Applied in May."})
    kari.refresh_from_db()
    assert (kari.basis, kari.reason) == ("applied", "Applied in May.")
    assert kari.decision == "forgotten"
    assert kari.candidate.deleted_at is None
    page = as_admin.get("/admin/linkedin/closed/").content.decode()
    assert "Kari Borte" not in page
    assert ola.candidate.name in page


def test_home_tells_the_administrator(as_admin: Client) -> None:
    from tiltrekk.linkedin.pages import home

    left("Kari")
    assert [one.route for one in home._closed()] == ["linkedin:closed"]
