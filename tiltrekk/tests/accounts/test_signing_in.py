"""Signing in, out, and how long it lasts."""

import time
from collections.abc import Iterator
from copy import copy
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from factories import PASSWORD, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.core.mail import deliver_next

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture(autouse=True)
def no_throttle_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    return UserFactory(email="marit@example.org")


def sign_in(email: str, password: str = PASSWORD, *, address: str = "10.0.0.1", client: Client | None = None) -> int:
    answer = (client or Client(REMOTE_ADDR=address)).post(
        reverse("account_login"), {"login": email, "password": password}
    )
    return answer.status_code


def test_right_password_opens_the_house_and_a_wrong_one_does_not(user: User) -> None:
    assert sign_in(user.email) == 302
    assert sign_in(user.email, "wrong") == 200


@pytest.mark.req("SEC-32")
@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "\\\\evil.example", "javascript:1"])
def test_after_signing_in_nobody_is_sent_elsewhere(user: User, target: str) -> None:
    answer = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.req("SEC-03")
def test_guessing_is_slowed_down_for_the_guesser_only(user: User) -> None:
    guesser = Client(REMOTE_ADDR="10.9.9.9")
    for _ in range(12):
        sign_in(user.email, "wrong", client=guesser)
    assert not guesser.login(email="x", password="y")
    assert sign_in(user.email, client=guesser) != 302
    cache.clear()  # what waiting does
    assert sign_in(user.email, address="10.0.0.2") == 302


def body(answer_text: str) -> str:
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|nonce="[^"]+"', "", answer_text)
    return text.replace("unknown@example.org", "X").replace("known@example.org", "X")


@pytest.mark.req("SEC-06")
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_known_and_unknown_addresses_get_the_same_answer(name: str) -> None:
    UserFactory(email="known@example.org")
    answers = []
    for address in ("known@example.org", "unknown@example.org"):
        form = {"login": address, "email": address, "password": "wrong"}
        answer = Client(headers={"accept-language": "en"}).post(reverse(name), form, follow=True)
        answers.append((answer.status_code, body(answer.content.decode())))
    assert answers[0] == answers[1]


@pytest.mark.req("SEC-07")
def test_the_reset_mail_links_to_the_configured_address_and_works_once(user: User) -> None:
    Client().post(
        reverse("account_reset_password"), {"email": user.email}, headers={"x-forwarded-host": "evil.example"}
    )
    assert deliver_next(), "the worker"
    [sent] = mail.outbox
    assert "evil" not in str(sent.body)
    link = next(word for word in str(sent.body).split() if "/password/reset/key/" in word)
    assert link.startswith("http://localhost:8000/")
    path = "/" + link.split("/", 3)[3]
    client = Client()
    form_page = client.get(path)
    chosen = "another wind over the fjord"
    client.post(form_page["Location"], {"password1": chosen, "password2": chosen})
    assert sign_in(user.email, chosen) == 302
    assert "no longer works" in Client(headers={"accept-language": "en"}).get(path, follow=True).content.decode()


@pytest.mark.req("SEC-11")
def test_signing_out_ends_the_session_on_the_server(user: User) -> None:
    client = Client()
    sign_in(user.email, client=client)
    kept = copy(client.cookies)
    client.post(reverse("account_logout"))
    client.cookies = kept
    assert client.get(reverse("accounts:profile-edit")).status_code == 302


@pytest.mark.req("SEC-12")
def test_a_session_ends_after_eight_idle_hours_and_after_seven_days_of_use(user: User) -> None:
    client = Client()
    client.force_login(user)
    page = reverse("accounts:profile-edit")
    now = time.time()
    for hours in range(6, 24 * 7, 6):  # used every six hours
        with patch("tiltrekk.accounts.sessions.time.time", return_value=now + hours * HOUR):
            assert client.get(page).status_code == 200
    with patch("tiltrekk.accounts.sessions.time.time", return_value=now + 24 * 7 * HOUR + 1):
        assert client.get(page).status_code == 302
    assert client.get(page).status_code == 302


@pytest.mark.req("SEC-12")
def test_a_page_that_polls_by_itself_does_not_prolong_the_session(user: User) -> None:
    client = Client()
    client.force_login(user)
    page, later = reverse("accounts:profile-edit"), time.time() + HOUR
    with patch("tiltrekk.accounts.sessions.time.time", return_value=later):
        assert client.cookies
        polled = client.get(page, headers={"x-live": "1"})
        used = client.get(page)
    name = next(name for name in client.cookies if name.endswith("_session"))
    assert name not in polled.cookies
    assert name in used.cookies


def test_the_sign_in_page_speaks_the_browsers_language() -> None:
    page = Client(headers={"accept-language": "nb"}).get(reverse("account_login"))
    assert page["Content-Language"] == "nb"
    assert '<html lang="nb"' in page.content.decode()


def test_nobody_can_register_themselves() -> None:
    assert Client().get(reverse("account_signup")).status_code == 404
