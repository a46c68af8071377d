"""Every button of a finding does what it says, for whoever gets it; nobody else may press it.

With LinkedIn where the button asks LinkedIn. A finding whose button is in no test here fails the last one.
"""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from diagnosis_stage import Stage, applied_elsewhere
from django.test import Client
from django.urls import reverse
from factories import UserFactory
from linkedin_fixtures import admin, hilde, job, live, ragna, sandbox, sandbox_program
from linkedin_rows import signed_in, text
from sandbox_process import CONTRACT, Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect, diagnosis
from tiltrekk.linkedin.models import UNKNOWN, Connection, JobOperation, Level, LevelState, Listing, SyncRow
from tiltrekk.linkedin.sync.gate import Shut, why_shut

__all__ = ["admin", "hilde", "job", "live", "ragna", "sandbox", "sandbox_program"]
pytestmark = pytest.mark.django_db
PRESSED = {
    "linkedin:resume",
    "linkedin:notify",
    "linkedin:posting-seen",
    "linkedin:rotate",
    "linkedin:job-again",
    "linkedin:onsite-again",
}


def button(client: Client, page: str, code: str) -> str:
    """Return where the button of a finding posts to; empty when the finding has none, or is not there."""
    shown = text(client.get(page))
    found = re.search(rf'data-code="{code}">(.*?)</li>', shown, re.DOTALL)
    form = re.search(r'<form method="post" action="([^"]+)"', found[1]) if found else None
    return unescape(form[1]) if form else ""


def pressed(client: Client, page: str, code: str) -> str:
    """Press the button, and return what the page shows afterwards."""
    assert f'data-code="{code}"' in text(client.get(page))
    answer = client.post(button(client, page, code), follow=True)
    assert answer.status_code == 200
    assert f'data-code="{code}"' not in text(client.get(page))
    return text(answer)


def no_one_else(address: str, *others: User) -> None:
    """Whoever lacks the right is refused, and a page they may not know of is not there."""
    for other in others:
        assert signed_in(other).post(address).status_code in {403, 404}, other


# --- without asking LinkedIn --------------------------------------------------------------------------------------


@pytest.mark.req("DIA-01")
def test_a_paused_sync_is_resumed(stage: Stage) -> None:
    client = signed_in(stage.admin)
    client.post(reverse("linkedin:pause"))
    no_one_else(reverse("linkedin:resume"), stage.ragna, stage.hilde, UserFactory.create())
    assert why_shut(Connection.current()) == Shut.PAUSED
    assert "The sync goes on." in pressed(client, reverse("linkedin:admin"), "paused")
    assert why_shut(Connection.current()) is None


def test_whoever_may_not_resume_is_told_whom_to_ask(stage: Stage) -> None:
    signed_in(stage.admin).post(reverse("linkedin:pause"))
    page = reverse("linkedin:job-diagnosis", args=[stage.job.public_id])
    assert 'data-code="paused"' in text(stage.client.get(page))
    assert button(stage.client, page, "paused") == ""
    assert "Resume: ask Anna Administrator." in text(stage.client.get(page))


@pytest.mark.req("DIA-01")
def test_who_sees_the_job_at_linkedin_says_so(stage: Stage) -> None:
    stage.posted(hours=30, read=20)
    page = reverse("linkedin:job-diagnosis", args=[stage.job.public_id])
    seen = reverse("linkedin:posting-seen", args=[stage.job.public_id])
    assert button(stage.client, page, "duplicate") == seen
    no_one_else(seen, stage.hilde, UserFactory.create(roles=["reader"]), UserFactory.create())
    assert Listing.objects.get().confirmed_posted_at is None
    assert "is seen on LinkedIn" in pressed(stage.client, page, "duplicate")
    assert Listing.objects.get().confirmed_posted_at


@pytest.mark.req("DIA-01", "AC-R10")
def test_a_job_that_linkedin_turned_away_from_is_sent_again(stage: Stage) -> None:
    applied_elsewhere(stage)
    page = reverse("linkedin:job-diagnosis", args=[stage.job.public_id])
    again = reverse("linkedin:job-again", args=[stage.job.public_id])
    assert button(stage.client, page, "off_site") == again
    no_one_else(again, stage.hilde, UserFactory.create(roles=["reader"]), UserFactory.create())
    assert "The job is being sent again." in pressed(stage.client, page, "off_site")
    assert JobOperation.objects.get().digest == UNKNOWN
    assert SyncRow.objects.filter(kind="job", object_id=stage.job.job_id, since__isnull=False).exists()


@pytest.mark.req("DIA-01", "FLT-29")
def test_the_address_that_takes_applications_is_asked_anew_with_all_jobs(stage: Stage) -> None:
    applied_elsewhere(stage)
    client = signed_in(stage.admin)
    again = reverse("linkedin:onsite-again")
    assert button(client, reverse("linkedin:admin"), "deliveries_blocked") == again
    no_one_else(again, stage.ragna, stage.hilde)
    assert "The jobs are being sent again." in text(client.post(again, follow=True))
    assert JobOperation.objects.get().digest == UNKNOWN


# --- asking LinkedIn ----------------------------------------------------------------------------------------------


def switch(sandbox: Sandbox, *, on: bool) -> None:
    """What an administrator of the contract does in Recruiter."""
    sandbox.post("acts/ats-switch", contract=CONTRACT, level="company", on=on)


@pytest.mark.process
@pytest.mark.req("DIA-01", "LI-16")
def test_notify_partner_does_our_side_again(live: Sandbox, admin: User, ragna: User, job: Job) -> None:
    del job
    Level.objects.update(state=LevelState.REQUESTED, problem="no reply from LinkedIn: ConnectError", named_at=None)
    no_one_else(reverse("linkedin:notify"), ragna, UserFactory.create())
    assert Level.objects.get().state == LevelState.REQUESTED
    before = len(live.calls("Integrations"))
    pressed(signed_in(admin), reverse("linkedin:admin"), "level_requested")
    level = Level.objects.get()
    assert (level.state, level.problem) == (LevelState.ENABLED, "")
    assert level.named_at
    assert len(live.calls("Integrations")) > before


@pytest.mark.process
@pytest.mark.req("DIA-01", "LI-16")
@pytest.mark.parametrize(
    ("state", "code"),
    [(LevelState.PARTNER_READY, "level_partner_ready"), (LevelState.DISABLED, "level_disabled")],
)
def test_check_again_sees_the_switch_in_recruiter(
    state: LevelState, code: str, live: Sandbox, admin: User, ragna: User
) -> None:
    switch(live, on=False)
    connect.levels.refresh()
    Level.objects.update(state=state)
    page, client = reverse("linkedin:admin"), signed_in(admin)
    assert button(signed_in(ragna), page, code) == ""
    client.post(button(client, page, code))
    assert not Level.objects.get().is_enabled, "nobody has switched it on yet"
    Level.objects.update(state=state)
    switch(live, on=True)
    pressed(client, page, code)
    assert Level.objects.get().is_enabled


@pytest.mark.process
@pytest.mark.req("DIA-01")
def test_a_lost_secret_is_exchanged_for_a_new_one(live: Sandbox, admin: User, ragna: User) -> None:
    Connection.objects.update(client_secrets="")
    no_one_else(reverse("linkedin:rotate"), ragna, UserFactory.create())
    assert not Connection.objects.get().secrets
    pressed(signed_in(admin), reverse("linkedin:admin"), "no_secret")
    assert len(Connection.objects.get().secrets) == 1
    assert live.calls("developerApplicationsSecurity", "POST")


@pytest.mark.process
@pytest.mark.req("DIA-01")
@pytest.mark.parametrize(("hours", "code"), [(3, "challenge_late"), (30, "challenge_blocked")])
def test_the_address_is_registered_again(hours: int, code: str, live: Sandbox, admin: User) -> None:
    Connection.objects.update(challenged_at=clock.now() - timedelta(hours=hours))
    before = len(live.calls("onfigurations"))
    client = signed_in(admin)
    assert client.post(button(client, reverse("linkedin:admin"), code)).status_code == 302
    assert len(live.calls("onfigurations")) > before


# --- none is forgotten --------------------------------------------------------------------------------------------


def test_every_button_of_the_diagnoses_is_pressed_here() -> None:
    found: set[str] = set()
    for module in Path(diagnosis.__file__).parent.glob("*.py"):
        source = module.read_text()
        found |= set(re.findall(r'\.button\([^"]*"[^"]*"\), "([\w:-]+)"\)', source))
        assert source.count(".button(") == len(re.findall(r'\.button\(_\("[^"]*"\), "[\w:-]+"\)', source)), module
        for act in re.findall(r"Act\([^\n]*is_button=True", source):
            named = re.search(r'reverse\("([\w:-]+)"', act)
            if named or "reverse(route)" not in act:
                found.add(named[1] if named else "linkedin:posting-seen" if "seen" in act else act)
    assert found == PRESSED
