"""Who and what is measured: the demo company, connected to LinkedIn without a browser."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from django.db.models import F
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.connect import company, members, provision, request
from tiltrekk.linkedin.models import Connection, JobOperation, Level, LevelState, SyncRow

from bench.figures import until
from demo.company.jobs import COMPANY, COMPANY_ID
from demo.company.people import COLLEAGUES
from demo.company.world import CONTRACT_ID, OUTSIDERS, member_id
from rehearsal.stack import Stack

ADMIN, RECRUITER, SECOND_RECRUITER = "grete", "daniel", "marit"
TITLE = "Data analyst, grid and markets"
TASKS_END_AFTER = 360.0  # seconds of the sandbox's clock
LOAD_PATIENCE = 900.0


@dataclass
class Scene:
    """The running programs, the people, and the job that everything is done to."""

    stack: Stack
    control: httpx.Client
    world: dict[str, Any]
    users: dict[str, User]
    job: Job

    def act(self, path: str, **body: Any) -> Any:
        """Do what a person does in LinkedIn's screens."""
        return self.control.post(path, json=body).raise_for_status().json()

    def look(self, path: str, **params: Any) -> Any:
        """See what a person sees there."""
        return self.control.get(path, params=params).raise_for_status().json()

    def seat(self, key: str) -> int:
        """Return the colleague's seat in the contract that is connected."""
        member = member_of(key)
        seats = self.world["seats"]
        return int(next(one["id"] for one in seats if one["member"] == member and one["contract"] == CONTRACT_ID))

    def outsiders(self) -> list[dict[str, Any]]:
        """Return members who are nobody's candidate."""
        return list(self.world["members"][-OUTSIDERS:])


def member_of(key: str) -> str:
    """Return the key of a colleague's LinkedIn account."""
    return member_id(next(one for one in COLLEAGUES if one.key == key))


def open_scene(stack: Stack) -> Scene:
    """Read the world and the people."""
    control = httpx.Client(base_url=f"{stack.sandbox_url}/sandbox/api/", timeout=60, trust_env=False)
    users = {user.email.partition("@")[0]: user for user in User.objects.all()}
    return Scene(stack, control, control.get("world").json(), users, Job.objects.get(title=TITLE))


def connect(scene: Scene) -> Connection:
    """Walk an administrator's way from the company page to *Partner ready*."""
    admin = scene.users[ADMIN]
    company.save_company(actor=admin, name=COMPANY, company_id=COMPANY_ID)
    made = provision.connect(actor=admin)
    wanted = {"api_key": made.client_id, "member": member_of(ADMIN), "contract": CONTRACT_ID, "level": "company"}
    request.requested(actor=admin, elements=scene.act("acts/request-integration", **wanted)["integrations"])
    return made


def connect_member(scene: Scene, key: str) -> None:
    """A colleague connects their own LinkedIn account."""
    actor = scene.users[key]
    asked = dict(parse_qsl(urlsplit(members.sign_in_address(actor=actor, state="bench")).query))
    fields = {name: asked[name] for name in ("client_id", "redirect_uri", "scope", "state")}
    back = scene.act("acts/consent", member=member_of(key), **fields)["redirect"]
    members.connect_member(actor=actor, code=dict(parse_qsl(urlsplit(back).query))["code"])


def switch_on(scene: Scene) -> None:
    """A contract administrator switches the level on; the product is told by a push."""
    scene.act("acts/ats-switch", contract=CONTRACT_ID, level="company", on=True)


def wait_for_load() -> None:
    """Wait until the history has been loaded."""
    until(lambda: Level.objects.filter(state=LevelState.ENABLED).exists(), "the push that says enabled")
    until(SyncRow.objects.filter(kind="candidate").exists, "the load of the history", LOAD_PATIENCE)
    until(lambda: not waiting(), "the end of the history load", LOAD_PATIENCE)


def waiting() -> bool:
    """Whether something is still to be sent; jobs whose task runs are LinkedIn's turn."""
    busy = JobOperation.objects.exclude(task="").values("object_id")
    rows = SyncRow.objects.filter(acknowledged__lt=F("wanted"), failed=False)
    return rows.exclude(kind="job", object_id__in=busy).exists()


def let_tasks_end(scene: Scene) -> None:
    """Move both clocks past LinkedIn's job tasks and wait until the product has looked."""
    scene.act("clock", advance_seconds=TASKS_END_AFTER)
    until(lambda: not JobOperation.objects.exclude(task="").exists(), "the end of the job tasks", LOAD_PATIENCE)
    until(lambda: not waiting(), "what follows the job tasks", LOAD_PATIENCE)
