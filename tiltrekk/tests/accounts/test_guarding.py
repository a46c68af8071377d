"""What keeps an account its owner's: passwords, sign-ins that end, and being asked again before weighty changes."""

import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from factories import PASSWORD, UserFactory
from tiltrekk.accounts.models import Environment, User
from tiltrekk.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_throttle_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    return UserFactory(name="Marit Haugen", email="marit.h@nordavind.example", roles=[Role.ADMIN])


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    "password",
    ["123456", "q1w2e3r4t5y6", "Tiltrekk2026!", "Kvitfjell-AS-2026", "MaritHaugen1234", "nordavind.example1"],
)
def test_passwords_built_on_names_of_the_house_are_refused(user: User, password: str) -> None:
    Environment.objects.update_or_create(pk=Environment.current().pk, defaults={"name": "Kvitfjell AS"})
    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.req("SEC-02")
def test_a_sentence_may_hold_a_name(user: User) -> None:
    validate_password("Marit spiser fire gule epler", user)


def sign_in_long_ago(client: Client) -> None:
    session = client.session
    session["began"] = int(time.time()) - 600
    session["account_authentication_methods"] = []
    session.save()


@pytest.mark.req("SEC-09")
def test_giving_roles_asks_for_the_password_again_and_then_goes_on(user: User) -> None:
    colleague, client = UserFactory(), signed_in(user)
    sign_in_long_ago(client)
    address = reverse("accounts:person-edit", args=[colleague.public_id])
    asked = client.post(address, {"roles": ["reader"]})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not colleague.role_assignments.exists()
    client.post(asked["Location"], {"password": PASSWORD})
    assert [one.role for one in colleague.role_assignments.all()] == ["reader"]


@pytest.mark.req("SEC-09")
@pytest.mark.parametrize("name", ["jobs:job-list", "candidates:candidate-list"])
def test_an_export_asks_for_the_password_again_and_then_comes(name: str, user: User) -> None:
    client = signed_in(user)
    sign_in_long_ago(client)
    asked = client.get(reverse(name), {"format": "csv"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    came = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert came["Content-Type"].startswith("text/csv")


@pytest.mark.req("SEC-09")
def test_exporting_chosen_rows_asks_too(user: User) -> None:
    client = signed_in(user)
    sign_in_long_ago(client)
    asked = client.post(reverse("jobs:job-list"), {"action": "export", "ids": []})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.req("SEC-09")
def test_a_fresh_sign_in_is_not_asked_again(user: User) -> None:
    colleague = UserFactory()
    signed_in(user).post(reverse("accounts:person-edit", args=[colleague.public_id]), {"roles": ["reader"]})
    assert colleague.role_assignments.exists()


@pytest.mark.req("SEC-12")
def test_people_end_their_sign_ins_elsewhere(user: User) -> None:
    elsewhere, here = signed_in(user), signed_in(user)
    page = here.get(reverse("accounts:session-list"))
    other = next(one for one in page.context["sign_ins"] if one.session_key == elsewhere.session.session_key)
    assert len(page.context["sign_ins"]) == 2
    here.post(reverse("accounts:session-end", args=[other.pk]))
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200


@pytest.mark.req("SEC-14")
def test_signing_out_has_the_browser_forget(user: User) -> None:
    client = signed_in(user)
    assert "Clear-Site-Data" not in client.get("/")
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'
