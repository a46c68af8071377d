"""The sandbox alone, by raw HTTP: requests and replies are written out as LinkedIn's pages print them.

Nothing here uses the typed client, so that a fact both packages read wrongly cannot hide.
"""

import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from linkedin_sandbox import web
from linkedin_sandbox.app import create_app
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State

ORGANIZATION, CONTRACT = "urn:li:organization:90210", "urn:li:contract:5501"
LISTED = 1_700_000_000_000
WORLD: dict[str, Any] = {
    "parent_application": {"client_id": "parent", "client_secret": "parent-secret", "name": "Harbour"},
    "organizations": [{"id": 90210, "name": "Fjordtech", "vanity": "fjordtech"}],
    "contracts": [
        {"id": 5501, "organization": 90210, "name": "Bergen", "job_slots": 2},
        {"id": 5502, "organization": 90210, "name": "Oslo"},
    ],
    "members": [
        {"id": "kari", "first_name": "Kari", "last_name": "Lund", "emails": ["kari@fjordtech.test"]},
        {"id": "ola", "first_name": "Ola", "last_name": "Vik", "emails": ["ola@fjordtech.test"]},
        {
            "id": "sol",
            "first_name": "Solveig",
            "last_name": "Brekke",
            "emails": ["sol@mail.test"],
            "phone": "+47 900 11 222",
            "location": "Bergen, Norway",
            "skills": ["separation", "welding"],
        },
    ],
    "seats": [
        {"id": 1, "contract": 5501, "member": "kari", "admin": True},
        {"id": 2, "contract": 5501, "member": "ola"},
        {"id": 3, "contract": 5502, "member": "kari", "admin": True},
    ],
}
JOB: dict[str, Any] = {
    "integrationContext": ORGANIZATION,
    "companyApplyUrl": "https://ats.test/apply/1",
    "externalJobPostingId": "J-1",
    "jobPostingOperationType": "CREATE",
    "title": "Process engineer",
    "description": "<p>" + "We build separation systems for the North Sea. " * 4 + "</p>",
    "listedAt": LISTED,
    "location": "Bergen, Norway",
    "posterEmail": "ola@fjordtech.test",
    "availability": "PUBLIC",
}
CANDIDATE = f"atsCandidateId=C-1&dataProvider=ATS&integrationContext={ORGANIZATION}"
APPLICATION = f"atsJobApplicationId=A-1&dataProvider=ATS&integrationContext={ORGANIZATION}"
CANDIDATE_RECORD: dict[str, Any] = {
    "firstName": "Solveig",
    "lastName": "Brekke",
    "emailAddresses": ["sol@mail.test"],
    "phoneNumbers": [],
    "addresses": [],
    "atsCreatedAt": LISTED,
    "atsLastModifiedAt": LISTED,
    "externalProfileUrl": "https://ats.test/c/1",
}
APPLICATION_RECORD: dict[str, Any] = {
    "atsCandidateId": "C-1",
    "atsJobPostingId": "J-1",
    "atsJobPostingName": "Process engineer",
    "atsCreatedAt": LISTED,
    "atsLastModifiedAt": LISTED,
}


def mac(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def ids(key: str) -> str:
    """One compound key in the query, as protocol 1 writes it."""
    return "&".join(f"ids[0].{part}" for part in key.split("&"))


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """An ATS's webhook: answers challenges with one secret, and events with the statuses it was told."""

    base: str = ""
    secret: str = ""
    received: list[Received] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)  # of the next events; then 200
    challenges: list[dict[str, list[str]]] = field(default_factory=list)
    drops: float = 0  # seconds between the bytes of an answer; 0 sends it at once
    pages: dict[str, bytes] = field(default_factory=dict)  # what else it serves

    def __call__(self, path: str) -> str:
        return f"{self.base}{path}"

    def answer(self, path: str) -> tuple[int, bytes]:
        if path in self.pages:
            return 200, self.pages[path]
        query = parse_qs(urlsplit(path).query)
        self.challenges.append(query)
        code = query["challengeCode"][0]
        return 200, json.dumps({"challengeCode": code, "challengeResponse": mac(self.secret, code)}).encode()


@pytest.fixture
def hook() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(*told.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append(Received(self.path, dict(self.headers), body))
            self._reply(told.statuses.pop(0) if told.statuses else 200, b"")

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for piece in (body[n : n + 1] for n in range(len(body))) if told.drops else (body,):
                time.sleep(told.drops)
                self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@dataclass
class Wire:
    """A sandbox spoken to in bytes. A call without a token is made with the customer's."""

    http: httpx.Client
    state: State
    parent_token: str = ""
    client_id: str = ""
    secret: str = ""
    urn: str = ""
    token: str = ""

    def call(self, verb: str, path: str, body: Any = None, *, token: str | None = None, **more: str) -> httpx.Response:
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        headers["Authorization"] = f"Bearer {self.token if token is None else token}"
        content = None if body is None else json.dumps(body).encode()
        if content:
            headers.setdefault("Content-Type", "application/json")
        return self.http.request(verb, path, content=content, headers=headers)

    def rest(self, verb: str, path: str, body: Any = None, *, version: str = "202601", **more: str) -> httpx.Response:
        two = {"LinkedIn_Version": version, "X_Restli_Protocol_Version": "2.0.0"}
        return self.call(verb, f"/rest/{path}", body, **(two | more))

    def control(self, path: str, body: Any = None) -> Any:
        """The sandbox's own control API: what people and time do."""
        reply = self.http.post(f"/sandbox/api/{path}", json={} if body is None else body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def refused(self, path: str, body: Any) -> str:
        reply = self.http.post(f"/sandbox/api/{path}", json=body)
        assert reply.status_code == 409, reply.text
        return str(reply.json()["error"])

    def look(self, path: str) -> Any:
        return self.http.get(f"/sandbox/api/{path}").json()

    def get_token(self, client_id: str, secret: str) -> str:
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        return str(self.http.post("/oauth/v2/accessToken", data=form).json()["access_token"])

    def post_jobs(self, *jobs: dict[str, Any], path: str = "/v2/simpleJobPostings", **more: str) -> httpx.Response:
        return self.call("POST", path, {"elements": list(jobs)}, X_Restli_Method="batch_create", **more)

    def task(self, reply: httpx.Response) -> dict[str, Any]:
        """How the first task of a posting stands."""
        urn = reply.json()["elements"][0]["id"]
        found: dict[str, Any] = self.call("GET", f"/v2/simpleJobPostingTasks?ids={urn}").json()["results"][urn]
        return found

    def job_status(self, name: str = "J-1") -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/v2/jobPostingStatus?ids={name}").json()["results"][name]
        return found

    def connect(self, level: str, callback_url: str = "https://hook.ats.test/callback") -> None:
        """Request, name, configure and switch on, as administrator and ATS do."""
        asked = {"api_key": self.client_id, "member": "kari", "contract": 5501, "level": level}
        for one in self.control("acts/request-integration", asked)["integrations"]:
            key = "&".join(f"{name}={one[name]}" for name in ("integrationContext", "integrationType", "tenantType"))
            patch = {"patch": {"$set": {"integrationName": f"Fjordtech {one['integrationType']}"}}}
            body = {"entities": {f"{key}&dataProvider=ATS": patch}}
            path = f"/v2/atsIntegrations?{ids(key)}&ids[0].dataProvider=ATS"
            assert self.call("POST", path, body, X_Restli_Method="batch_partial_update").json()["errors"] == {}
        if level in {"contract", "company"}:
            self.configure("CALLBACK_URL", callback_url)
        self.control("acts/ats-switch", {"contract": 5501, "level": level, "on": True})

    def configure(self, key: str, value: str, kind: str = "ONE_CLICK_EXPORT") -> httpx.Response:
        path = f"integrationContext={ORGANIZATION}&integrationType={kind}&tenantType=RECRUITER&dataProvider=ATS"
        body = {"entities": {key: {"configurationValue": {"string": value}}}}
        return self.call("PUT", f"/v2/atsIntegrations/{path}/configurations?ids={key}", body)

    def put(self, resource: str, key: str, record: dict[str, Any]) -> httpx.Response:
        return self.call(
            "PUT", f"/v2/{resource}?{ids(key)}", {"entities": {key: record}}, X_Restli_Method="batch_update"
        )


@pytest.fixture
def wire(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """A provisioned customer, nothing connected; as a parameter it takes other readings of assumptions."""
    settings = Settings(task_delay_seconds=0, assumptions=getattr(request, "param", {}))
    app = create_app(settings)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://127.0.0.1:8010") as client:
        found = Wire(client, app.extensions[web.EXTENSION])
        found.control("world", WORLD)
        found.parent_token = found.get_token("parent", "parent-secret")
        body = {"uniqueForeignId": "fjordtech-1", "name": "Harbour - Fjordtech", "description": "Recruiting"}
        made = found.call("POST", "/v2/provisionedApplications", body, token=found.parent_token).json()
        found.client_id, found.secret = made["credentials"]["client_id"], made["credentials"]["client_secret"]
        found.urn, found.token = made["key"], found.get_token(found.client_id, found.secret)
        yield found
    app.extensions[web.EXTENSION].close()


@pytest.fixture
def enabled(wire: Wire) -> Wire:
    """The customer with the contract level on."""
    wire.connect("contract")
    return wire


@pytest.fixture
def connected(wire: Wire, hook: Receiver) -> Wire:
    hook.secret = wire.secret
    wire.connect("apply-connect")
    return wire


def other(**switches: str) -> pytest.MarkDecorator:
    """Run a test under these readings: A_28="none"."""
    chosen = {name.replace("_", "-"): value for name, value in switches.items()}
    return pytest.mark.parametrize("wire", [chosen], indirect=True)
