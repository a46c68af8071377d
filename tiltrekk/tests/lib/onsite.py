"""Somebody who applied on LinkedIn: there by a real application, here as it is kept."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from linkedin_talent.apply_questions import OnsiteApplyConfiguration
from linkedin_talent.jobs import Availability, JobPosting, Operation
from linkedin_talent.webhooks import challenge_answer
from sandbox_process import CONTRACT, URN, Sandbox, connected
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import AppliedOnLinkedIn, Connection

LEVEL = "apply-connect"


class _Address(BaseHTTPRequestHandler):
    """Answers LinkedIn's challenge and takes whatever comes."""

    def do_GET(self) -> None:
        code = parse_qs(urlsplit(self.path).query).get("challengeCode", [""])[0]
        connection = self.server.connection  # type: ignore[attr-defined]
        self._answer(challenge_answer(code, connection.secrets[0]))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({})

    def _answer(self, told: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        return


@contextlib.contextmanager
def address(connection: Connection) -> Iterator[str]:
    """A web address that LinkedIn can deliver applications to."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Address)
    server.connection = connection  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/apply"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def open_to_applications(sandbox: Sandbox, connection: Connection, webhook: str, job_id: str) -> None:
    """A public job on LinkedIn whose people apply there."""
    asked = sandbox.post(
        "acts/request-integration", api_key=connection.client_id, member="ragna", contract=CONTRACT, level=LEVEL
    )
    with linkedin.environment(connection) as client:
        keys = {one["integrationType"]: one for one in asked["integrations"]}
        assert "APPLY_CONNECT" in keys, asked
        found = client.integrations.get([_key(keys["APPLY_CONNECT"])]).found
        client.integrations.rename(dict.fromkeys(found, "Tiltrekk"))
        sandbox.post("acts/ats-switch", contract=CONTRACT, level=LEVEL, on=True)
        client.jobs.post([_posting(webhook, job_id)])
    sandbox.post("clock", advance_seconds=360)


def _key(element: dict[str, str]) -> Any:
    from linkedin_talent.keys import IntegrationKey

    return IntegrationKey(element["integrationContext"], element["integrationType"], element["tenantType"])


def _posting(webhook: str, job_id: str) -> JobPosting:
    return JobPosting(
        integration_context=URN,
        company_apply_url="https://jobs.example.org/apply",
        external_job_posting_id=job_id,
        job_posting_operation_type=Operation.CREATE,
        title="Marine engineer",
        description="<p>" + "Engines of ferries on the coast, in all weathers. " * 4 + "</p>",
        listed_at=clock.now(),
        location="Bergen, Norway",
        poster_email="ragna@fjordtech.example",
        availability=Availability.PUBLIC,
        workplace_types=("On-site",),
        onsite_apply=OnsiteApplyConfiguration(job_application_webhook_url=webhook),
    )


def applied_there(sandbox: Sandbox, application: Application, member: str, job_id: str = "X1-1") -> AppliedOnLinkedIn:
    """The member applies there; here it is an application that is known by LinkedIn's name for it."""
    made = sandbox.post("acts/apply", member=member, external_job_posting_id=job_id)["job_application"]
    return AppliedOnLinkedIn.objects.create(
        application=application, job_application=made, organization=URN, applied_at=clock.now()
    )


@contextlib.contextmanager
def taking_applications(sandbox: Sandbox, admin: User, *levels: str, job_id: str = "X1-1") -> Iterator[Connection]:
    """A connected product with one job on LinkedIn that people apply to there."""
    connection = connected(sandbox, admin, *levels)
    with address(connection) as webhook:
        open_to_applications(sandbox, connection, webhook, job_id)
        yield connection
