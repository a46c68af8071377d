"""The mail server is away, refuses, or breaks off: no mail is lost, none is doubled by itself, and it is shown."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.cache import cache
from django.db import close_old_connections, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from factories import UserFactory
from fake_smtp import DROP, SILENT, Server, serving
from tiltrekk.accounts import mails, services
from tiltrekk.accounts.invitations import link_for
from tiltrekk.accounts.models import User
from tiltrekk.core import mail
from tiltrekk.core.models import Mail, MailState
from worker_process import own_database

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLT-47")]
ADDRESS = "ase@example.org"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving() as running:
        settings.EMAIL_BACKEND = "tiltrekk.core.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
        yield running


@pytest.fixture
def invited(admin: User) -> User:
    return services.invite(actor=admin, name="Åse Nordby", email=ADDRESS, roles=[])


def row() -> Mail:
    return Mail.objects.get()


def pass_time(spell: timedelta) -> None:
    """Let rests run down as if that long had passed."""
    Mail.objects.update(
        next_try=F("next_try") - spell, begun_at=F("begun_at") - spell, created_at=F("created_at") - spell
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(admin: User, user: User) -> str:
    """What the administrator reads of the person."""
    return signed_in(admin).get(reverse("accounts:person-edit", args=[user.public_id])).content.decode()


def listed(admin: User) -> bool:
    """Whether the list of people says it too."""
    page = signed_in(admin).get(reverse("accounts:person-list")).content.decode()
    return "Invitation not delivered" in page


def test_an_invitation_that_is_undone_is_not_mailed(server: Server, admin: User) -> None:
    with transaction.atomic():
        services.invite(actor=admin, name="Åse Nordby", email=ADDRESS, roles=[])
        transaction.set_rollback(True)
    assert not mail.deliver_next()
    assert not server.tried


def test_a_mail_the_server_took_is_sent_once(server: Server, invited: User, admin: User) -> None:
    assert mail.deliver_next()
    assert not mail.deliver_next()
    assert [one["To"] for one in server.taken] == [ADDRESS]
    assert row().state == MailState.SENT
    assert "Sent" in shown(admin, invited)
    assert not listed(admin)


# What surely has not left: at which step the server does what.
NOT_LEFT = {
    "drops at once": {"connect": DROP},
    "has no time": {"connect": "421 too busy"},
    "drops before the mail": {"MAIL": DROP},
    "refuses the sender for now": {"MAIL": "451 later"},
    "refuses the recipient for now": {"RCPT": "450 mailbox busy"},
    "refuses the content for now": {"content": "452 no space"},
}


@pytest.mark.parametrize("says", NOT_LEFT.values(), ids=NOT_LEFT)
def test_what_surely_has_not_left_is_tried_again_and_arrives_once_the_server_is_back(
    server: Server, invited: User, admin: User, says: dict[str, str]
) -> None:
    server.says = says
    assert mail.deliver_next()
    assert row().state == MailState.WAITING
    assert not mail.deliver_next(), "it rests first"
    assert "Not delivered" in shown(admin, invited)
    assert listed(admin)
    server.says, before = {}, len(server.taken)
    pass_time(mail.FIRST_REST)
    assert mail.deliver_next()
    assert row().state == MailState.SENT
    assert len(server.taken) == before + 1
    assert not listed(admin)


def test_while_nobody_answers_the_rests_grow_until_the_mail_has_become_useless(
    settings: Any, invited: User, admin: User
) -> None:
    with serving() as closed:
        settings.EMAIL_PORT = closed.port  # nobody listens there any more
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "tiltrekk.core.smtp.Backend", "127.0.0.1"
    rests = []
    while row().state == MailState.WAITING:
        assert mail.deliver_next()
        rests.append(row().next_try - row().created_at)
        pass_time(mail.LONGEST_REST)
    steps = [later - earlier for earlier, later in pairwise(rests)]
    assert len(rests) > 100, "seven days of tries, an hour apart in the end"
    assert max(steps) < mail.LONGEST_REST * 3
    assert row().state == MailState.REFUSED
    assert "Not delivered" in shown(admin, invited)


def test_each_rest_is_longer_than_the_one_before(server: Server, invited: User) -> None:
    server.says = {"connect": DROP}
    rests = []
    for _ in range(8):
        assert mail.deliver_next()
        found = row()
        rests.append(found.next_try - (found.begun_at or found.created_at))
        pass_time(rests[-1] + timedelta(seconds=1))
    whole = [round(rest.total_seconds() / 30) for rest in rests]
    assert whole == [1, 2, 4, 8, 16, 32, 64, 120]
    assert invited.email


@pytest.mark.parametrize("says", [{"RCPT": "550 no such user"}, {"MAIL": "553 no"}, {"content": "554 spam"}])
def test_what_the_server_refuses_for_good_is_not_tried_again_but_shown_with_its_number(
    server: Server, invited: User, admin: User, says: dict[str, str]
) -> None:
    server.says = says
    mail.deliver_next()
    pass_time(timedelta(days=1))
    assert not mail.deliver_next()
    assert row().state == MailState.REFUSED
    number = next(iter(says.values()))[:3]
    assert f"answered {number}" in shown(admin, invited)
    assert listed(admin)
    server.says = {}
    signed_in(admin).post(reverse("accounts:person-invite-again", args=[invited.public_id]))
    assert mail.deliver_next()
    assert row().state == MailState.SENT


UNKNOWN = {
    "breaks off after the content": {"content": DROP},
    "breaks off before the content": {"DATA": DROP},
    "never answers the content": {"content": SILENT},
}


@pytest.mark.req("INV-04")
@pytest.mark.parametrize("says", UNKNOWN.values(), ids=UNKNOWN)
def test_where_the_answer_was_lost_nobody_but_a_person_sends_it_again(
    server: Server, invited: User, admin: User, settings: Any, says: dict[str, str]
) -> None:
    settings.EMAIL_TIMEOUT = 3
    server.says = says
    mail.deliver_next()
    assert row().state == MailState.UNKNOWN
    server.says, reached = {}, len(server.taken)
    pass_time(timedelta(days=1))
    mail.find_lost()
    assert not mail.deliver_next()
    assert len(server.taken) == reached <= 1
    assert "Perhaps not delivered" in shown(admin, invited)
    assert listed(admin)
    services.invite_again(actor=admin, user=invited)
    assert mail.deliver_next()
    assert len(server.taken) == reached + 1


def test_a_mail_that_cannot_be_written_hinders_no_other(
    server: Server, invited: User, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, first = link_for, invited.pk

    def broken(user: User) -> str:
        if user.pk == first:
            raise ValueError
        return write(user)

    monkeypatch.setattr(mails, "link_for", broken)
    services.invite(actor=admin, name="Pål", email="pal@example.org", roles=[])
    while mail.deliver_next():
        pass
    assert server.tried == ["pal@example.org"]
    assert Mail.objects.get(recipient=first).state == MailState.REFUSED


def test_who_has_a_password_meanwhile_is_not_invited_any_more(server: Server, invited: User) -> None:
    services.choose_first_password(user=invited, password="correct horse battery staple")
    assert mail.deliver_next()
    assert not server.tried
    assert not Mail.objects.exists()


# --- forgotten passwords --------------------------------------------------------------------------------------------


@pytest.fixture
def asking() -> Iterator[Client]:
    cache.clear()  # the throttle
    yield Client()
    cache.clear()


def ask_for(client: Client, email: str) -> tuple[int, str]:
    answer = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    return answer.status_code, answer.content.decode().partition("<main")[2]


def test_the_page_says_the_same_whether_there_is_an_account_and_whether_mail_works(
    server: Server, asking: Client
) -> None:
    known = UserFactory.create(email=ADDRESS)
    server.says = {"connect": DROP}
    with_account, without = ask_for(asking, ADDRESS), ask_for(asking, "nobody@example.org")
    assert with_account == without
    assert with_account[0] == 200
    assert row().recipient == known.pk
    assert not server.tried, "the page does not speak to the mail server"


def test_several_requests_while_the_server_is_away_bring_one_link_that_works(server: Server, asking: Client) -> None:
    user = UserFactory.create(email=ADDRESS)
    server.says = {"connect": DROP}
    for _ in range(3):
        ask_for(asking, ADDRESS)
        mail.deliver_next()
    server.says = {}
    pass_time(timedelta(minutes=10))
    while mail.deliver_next():
        pass
    assert len(server.taken) == 1
    text = str(server.taken[0].get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
    link = next(word for word in text.split() if "/password/" in word or "reset" in word)
    page = asking.get("/" + link.split("/", 3)[3], follow=True)
    assert "password1" in page.content.decode()
    assert user.email == ADDRESS


# --- workers --------------------------------------------------------------------------------------------------------

PROGRAM = """
import os, threading
import django
from django.conf import settings
settings.EMAIL_BACKEND, settings.EMAIL_HOST = "tiltrekk.core.smtp.Backend", "127.0.0.1"
settings.EMAIL_PORT = int(os.environ["FAKE_SMTP_PORT"])
django.setup()
from tiltrekk.core import mail
mail.run(threading.Event())
"""


def program(server: Server, postgres_url: str) -> "subprocess.Popen[str]":
    told = {
        "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test",
        "DATABASE_URL": own_database(postgres_url),
        "FAKE_SMTP_PORT": str(server.port),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=told, text=True)


def wait_for(condition: Any, what: str) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.mark.process
@pytest.mark.req("INV-04")
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_waits_for_the_answer_leaves_a_mail_that_no_other_sends(
    server: Server, invited: User, admin: User, postgres_url: str
) -> None:
    server.says = {"content": SILENT}
    with program(server, postgres_url) as first:
        wait_for(lambda: server.taken, "the worker has sent it")
        first.send_signal(signal.SIGKILL)
    server.says = {}
    pass_time(mail.LOST + timedelta(minutes=1))
    with program(server, postgres_url) as second:
        wait_for(lambda: row().state == MailState.UNKNOWN, "another worker finds it")
        second.terminate()
    assert len(server.taken) == 1
    assert "Perhaps not delivered" in shown(admin, invited)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(server: Server, admin: User) -> None:
    for n in range(12):
        services.invite(actor=admin, name=f"N {n}", email=f"n{n}@example.org", roles=[])

    def work() -> None:
        while mail.deliver_next():
            pass
        close_old_connections()

    with ThreadPoolExecutor(2) as workers:
        for one in [workers.submit(work), workers.submit(work)]:
            one.result()
    assert sorted(server.tried) == sorted(f"n{n}@example.org" for n in range(12))
