"""A small company on the sandbox, with an ATS connected to it, for the tests of pages and frames.

Everything happened through the rules that the wire uses; no table is written by hand.
"""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from linkedin_sandbox import web
from linkedin_sandbox.acls import rules as acls
from linkedin_sandbox.app import create_app
from linkedin_sandbox.applications import rules as applications
from linkedin_sandbox.caller import Call
from linkedin_sandbox.candidates import rules as candidates
from linkedin_sandbox.control import rules as control
from linkedin_sandbox.feed import rules as feed
from linkedin_sandbox.fixture import sandbox
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State, persons, world
from linkedin_sandbox.state.records import ChildKey
from playwright.sync_api import BrowserType, Playwright

COMPANY = 90210
CONTEXT = f"urn:li:organization:{COMPANY}"
BERGEN, ABERDEEN = 4410032, 4410047
DAY = 24 * 3600 * 1000
LONG_TEXT = (
    "<p>We build the seabed machines that separate oil, gas and water before they reach the platform. You will own "
    "the process design of one of them, from the first mass balance to the day it is lowered over the side.</p>"
    "<p><b>What you will do</b></p><ul><li>Size separators and hydrocyclones</li><li>Run dynamic simulations</li></ul>"
)

WORLD: dict[str, Any] = {
    "parent_application": {"client_id": "parent1", "client_secret": "parent-secret", "name": "Fyrlykt"},
    "organizations": [
        {
            "id": COMPANY,
            "name": "Brattvik Ocean Systems",
            "location": "Bergen, Norway",
            "about": "We work by the water.",
        },
        {"id": 90333, "name": "Marlow Wind", "location": "Hull, England"},
    ],
    "contracts": [
        {"id": BERGEN, "organization": COMPANY, "name": "Bergen"},
        {"id": ABERDEEN, "organization": COMPANY, "name": "Aberdeen"},
    ],
    "members": [
        {
            "id": "astrid",
            "first_name": "Astrid",
            "last_name": "Lunde",
            "headline": "Recruiter at Brattvik",
            "emails": ["astrid.lunde@brattvik.example"],
        },
        {"id": "jonathan", "first_name": "Jonathan", "last_name": "Ashby", "headline": "Recruiter at Brattvik"},
        {"id": "kari", "first_name": "Kari", "last_name": "Myklebust", "headline": "Head of HR at Brattvik"},
        {"id": "henriette", "first_name": "Henriette", "last_name": "Moe", "headline": "Engineering manager"},
        {
            "id": "solveig",
            "first_name": "Solveig",
            "last_name": "Brekke",
            "headline": "Process engineer at Halden Subsea, produced water and separation",
            "location": "Bergen, Norway",
            "emails": ["solveig.brekke@example.org"],
            "phone": "+47 900 00 014",
            "employer": "Halden Subsea",
            "skills": ["Separation", "HYSYS", "Commissioning"],
            "positions": [
                {
                    "title": "Process engineer",
                    "company": "Halden Subsea",
                    "start": "2021",
                    "description": "Separation and produced water for three North Sea tiebacks; site lead at Sotra.",
                },
                {"title": "Process engineer", "company": "Northgate Process", "start": "2017", "end": "2021"},
            ],
            "educations": [
                {
                    "school": "University of Bergen",
                    "degree": "MSc",
                    "field": "process technology",
                    "start": "2012",
                    "end": "2017",
                }
            ],
        },
        {
            "id": "tobias",
            "first_name": "Tobias",
            "last_name": "Wrenfield",
            "headline": "Controls engineer, Aldermoor",
            "location": "Aberdeen, Scotland",
            "emails": ["t.wrenfield@example.org"],
        },
        {
            "id": "tobias-j",
            "first_name": "Tobias",
            "last_name": "Wrenfield",
            "headline": "Automation lead, Marlow Wind",
            "location": "Hull, England",
            "employer": "Marlow Wind",
        },
        {
            "id": "marte",
            "first_name": "Marte",
            "last_name": "Haugland",
            "headline": "Marine electrician, Skagen Verft",
            "location": "Kristiansund, Norway",
            "accepts": False,
        },
    ],
    "seats": [
        {"id": 77120, "contract": BERGEN, "member": "astrid"},
        {"id": 77121, "contract": BERGEN, "member": "jonathan"},
        {"id": 77122, "contract": BERGEN, "member": "kari", "admin": True},
        {"id": 77130, "contract": ABERDEEN, "member": "kari", "admin": True},
        {"id": 77123, "contract": BERGEN, "member": "henriette", "roles": ["HIRING_MANAGER"]},
    ],
    "foreign_ats": [
        {
            "name": "Harbourline Hiring",
            "organization": COMPANY,
            "jobs": [{"id": "HH-7", "title": "Deck engineer", "location": "Hull"}],
        }
    ],
}


@dataclass
class Company:
    """The story so far, and the acts a test may add."""

    app: Flask
    child: provisioning.Application

    @property
    def state(self) -> State:
        state: State = self.app.extensions[web.EXTENSION]
        return state

    @property
    def call(self) -> Call:
        return Call(application=self.child.id, parent=self.child.parent, name=self.child.name)

    def client(self, member: str | None = None) -> FlaskClient:
        """A browser, with somebody signed in."""
        client = self.app.test_client()
        if member:
            assert client.post("/login", data={"member": member}).status_code == 303
        return client

    def request(self, level: levels.Level, contract: int = BERGEN) -> None:
        levels.request(self.state, self.child.id, "kari", contract, level)

    def name_integrations(self, *, callback: bool = True) -> None:
        """The ATS's part of the set-up."""
        types = [(CONTEXT, kind) for kind in levels.ORGANIZATION_TYPES] + [(f"urn:li:contract:{BERGEN}", "CSA_API")]
        for context, kind in types:
            if integrations.owner(self.state, self.call, context, kind):
                integrations.name(self.state, self.call, context, kind, f"Fyrlykt, {kind.lower()}")
        if callback:
            value = {"string": "http://127.0.0.1:9/hook"}
            integrations.configure(self.state, self.call, CONTEXT, "ONE_CLICK_EXPORT", "CALLBACK_URL", value=value)

    def register(self, origin: str) -> None:
        """Let pages of this origin hold the frames."""
        urn = f"urn:li:developerApplication:{self.child.id}"
        provisioning.update(self.state, Call(application=self.child.parent or 0), urn, {"validJsSdkDomains": [origin]})

    def enable(self, level: levels.Level = "contract") -> None:
        self.request(level)
        self.name_integrations()
        levels.switch(self.state, BERGEN, level, on=True, member="kari")

    def job(self, number: str, title: str, *, private: bool = False, restricted: bool = False, **more: Any) -> None:
        body = {
            "jobPostingOperationType": "CREATE",
            "externalJobPostingId": number,
            "companyJobCode": number,
            "integrationContext": CONTEXT,
            "title": title,
            "description": LONG_TEXT,
            "companyApplyUrl": f"http://127.0.0.1:8000/jobs/{number}",
            "listedAt": self.state.clock.now() - DAY,
            "location": "Bergen, Norway",
            "workplaceTypes": ["Hybrid"],
            "posterEmail": "astrid.lunde@brattvik.example",
            "accessRestricted": restricted,
        }
        if private:
            body |= {"availability": "PRIVATE_TO_ATS_INTEGRATION"}
        replies = jobs.post(self.state, self.call, [body | more])
        assert replies[0]["status"] == 202, replies
        jobs.complete_due(self.state)

    def assign(self, job: str, member: str) -> None:
        """Put a member on a restricted job's access list."""
        acls.put_list(self.state, self.call, CONTEXT, acl=f"acl-{member}", kind="JOB_POSTING", job=job)
        urn = persons.urn_of(self.child.id, member)
        acls.put_assignee(self.state, self.call, CONTEXT, acl=f"acl-{member}", kind="JOB_POSTING", assignee=urn)

    def candidate(self, number: str, first: str, last: str, **more: Any) -> None:
        now = self.state.clock.now()
        body = {
            "firstName": first,
            "lastName": last,
            "externalProfileUrl": f"http://127.0.0.1:8000/candidates/{number}",
            "emailAddresses": [f"{number}@nowhere.example"],
            "phoneNumbers": [],
            "addresses": [],
            "atsCreatedAt": now - 9 * DAY,
            "atsLastModifiedAt": now - DAY,
        }
        candidates.put(self.state, self.call, CONTEXT, number, body | more)

    def application(self, number: str, candidate: str, job: str, title: str) -> None:
        now = self.state.clock.now()
        body = {
            "atsCandidateId": candidate,
            "atsJobPostingId": job,
            "atsJobPostingName": title,
            "atsCreatedAt": now - 3 * DAY,
            "atsLastModifiedAt": now,
        }
        applications.put(self.state, self.call, CONTEXT, number, body)

    def child_of(self, application: str, kind: str, key: str, **body: Any) -> None:
        moment = {"atsCreatedAt": self.state.clock.now() - DAY}
        applications.put_child(self.state, self.call, ChildKey(CONTEXT, application, key), moment | body, kind=kind)


@pytest.fixture
def company() -> Iterator[Company]:
    """People and an ATS; nothing requested yet."""
    app = create_app(Settings(task_delay_seconds=0))
    yield found(app)
    app.extensions[web.EXTENSION].close()


@pytest.fixture
def connected(company: Company) -> Company:
    """The same after a while: contract level on, jobs, candidates, InMail and notes."""
    live(company)
    return company


def found(app: Flask) -> Company:
    state: State = app.extensions[web.EXTENSION]
    control.merge_world(state, world.World.model_validate(WORLD))
    parent = provisioning.by_client_id(state, "parent1")
    assert parent is not None
    child = provisioning.create(
        state,
        Call(application=parent.id),
        {
            "uniqueForeignId": "brattvik-n1",
            "name": "Fyrlykt - Brattvik",
            "description": "Brattvik N1",
            "validJsSdkDomains": ["http://localhost:8000"],
            "oauth2AuthorizedCallbackUrls": ["http://127.0.0.1:8000/back"],
        },
    )
    return Company(app, child)


def live(company: Company) -> None:
    company.enable()
    company.job("N1-1042", "Subsea process engineer")
    company.job("N1-1051", "Test engineer, power electronics")
    company.job("N1-1062", "Lead engineer, hull", private=True)
    company.job("N1-1070", "Secret engineer", private=True, restricted=True)
    company.candidate("C-1", "Solveig", "Brekke", emailAddresses=["solveig.brekke@example.org"])
    company.candidate(
        "C-2", "Tobias", "Wrenfield", emailAddresses=["tw@elsewhere.example"], currentCompanyName="Marlow Wind"
    )
    company.candidate("C-3", "Gunnhild", "Moltu")
    company.application("A-1", "C-1", "N1-1042", "Subsea process engineer")
    company.child_of("A-1", "stages", "s1", stage="Application", atsCreatedAt=company.state.clock.now() - 2 * DAY)
    company.child_of("A-1", "stages", "s2", stage="Phone screen")
    company.child_of("A-1", "notes", "n1", note="Cites the Sotra project.", author={"firstName": "Henriette"})
    company.child_of(
        "A-1",
        "interviewFeedback",
        "f1",
        interviewer={"firstName": "Jonathan", "lastName": "Ashby"},
        interviewType="ONSITE",
        feedback="A good talk.",
        evaluations=[{"attribute": "Recommended", "result": "Yes"}],
    )
    interactions.send_inmail(company.state, 77120, "solveig", "A separator", "Hei Solveig, we build the separator.")
    interactions.send_inmail(company.state, 77121, "solveig", "Old times", "Do you remember me?")
    interactions.add_note(company.state, 77120, "solveig", "Mentioned a counter-offer in June.")
    interactions.add_note(company.state, 77121, "solveig", "Jonathan's own secret.")
    interactions.add_note(company.state, 77121, "solveig", "Met at the fair.", "PUBLIC")


@contextlib.contextmanager
def pages_on(host: str, pages: dict[str, tuple[bytes, dict[str, str]]]) -> Iterator[str]:
    """A tiny web server of an ATS maker: path -> (body, headers). Gives its origin under ``host``."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = pages.get(self.path, (b"", {}))
            self.send_response(200 if self.path in pages else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{host}:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def feed_read(connected: Company) -> Callable[[str], feed.Report]:
    """Lets the sandbox read a feed of this text."""

    def read(text: str) -> feed.Report:
        headers = {"Content-Type": "application/xml"}
        with pages_on("127.0.0.1", {"/feed.xml": (text.encode(), headers)}) as origin:
            feed.add(connected.state, f"{origin}/feed.xml")
            return feed.read(connected.state, f"{origin}/feed.xml")

    return read


@pytest.fixture
def running() -> Iterator[tuple[str, Company]]:
    """The same story on a listening sandbox: its address and the company."""
    with sandbox(task_delay_seconds=0) as served:
        app = Flask("reach")
        app.extensions[web.EXTENSION] = served.state
        company = found(app)
        live(company)
        yield served.base, company


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> BrowserType:
    return playwright.chromium
