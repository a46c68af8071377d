"""The generic list, tried with people and roles."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from factories import UserFactory
from hypothesis import given
from hypothesis import strategies as st
from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Role
from tiltrekk.ui.export import cell

PAGE = "accounts:person-list"


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(roles=[Role.ADMIN], name="Zoe Admin", language="en")


@pytest.fixture
def client(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def names(client: Client, address: str) -> list[str]:
    return [row.name for row in client.get(address).context["list"].page.rows]


def test_it_sorts_as_norwegians_do(client: Client) -> None:
    for name in ("Østen", "Åse", "Anna", "Ærlig", "Zara"):
        UserFactory(name=name)
    assert names(client, reverse(PAGE)) == ["Anna", "Zara", "Zoe Admin", "Ærlig", "Østen", "Åse"]
    assert names(client, f"{reverse(PAGE)}?sort=-name")[0] == "Åse"


def test_pages_follow_on_forwards_and_backwards_without_a_gap(client: Client) -> None:
    for number in range(124):
        UserFactory(name=f"Person {number:03} twin")
    seen, address, way = [], reverse(PAGE), []
    while address:
        shown = client.get(address).context["list"]
        seen += [row.pk for row in shown.page.rows]
        way.append(address)
        address = shown.next_address
    assert len(seen) == len(set(seen)) == 125
    back = client.get(client.get(way[2]).context["list"].previous_address).context["list"]
    assert [row.pk for row in back.page.rows] == seen[50:100]


def test_rows_with_the_same_value_are_neither_skipped_nor_repeated(client: Client) -> None:
    for _ in range(60):
        UserFactory(name="Same Name")
    first = client.get(reverse(PAGE)).context["list"]
    second = client.get(first.next_address).context["list"]
    both = [row.pk for row in [*first.page.rows, *second.page.rows]]
    assert len(both) == len(set(both)) == 61


def test_search_and_filters_stand_in_the_address(client: Client) -> None:
    UserFactory(name="Kari Nordmann", roles=[Role.RECRUITER])
    UserFactory(name="Kari Sørby", roles=[Role.READER])
    assert names(client, f"{reverse(PAGE)}?q=kari") == ["Kari Nordmann", "Kari Sørby"]
    assert names(client, f"{reverse(PAGE)}?q=kari&role=reader") == ["Kari Sørby"]


def test_an_address_that_makes_no_sense_shows_the_first_page(client: Client) -> None:
    for nonsense in ("after=xx", "after=WzEsMV0", "before=%01", "sort=password", "role=nonsense", "after=e30"):
        assert client.get(f"{reverse(PAGE)}?{nonsense}").status_code == 200


def test_nothing_found_offers_to_clear_the_filters(client: Client) -> None:
    page = client.get(f"{reverse(PAGE)}?q=nobodyhere").content.decode()
    assert "Nothing matches" in page
    assert "Clear search and filters" in page


def test_an_htmx_question_gets_the_list_alone_with_its_count_announced(client: Client) -> None:
    page = client.get(reverse(PAGE), headers={"hx-request": "true", "hx-target": "list"}).content.decode()
    assert "<html" not in page
    assert 'id="list-status"' in page
    assert "1 found" in page


def test_chosen_rows_are_acted_on_and_the_toast_counts(client: Client) -> None:
    gone = [UserFactory(), UserFactory()]
    form = {"action": "deactivate", "ids": [user.public_id for user in gone]}
    page = client.post(reverse(PAGE), form, follow=True).content.decode()
    assert not User.objects.filter(pk__in=[user.pk for user in gone], is_active=True).exists()
    assert "2 people can no longer sign in" in page


def test_everything_that_matches_can_be_chosen(client: Client) -> None:
    for number in range(60):
        UserFactory(name=f"Temp {number}")
    client.post(f"{reverse(PAGE)}?q=Temp", {"action": "deactivate", "everything": "1"})
    assert User.objects.filter(name__startswith="Temp", is_active=True).count() == 0
    assert User.objects.filter(is_active=True).count() == 1


def test_an_unknown_action_is_refused(client: Client) -> None:
    assert client.post(reverse(PAGE), {"action": "delete_all", "everything": "1"}).status_code == 403


def test_the_export_holds_what_the_filters_let_through_and_no_formula(client: Client) -> None:
    UserFactory(name="=HYPERLINK(1)", email="formula@example.org")
    UserFactory(name="Other")
    answer = client.get(f"{reverse(PAGE)}?q=formula&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)"]


@given(st.text())
def test_no_text_becomes_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_stay_numbers_in_the_export() -> None:
    assert cell(-3) == "-3"


def test_more_than_a_thousand_are_counted_as_a_thousand_and_more(client: Client) -> None:
    User.objects.bulk_create(
        User(email=f"many{number}@example.org", name=f"Many {number}", sort_name=f"many {number}", password="!")
        for number in range(1001)
    )
    assert "1,000+" in client.get(reverse(PAGE)).content.decode()


def test_the_list_speaks_both_languages(admin: User, client: Client) -> None:
    for language, head in (("en", "Name"), ("nb", "Navn")):
        User.objects.filter(pk=admin.pk).update(language=language)
        page = client.get(reverse(PAGE)).content.decode()
        with translation.override(language):
            assert f">{translation.pgettext('person', 'Name')}" in page
        assert head
