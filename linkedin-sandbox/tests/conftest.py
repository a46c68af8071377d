"""A small world, and a tiny ATS of the tests' own that lives in it."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import waitress.server
from linkedin_sandbox.cli import listen
from linkedin_sandbox.fixture import InProcess, Sandbox, Served, sandbox, served
from linkedin_talent.client import LinkedInClient
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.integrations import ConfigurationKey
from linkedin_talent.keys import ApplicationKey, CandidateKey, IntegrationKey
from linkedin_talent.provisioning import NewApplication
from linkedin_talent.records import PersonName
from linkedin_talent.tokens import Application
from linkedin_talent.webhooks import challenge_answer, verify
from waitress import wasyncore
from werkzeug.wrappers import Request, Response

ORGANIZATION = "urn:li:organization:90210"
CONTRACT = "urn:li:contract:5501"
WORLD: dict[str, Any] = {
    "parent_application": {"client_id": "parent", "client_secret": "parent-secret", "name": "Harbour"},
    "organizations": [
        {"id": 90210, "name": "Fjordtech", "vanity": "fjordtech"},
        {"id": 90211, "name": "Elsewhere", "vanity": "elsewhere"},
    ],
    "contracts": [
        {"id": 5501, "organization": 90210, "name": "Bergen"},
        {"id": 5502, "organization": 90210, "name": "Oslo"},
    ],
    "members": [
        {"id": "kari", "first_name": "Kari", "last_name": "Lund", "emails": ["kari@fjordtech.test"]},
        {"id": "ola", "first_name": "Ola", "last_name": "Vik", "emails": ["ola@fjordtech.test"]},
        {"id": "oslo", "first_name": "Oda", "last_name": "Berg", "emails": ["oda@fjordtech.test"]},
        {
            "id": "sol",
            "first_name": "Solveig",
            "last_name": "Brekke",
            "headline": "Process engineer",
            "location": "Bergen, Norway",
            "emails": ["sol@mail.test"],
            "phone": "+47 900 11 222",
            "employer": "Halden Subsea",
            "skills": ["a", "b", "c", "d"],
            "positions": [{"title": "Engineer", "company": "Halden Subsea"}],
        },
        {"id": "sven", "first_name": "Sven", "last_name": "Moe", "emails": ["sven@mail.test"], "accepts": False},
    ],
    "seats": [
        {"id": 1, "contract": 5501, "member": "kari", "admin": True},
        {"id": 2, "contract": 5501, "member": "ola"},
        {"id": 3, "contract": 5502, "member": "oslo"},
    ],
    "foreign_ats": [
        {
            "name": "Other ATS",
            "organization": 90210,
            "jobs": [{"id": "X-1", "title": "Ship engineer", "location": "Oslo"}],
        }
    ],
}
TYPES = ("IN_ATS_INDICATOR", "ONE_CLICK_EXPORT", "PROFILE_PLUGIN")


@dataclass
class TinyAts:
    """An ATS that fits in one file: it receives notifications, answers challenges and publishes a feed."""

    base: str
    secrets: list[str] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    refuse: int = 0  # how many notifications to answer with 500
    feed: bytes = b""

    @property
    def callback_url(self) -> str:
        return f"{self.base}/hook"

    @property
    def feed_url(self) -> str:
        return f"{self.base}/feed.xml"

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path == "/feed.xml":
            return Response(self.feed, content_type="application/xml")
        if request.method == "GET":
            return self._challenge(request.args["challengeCode"])
        if self.refuse:
            self.refuse -= 1
            return Response(status=500)
        if not verify(request.get_data(), request.headers["X-LI-Signature"], self.secrets):
            return Response(status=401)
        self.received.append(request.get_json())
        return Response(status=204)

    def _challenge(self, code: str) -> Response:
        return Response(json.dumps(challenge_answer(code, self.secrets[0])), content_type="application/json")


@dataclass
class Customer:
    """One customer of the tiny ATS: its LinkedIn application and what it knows of it."""

    client: LinkedInClient
    api_key: str
    secret: str
    urn: str

    def integration(self, kind: str) -> IntegrationKey:
        return IntegrationKey(CONTRACT if kind == "CSA_API" else ORGANIZATION, kind)

    def candidate(self, name: str = "C-1") -> CandidateKey:
        return CandidateKey(name, ORGANIZATION)

    def application(self, name: str = "A-1") -> ApplicationKey:
        return ApplicationKey(name, ORGANIZATION)


AUTHOR = PersonName(first_name="Ola", last_name="Vik")


def moment(minute: int = 0) -> datetime:
    return datetime(2026, 11, 20, 8, minute, tzinfo=UTC)


def mac(secret: str, text: str) -> str:
    return hmac.digest(secret.encode(), text.encode(), hashlib.sha256).hex()


def candidate_record(**changes: Any) -> dict[str, Any]:
    """A candidate as it goes over the wire."""
    return {
        "firstName": "Solveig",
        "lastName": "Brekke",
        "emailAddresses": ["Sol@mail.test"],
        "phoneNumbers": [],
        "addresses": [],
        "atsCreatedAt": 1_790_000_000_000,
        "atsLastModifiedAt": 1_790_000_000_001,
        "externalProfileUrl": "https://ats.test/c/1",
    } | changes


def job_record(**changes: Any) -> dict[str, Any]:
    """A job posting element as it goes over the wire."""
    return {
        "integrationContext": ORGANIZATION,
        "companyApplyUrl": "https://ats.test/apply/1",
        "externalJobPostingId": "N1-1042",
        "jobPostingOperationType": "CREATE",
        "title": "Process engineer",
        "description": "<p>" + "We build separators for the North Sea. " * 5 + "</p>",
        "listedAt": 1_790_000_000_000,
        "location": "Bergen, Norway",
        "posterEmail": "ola@fjordtech.test",
        "availability": "PUBLIC",
    } | changes


BOTH_WAYS = {"test_data", "test_control"}  # always run as a program too; the rest only with the long tests


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of a running sandbox holds in this process and for the program: the same tests run both ways."""
    if "way" in metafunc.fixturenames:
        often = metafunc.module.__name__.rpartition(".")[2] in BOTH_WAYS
        kinds = [pytest.mark.process] if often else [pytest.mark.process, pytest.mark.long]
        ways = [pytest.param(sandbox_here, id="here"), pytest.param(sandbox_served, id="served", marks=kinds)]
        if "program" in metafunc.fixturenames:
            ways = [pytest.param(sandbox_served, id="served", marks=pytest.mark.process)]
        metafunc.parametrize("way", ways[:1] if "inside" in metafunc.fixturenames else ways)


def sandbox_here(assumptions: dict[str, str]) -> AbstractContextManager[Sandbox]:
    return sandbox(WORLD, task_delay_seconds=0, assumptions=assumptions)


def sandbox_served(assumptions: dict[str, str]) -> AbstractContextManager[Sandbox]:
    switches = [word for one in assumptions.items() for word in ("--assume", "=".join(one))]
    return served(WORLD, "--task-delay", "0", *switches)


@pytest.fixture
def linkedin(
    way: Callable[[dict[str, str]], AbstractContextManager[Sandbox]], request: pytest.FixtureRequest
) -> Iterator[Sandbox]:
    """A sandbox whose posting tasks end at once; as a parameter it takes other readings of assumptions."""
    with way(getattr(request, "param", {})) as running:
        yield running


@pytest.fixture
def inside(linkedin: Sandbox) -> InProcess:
    """The same sandbox, for tests that look at its state and so run in this process only."""
    assert isinstance(linkedin, InProcess)
    return linkedin


@pytest.fixture
def ats() -> Iterator[TinyAts]:
    listener = listen("127.0.0.1", 0)
    tiny = TinyAts(f"http://127.0.0.1:{listener.getsockname()[1]}")
    sockets: dict[int, Any] = {}
    server = waitress.server.create_server(tiny, map=sockets, sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield tiny
    server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()
    listener.close()


@pytest.fixture
def program(linkedin: Sandbox) -> Served:
    """The same sandbox, for tests that look at its process and so run as a program only."""
    assert isinstance(linkedin, Served)
    return linkedin


_open: list[LinkedInClient] = []


def client_for(linkedin: Sandbox, client_id: str, secret: str) -> LinkedInClient:
    """A client that is closed at the end of the test."""
    endpoints = Endpoints(linkedin.base, linkedin.base, linkedin.base)
    client = LinkedInClient(endpoints, Application(client_id, (secret,)))
    _open.append(client)
    return client


@pytest.fixture(autouse=True)
def _clients_are_closed() -> Iterator[None]:
    yield
    while _open:
        _open.pop().close()


@pytest.fixture
def parent(linkedin: Sandbox) -> LinkedInClient:
    return client_for(linkedin, "parent", "parent-secret")


@pytest.fixture
def customer(linkedin: Sandbox, parent: LinkedInClient, ats: TinyAts) -> Customer:
    """A provisioned customer; nothing requested yet."""
    made = parent.provisioned_applications.create(
        NewApplication(
            unique_foreign_id="fjordtech-1",
            name="Harbour - Fjordtech",
            description="Recruiting",
            oauth2_authorized_callback_urls=(f"{ats.base}/callback",),
            valid_js_sdk_domains=(ats.base,),
        )
    )
    secret = made.credentials.client_secret
    assert secret
    ats.secrets = [secret]
    client = client_for(linkedin, made.credentials.client_id, secret)
    return Customer(client, made.credentials.client_id, secret, made.key)


def request_and_name(linkedin: Sandbox, customer: Customer, level: str) -> None:
    """The administrator asks, the ATS names what was asked for."""
    asked = {"api_key": customer.api_key, "member": "kari", "contract": 5501, "level": level}
    found = linkedin.post("acts/request-integration", asked)["integrations"]
    keys = [IntegrationKey(one["integrationContext"], one["integrationType"]) for one in found]
    assert customer.client.integrations.rename({key: f"Fjordtech {key.type}" for key in keys}).ok


@pytest.fixture
def enabled(linkedin: Sandbox, customer: Customer, ats: TinyAts) -> Customer:
    """A customer whose contract level is on, open to all users."""
    request_and_name(linkedin, customer, "contract")
    settings = customer.client.configurations
    export, badge = customer.integration("ONE_CLICK_EXPORT"), customer.integration("IN_ATS_INDICATOR")
    assert settings.put(export, {ConfigurationKey.CALLBACK_URL: ats.callback_url}).ok
    assert settings.put(export, {ConfigurationKey.JOB_POSTING_VIEWERS: "ALL_PRODUCT_USERS"}).ok
    assert settings.put(badge, {ConfigurationKey.APPLICATION_VIEWERS: "ALL_PRODUCT_USERS"}).ok
    linkedin.post("acts/ats-switch", {"contract": 5501, "level": "contract", "on": True, "member": "kari"})
    linkedin.post("pushes/deliver")
    return customer
