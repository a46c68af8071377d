"""Who gets what from every route, and the promises every answer keeps (SEC-13…17, SEC-31, SEC-33, SEC-37, SEC-38)."""

import pytest
from asking import LINES, ROUTES, ask, undone
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from routes import Line, Route, arguments
from tiltrekk.core.models import DOWNLOADED, OPENED
from world import KINDS, World

pytestmark = pytest.mark.django_db

# The reviewed list of what people may open without signing in (SEC-16). Anything else that answers is a mistake.
PUBLIC = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_set_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "accounts:password-choose",
    "interviews:invitation", "interviews:invitation-choose", "interviews:invitation-decline",
    "interviews:invitation-calendar",
    "privacy:equality-answer", "privacy:equality-withdraw",
}  # fmt: skip
PUBLIC_SPACES = ("careers:",)  # the public side of the house
PUBLIC_HOOKS = {
    "linkedin:feed",
    "linkedin:callback",
    "linkedin:applications",
    "linkedin:webhook",
    "linkedin:frame-apply",
}  # LinkedIn and its frame


@pytest.mark.req("SEC-15")
def test_every_route_stands_in_a_table_and_every_line_has_a_route() -> None:
    listed = {line.name for line in LINES}
    assert set(ROUTES) - listed == set(), "routes without a line in tests/routes"
    assert listed - set(ROUTES) == set(), "lines without a route"


@pytest.mark.req("SEC-17", "SEC-25")
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.name}")
def test_every_kind_of_person_gets_what_the_table_says(line: Line, world: World) -> None:
    assert {kind: ask(line, kind, world).status_code for kind in KINDS} == line.expected


def is_public(route: Route) -> bool:
    return route.name in PUBLIC | PUBLIC_HOOKS or route.name.startswith(PUBLIC_SPACES)


@pytest.mark.req("SEC-16")
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_nobody_gets_in_without_signing_in_except_where_the_list_says(method: str, world: World) -> None:
    by_name = {line.name: line for line in LINES}
    for name, route in ROUTES.items():
        if is_public(route):
            continue
        address = reverse(name, kwargs=arguments(route, by_name.get(name), world))
        with undone():
            assert getattr(Client(), method)(address).status_code in (302, 401, 403, 404, 405), name


@pytest.mark.req("SEC-31")
def test_no_change_without_the_token_of_the_form(world: World) -> None:
    for line in LINES:
        if line.method != "POST" or line.name in PUBLIC_HOOKS or getattr(ROUTES[line.name].view, "csrf_exempt", False):
            continue
        assert ask(line, "admin", world, checks_csrf=True).status_code == 403, line.name


# What a GET may write: the session of the visitor and their sign-in, and who read what; nothing that a list shows.
WRITTEN_BY_LOOKING = {"django_session", "accounts_user"}
WHO_READ_WHAT = f"'{OPENED}'", f"'{DOWNLOADED}'"
_WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.mark.req("SEC-31")
def test_looking_changes_nothing(world: World) -> None:
    for line in LINES:
        if line.method != "GET":
            continue
        asked = CaptureQueriesContext(connection)
        ask(line, "admin", world, around=asked)
        written = {
            query["sql"].replace("FROM", "").replace("INTO", "").split()[1].strip('"')
            for query in asked.captured_queries
            if query["sql"].startswith(_WRITES) and not any(verb in query["sql"] for verb in WHO_READ_WHAT)
        }
        assert written <= WRITTEN_BY_LOOKING, (line.name, written - WRITTEN_BY_LOOKING)


@pytest.mark.req("SEC-31")
def test_only_the_reviewed_hooks_do_without_the_token() -> None:
    exempt = {name for name, route in ROUTES.items() if getattr(route.view, "csrf_exempt", False)}
    assert exempt <= PUBLIC_HOOKS, exempt - PUBLIC_HOOKS


@pytest.mark.req("SEC-14", "SEC-33", "SEC-37", "SEC-38")
@pytest.mark.parametrize("kind", ["anonymous", "admin"])
def test_every_answer_carries_the_headers_that_protect_people(kind: str, world: World) -> None:
    for line in LINES:
        if line.method != "GET":
            continue
        answer = ask(line, kind, world)
        assert answer["X-Content-Type-Options"] == "nosniff", line.name
        assert answer["Referrer-Policy"] == "strict-origin", line.name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", line.name
        assert "Access-Control-Allow-Origin" not in answer, line.name
        if kind == "admin":
            assert "no-store" in answer["Cache-Control"], line.name
        if answer.get("Content-Type", "").startswith("text/html"):
            assert answer["Content-Type"] == "text/html; charset=utf-8", line.name
            if b"<script" in getattr(answer, "content", b""):
                _check_policy(answer["Content-Security-Policy"], line.name)
        for cookie in answer.cookies.values():
            assert cookie["httponly"], (line.name, cookie.key)
            assert cookie["samesite"] == "Lax", (line.name, cookie.key)
            assert f"tiltrekk_{settings.PUBLIC_PORT}_" in cookie.key or cookie.key == "messages", cookie.key


def _check_policy(policy: str, name: str) -> None:
    parts = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    assert parts["default-src"] == ["'none'"], name
    assert parts["object-src"] == parts["base-uri"] == ["'none'"], name
    assert parts["form-action"] == ["'self'"], name
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set(parts["script-src"] + parts["style-src"]), name
    assert any(source.startswith("'nonce-") for source in parts["script-src"]), name
