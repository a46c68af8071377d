"""Who may have other systems told, and where to."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import UserFactory
from fake_receiver import Receiver, answer
from tiltrekk.accounts.models import User
from tiltrekk.api import selectors, services
from tiltrekk.api.models import Attempt, Delivery, Endpoint, Problem
from tiltrekk.core import events
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from webhook_stage import endpoint_at, pass_time, turns

pytestmark = pytest.mark.django_db
PUBLIC = "https://93.184.215.14/hook"


def create(admin: User, url: str) -> Endpoint:
    return services.create_endpoint(actor=admin, url=url, description="Payroll", chosen=["job.closed"])


@pytest.mark.req("SEC-66")
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://93.184.215.14/hook", "url_scheme"),
        ("ftp://93.184.215.14/", "url_scheme"),
        ("hook", "url_shape"),
        ("https://", "url_shape"),
        ("https://[::1", "url_shape"),
        ("https://93.184.215.14/#there", "url_shape"),
        ("https://93.184.215.14/" + "x" * 500, "url_shape"),
        ("https://93.184.215.14\r\n/", "url_shape"),
        ("https://name:word@93.184.215.14/", "url_user"),
        ("https://93.184.215.14:22/", "url_port"),
        ("https://93.184.215.14:5432/", "url_port"),
        ("https://127.0.0.1/", "url_private"),
        ("https://127.1/", "url_private"),
        ("https://2130706433/", "url_private"),
        ("https://0x7f000001/", "url_private"),
        ("https://localhost/", "url_private"),
        ("https://[::ffff:127.0.0.1]/", "url_private"),
        ("https://10.0.0.8/", "url_private"),
        ("https://169.254.169.254/latest/meta-data/", "url_private"),
        ("https://[fd00::1]/", "url_private"),
    ],
)
def test_an_address_that_must_not_be_called_is_refused_with_its_reason(admin: User, url: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        create(admin, url)
    assert [(one.code, one.field) for one in refused.value.reasons] == [(code, "url")]
    assert not Endpoint.objects.exists()


def named(monkeypatch: pytest.MonkeyPatch, *answers: str | None) -> list[str]:
    """Have names resolve to these addresses in turn, the last one for ever; None: the resolver fails."""
    asked: list[str] = []
    left = list(answers)

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        if found is None:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (one, port)) for one in found.split()]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.req("SEC-68")
def test_a_name_that_leads_inside_or_nowhere_is_refused(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, code in (
        ("192.168.1.5", "url_private"),
        ("93.184.215.14 127.0.0.1", "url_private"),
        (None, "url_unknown"),
    ):
        named(monkeypatch, found)
        with pytest.raises(Refused) as refused:
            create(admin, "https://hooks.example.org/in")
        assert refused.value.code == code


@pytest.mark.req("SEC-68", "FLT-34")
@pytest.mark.parametrize("later", ["127.0.0.1", "93.184.215.14 10.0.0.1", None])
def test_a_name_that_leads_inside_later_is_not_called(
    receiver: Receiver, settings: Any, admin: User, monkeypatch: pytest.MonkeyPatch, later: str | None
) -> None:
    settings.OUTGOING_TO_LOOPBACK = False
    asked = named(monkeypatch, "93.184.215.14", later)
    endpoint = create(admin, "https://hooks.example.org/in")
    port = int(receiver.url.split(":")[2].split("/")[0])
    Endpoint.objects.update(url=f"https://hooks.example.org:{port}/in")  # where a server listens on this machine
    services.send_test(actor=admin, endpoint=endpoint)
    turns()
    assert Attempt.objects.get().problem == (Problem.PRIVATE if later else Problem.UNREACHABLE)
    assert not receiver.taken
    assert len(asked) == 2, "once when it is saved, once for the try"


@pytest.mark.req("SEC-66")
def test_this_machine_is_called_only_where_the_settings_say_so(receiver: Receiver, admin: User, settings: Any) -> None:
    endpoint = endpoint_at(receiver, admin)
    settings.OUTGOING_TO_LOOPBACK = False
    services.send_test(actor=admin, endpoint=endpoint)
    turns()
    assert not receiver.taken
    assert Attempt.objects.get().problem == Problem.PRIVATE
    with pytest.raises(Refused):
        create(admin, receiver.url)


CHANGES = {
    "create": lambda actor, _one: create(actor, PUBLIC),
    "change": lambda actor, one: services.change_endpoint(
        actor=actor, endpoint=one, url=PUBLIC, description="x", chosen=["job.closed"]
    ),
    "delete": lambda actor, one: services.delete_endpoint(actor=actor, endpoint=one),
    "switch": lambda actor, one: services.switch(actor=actor, endpoint=one, on=False),
    "try": lambda actor, one: services.try_now(actor=actor, endpoint=one),
    "test": lambda actor, one: services.send_test(actor=actor, endpoint=one),
    "show": lambda actor, one: services.show_secret(actor=actor, endpoint=one),
    "rotate": lambda actor, one: services.rotate_secret(actor=actor, endpoint=one),
    "resend": lambda actor, one: services.resend(actor=actor, endpoint=one, deliveries=[]),
    "resend failed": lambda actor, one: services.resend_failed(actor=actor, endpoint=one, since=one.created_at),
}


@pytest.mark.req("SEC-17")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("role", ["recruiter", "hiring_manager", "reader"])
def test_nobody_but_an_administrator_changes_anything_or_finds_anything(admin: User, change: Any, role: str) -> None:
    endpoint = Endpoint.objects.create(url=PUBLIC, description="Payroll", events=["job.closed"], secret="x")
    endpoint.refresh_from_db()
    actor = UserFactory.create(roles=[role])
    with pytest.raises(NotAllowed):
        change(actor, endpoint)
    assert not selectors.endpoints(actor=actor).exists()
    assert Endpoint.objects.filter(url=PUBLIC, secret__isnull=False).count() == 1


def test_every_change_leaves_an_event_without_address_or_secret(receiver: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin, "job.closed")
    services.show_secret(actor=admin, endpoint=endpoint)
    services.rotate_secret(actor=admin, endpoint=endpoint)
    services.change_endpoint(
        actor=admin, endpoint=endpoint, url=f"{receiver.url}?key=geheim", description="HR", chosen=["job.created"]
    )
    services.switch(actor=admin, endpoint=endpoint, on=False)
    services.switch(actor=admin, endpoint=endpoint, on=True)
    services.send_test(actor=admin, endpoint=endpoint)
    services.try_now(actor=admin, endpoint=endpoint)
    services.delete_endpoint(actor=admin, endpoint=endpoint)
    found = list(Event.objects.filter(verb__startswith="endpoint.").order_by("pk"))
    assert [one.verb.partition(".")[2] for one in found] == [
        "created", "secret_shown", "secret_rotated", "changed", "switched_off", "switched_on", "tested", "retried",
        "deleted",
    ]  # fmt: skip
    told = repr([(one.changed, one.values) for one in found])
    assert "geheim" not in told
    assert "whsec_" not in told
    assert not Delivery.objects.exists()


def test_a_secret_is_shown_once_and_exchanged_once_a_day(receiver: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin)
    shown = services.show_secret(actor=admin, endpoint=endpoint)
    with pytest.raises(Refused):
        services.show_secret(actor=admin, endpoint=endpoint)
    services.rotate_secret(actor=admin, endpoint=endpoint)
    assert services.show_secret(actor=admin, endpoint=endpoint) != shown
    with pytest.raises(Refused):
        services.rotate_secret(actor=admin, endpoint=endpoint)
    pass_time(timedelta(hours=25))
    services.rotate_secret(actor=admin, endpoint=endpoint)


def test_an_endpoint_needs_events_that_exist(receiver: Receiver, admin: User) -> None:
    for chosen in ([], ["note.created"], ["job.closed", "linkedin.connected"]):
        with pytest.raises(Refused) as refused:
            services.create_endpoint(actor=admin, url=receiver.url, description="x", chosen=chosen)
        assert refused.value.reasons[0].field == "events"


def test_a_new_address_ends_the_rest(receiver: Receiver, other: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin, "job.closed")
    receiver.usual = answer(500)
    events.record(actor=admin, verb="job.closed", subject=endpoint, values={"reason": "filled"})
    turns()
    services.change_endpoint(
        actor=admin, endpoint=endpoint, url=other.url, description="Payroll", chosen=["job.closed"]
    )
    turns()
    assert other.ids == receiver.ids


@pytest.mark.req("FLT-34")
def test_a_copy_of_the_database_at_another_address_tells_nobody_until_an_administrator_says_so(
    receiver: Receiver, admin: User, settings: Any
) -> None:
    endpoint = endpoint_at(receiver, admin, "job.closed")
    settings.PUBLIC_URL = "https://copy.example.org"
    events.record(actor=admin, verb="job.closed", subject=endpoint, values={"reason": "filled"})
    turns()
    assert not receiver.taken
    assert selectors.needing_a_person() == [endpoint]
    with pytest.raises(Refused):
        services.send_test(actor=admin, endpoint=endpoint)
    services.switch(actor=admin, endpoint=endpoint, on=True)
    turns()
    assert len(receiver.taken) == 1
    assert selectors.needing_a_person() == []


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def text_of(page: Client, name: str, *args: str, **query: str) -> str:
    answer = page.get(reverse(f"api:{name}", args=args), query)
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_an_administrator_adds_an_endpoint_and_sees_its_secret_once(page: Client, receiver: Receiver) -> None:
    given = {"url": receiver.url, "description": "Payroll", "events": ["job.closed", "job.created"]}
    made = page.post(reverse("api:endpoint-create"), given)
    endpoint = Endpoint.objects.get()
    assert made["Location"] == reverse("api:endpoint-edit", args=[endpoint.public_id])
    assert endpoint.secret not in text_of(page, "endpoint-edit", endpoint.public_id)
    show = reverse("api:secret-show", args=[endpoint.public_id])
    assert endpoint.secret in page.post(show).content.decode()
    again = page.post(show, follow=True).content.decode()
    assert endpoint.secret not in again
    assert "shown already" in again


def test_a_refused_form_keeps_what_was_typed(page: Client) -> None:
    given = {"url": "http://93.184.215.14/", "description": "Payroll", "events": ["job.closed"]}
    answer = page.post(reverse("api:endpoint-create"), given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "must begin with https://" in text
    assert 'value="http://93.184.215.14/"' in text
    assert 'value="job.closed" id="id_events_' in text
    assert text.count("checked") == 1


@pytest.mark.req("INV-09", "FLT-34")
def test_a_paused_endpoint_says_since_when_what_it_answered_and_when_it_is_tried_again(
    page: Client, receiver: Receiver, admin: User
) -> None:
    endpoint = endpoint_at(receiver, admin, "job.closed")
    receiver.usual = answer(403, body="who are you")
    events.record(actor=admin, verb="job.closed", subject=endpoint, values={"reason": "filled"})
    turns()
    shown = text_of(page, "endpoint-read", endpoint.public_id)
    for words in ("Paused", "Failing since", "Next try", "403 Forbidden", "address or the secret is not"):
        assert words in shown, words
    row = Delivery.objects.get()
    one = text_of(page, "delivery-read", row.public_id)
    for words in ("who are you", "403 Forbidden", "Next try", " ms", row.public_id, "job.closed"):
        assert words in one, words
    assert "Send again" not in one
    home = reverse("web:home")
    assert "The webhook fails" not in page.get(home).content.decode()
    pass_time(timedelta(hours=1))
    assert "The webhook fails" in page.get(home).content.decode()
    page.post(reverse("api:endpoint-try", args=[endpoint.public_id]))
    receiver.usual = answer(204)
    turns()
    assert "The webhook fails" not in page.get(home).content.decode()
    assert "Working" in text_of(page, "endpoint-read", endpoint.public_id)
    assert "Send again" in text_of(page, "delivery-read", row.public_id)


def test_the_log_is_narrowed_by_its_address_and_sent_again_in_bulk(
    page: Client, receiver: Receiver, admin: User
) -> None:
    endpoint = endpoint_at(receiver, admin)
    for verb in ("job.closed", "job.created", "job.created"):
        events.record(actor=admin, verb=verb, subject=endpoint, values={"reason": "filled"})
    turns()
    name, key = "endpoint-read", endpoint.public_id
    closed = Delivery.objects.get(verb="job.closed")
    assert text_of(page, name, key).count("data-row") == 3
    assert text_of(page, name, key, verb="job.closed").count("data-row") == 1
    assert text_of(page, name, key, state="failed").count("data-row") == 0
    assert text_of(page, name, key, within="24").count("data-row") == 3
    assert text_of(page, name, key, q=closed.public_id).count("data-row") == 1
    assert text_of(page, name, key, q="nothing of the kind").count("data-row") == 0
    assert text_of(page, name, key, format="csv").count("job.") == 3
    page.post(reverse(f"api:{name}", args=[key]), {"action": "resend", "ids": [closed.public_id]})
    turns()
    assert receiver.ids.count(closed.public_id) == 2
    pass_time(timedelta(hours=25))
    assert text_of(page, name, key, within="24").count("data-row") == 0


def test_everything_given_up_is_sent_again_from_a_moment_on(page: Client, receiver: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin)
    events.record(actor=admin, verb="job.created", subject=endpoint)
    Delivery.objects.update(state="failed")
    address = reverse("api:endpoint-resend", args=[endpoint.public_id])
    assert "datetime-local" in page.get(address).content.decode()
    assert page.post(address, {"since": "soon"}).status_code == 422
    page.post(address, {"since": "2020-01-01T10:00"})
    turns()
    assert len(receiver.taken) == 1


def test_empty_pages_say_what_to_do_next(page: Client, receiver: Receiver, admin: User) -> None:
    assert "Add the address of another system" in text_of(page, "endpoint-list")
    endpoint = endpoint_at(receiver, admin)
    assert "Nothing was sent yet" in text_of(page, "endpoint-read", endpoint.public_id)
    assert "Payroll" in text_of(page, "endpoint-list")
