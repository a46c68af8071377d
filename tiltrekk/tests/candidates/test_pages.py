"""The candidate list, a candidate's page and talent pools as people meet them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, UserFactory
from tiltrekk.candidates import services
from tiltrekk.candidates.models import Candidate, TalentPool

pytestmark = pytest.mark.django_db
PAGES = ("candidate-read", "candidate-documents", "candidate-change", "candidate-delete")


def at(name: str, *objects: Any) -> str:
    return reverse(f"candidates:{name}", args=[one.public_id for one in objects])


@pytest.mark.req("OQ-1")
@pytest.mark.parametrize(
    ("roles", "reads", "changes"),
    [(["recruiter"], 200, 200), (["reader"], 200, 403), (["admin"], 200, 200), ([], 403, 404)],
)
def test_who_opens_what(client: Client, roles: list[str], reads: int, changes: int) -> None:
    person = CandidateFactory()
    client.force_login(UserFactory(roles=roles))
    assert client.get(reverse("candidates:candidate-list")).status_code == reads
    assert client.get(at("candidate-read", person)).status_code == (reads if reads == 200 else 404)
    assert client.get(at("candidate-change", person)).status_code == changes
    assert client.get(at("candidate-delete", person)).status_code == changes


@pytest.mark.parametrize("text", ["moe", "KARI moe", "tech lead", "kari@example", "vågen"])
def test_search_finds_by_name_email_title_and_employer(client: Client, text: str) -> None:
    CandidateFactory(
        given_name="Kari", surname="Moe", email="kari@example.org", current_title="Tech lead", current_employer="Vågen"
    )
    CandidateFactory(given_name="Other", surname="Person")
    client.force_login(UserFactory(roles=["reader"]))
    page = client.get(reverse("candidates:candidate-list"), {"q": text}).text
    assert "Kari Moe" in page
    assert "Other Person" not in page


def test_filter_by_linkedin(client: Client) -> None:
    CandidateFactory(given_name="Linked", member="urn:li:person:1")
    CandidateFactory(given_name="Plain")
    client.force_login(UserFactory(roles=["recruiter"]))
    page = client.get(reverse("candidates:candidate-list"), {"linkedin": "yes"}).text
    assert "Linked" in page
    assert "Plain" not in page


@pytest.mark.req("SEC-42")
def test_the_export_holds_no_formula(client: Client) -> None:
    CandidateFactory(given_name="=cmd()", surname="")
    client.force_login(UserFactory(roles=["recruiter"]))
    answer = client.get(reverse("candidates:candidate-list"), {"format": "csv"})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=cmd()" in text


def test_a_refused_change_says_why_and_keeps_what_was_typed(client: Client) -> None:
    CandidateFactory(email="taken@example.org", given_name="Kari", surname="Moe")
    person = CandidateFactory()
    client.force_login(UserFactory(roles=["recruiter"]))
    answer = client.post(at("candidate-change", person), {"given_name": "Typed", "emails": "taken@example.org"})
    assert answer.status_code == 422
    assert "belongs to Kari Moe" in answer.text
    assert "Typed" in answer.text
    done = client.post(at("candidate-change", person), {"given_name": "New", "emails": "a@example.org\nb@example.org"})
    assert done.status_code == 302
    assert person.emails.count() == 2


@pytest.mark.req("SEC-22")
def test_fields_that_are_not_in_the_form_are_not_stored(client: Client) -> None:
    person = CandidateFactory()
    client.force_login(UserFactory(roles=["recruiter"]))
    values = {"given_name": "X", "deleted_at": "2020-01-01", "is_internal": "on", "restricted_at": "2020-01-01"}
    client.post(at("candidate-change", person), values)
    fresh = Candidate.objects.get(pk=person.pk)
    assert (fresh.deleted_at, fresh.is_internal, fresh.restricted_at) == (None, False, None)


@pytest.mark.req("SEC-28")
def test_html_is_sent_for_download_only(client: Client) -> None:
    recruiter = UserFactory(roles=["recruiter"])
    document = services.add_document(
        actor=recruiter, candidate=CandidateFactory(), upload=SimpleUploadedFile("a.html", b"<script>alert(1)</script>")
    )
    address = at("document-read", document.candidate, document) + "?inline"
    client.force_login(recruiter)
    answer = client.get(address)
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # which closes the file
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.req("POOL-09", "OQ-28")
def test_the_linkedin_pool_is_read_only_on_its_page(client: Client) -> None:
    pool, person = services.linkedin_pool(), CandidateFactory(member="urn:li:person:1")
    services.add_member(actor=None, pool=pool, candidate=person, by="linkedin")
    client.force_login(UserFactory(roles=["admin"]))
    page = client.get(at("pool-read", pool)).text
    assert person.name in page
    for forbidden in (at("member-add", pool), at("pool-share", pool)):
        assert forbidden not in page
    assert at("member-remove", pool, person) in page  # when the person asks for it (OQ-28)


@pytest.mark.req("POOL-01", "POOL-06")
def test_a_pool_is_made_filled_and_emptied(client: Client) -> None:
    client.force_login(UserFactory(roles=["hiring_manager"]))
    client.post(reverse("candidates:pool-create"), {"name": "Backend"})
    pool = TalentPool.objects.get(name="Backend")
    client.post(at("member-add", pool), {"email": "k@example.org", "given_name": "Kari", "surname": "Moe"})
    assert "Kari Moe" in client.get(at("pool-read", pool)).text
    client.post(at("member-remove", pool, Candidate.objects.get()))
    assert not pool.members.exists()
    client.force_login(UserFactory(roles=["recruiter"]))
    assert client.get(at("pool-read", pool)).status_code == 404


def test_the_pages_ask_a_bounded_number_of_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    people = [CandidateFactory(member=f"urn:li:person:{n}") for n in range(30)]
    client.force_login(UserFactory(roles=["recruiter"]))
    with django_assert_max_num_queries(30):
        client.get(reverse("candidates:candidate-list"))
    with django_assert_max_num_queries(40):
        client.get(at("candidate-read", people[0]))
