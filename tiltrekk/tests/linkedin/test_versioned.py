"""The same product on LinkedIn's versioned addresses: one setting, no other change."""

import os
import subprocess
import sys
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory, FeedbackFactory, NoteFactory
from sandbox_process import Sandbox, connected, drain, link_member
from tiltrekk.accounts.models import User
from tiltrekk.candidates import services as people
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import Connection, Hold, Level, LevelState, MemberMatch, Seat, SyncRow
from tiltrekk.linkedin.pull import run
from tiltrekk.linkedin.sync import load, matches
from tiltrekk.linkedin.sync.loop import work

pytestmark = [pytest.mark.process, pytest.mark.django_db, pytest.mark.req("RSC-505")]

VERSION = "202601"
PUBLISHED = {"atsIntegrations", "atsCandidates", "atsApplications", "seatsV2", "exportedCandidates"}


@pytest.fixture
def versioned(settings: Any, sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    """Both levels on and the job there, all of it by versioned addresses."""
    settings.LINKEDIN_API_VERSION = VERSION
    connected(sandbox, admin, "company", "contract")
    link_member(sandbox, ragna, "ragna")
    drain()
    sandbox.settle_tasks()
    return sandbox


def calls(sandbox: Sandbox, surface: str) -> list[dict[str, Any]]:
    return [one for one in sandbox.calls(f"/{surface}/") if one["direction"] == "in"]


def test_set_up_history_and_deletion_go_by_versioned_names(
    versioned: Sandbox, job: Job, ragna: User, admin: User
) -> None:
    application = ApplicationFactory.create(job=job, candidate=CandidateFactory.create(email="kari@example.org"))
    NoteFactory.create(application=application, author=ragna, text="Good in storms.")
    FeedbackFactory.create(application=application, author=ragna, overall="Hire.")
    load.ask()
    drain()
    [told] = versioned.get("in-ats", seat=1, member="kari")["in_ats"]
    assert "Good in storms." in str(told)
    people.delete(actor=admin, candidate=application.candidate)
    drain()
    assert versioned.store("atsCandidates") == []
    assert versioned.store("atsApplications") == []
    assert not SyncRow.objects.filter(failed=True).exists()
    by_rest = {f"{one['method']} {one['path']}" for one in calls(versioned, "rest")}
    assert {"POST /rest/integrations", "PUT /rest/integrationConfigurations"} <= by_rest
    assert {"PUT /rest/candidates", "PUT /rest/atsApplications", "PUT /rest/applicationNotes"} <= by_rest
    assert {"PUT /rest/applicationStage", "PUT /rest/applicationInterviewFeedbacks"} <= by_rest
    assert {"DELETE /rest/candidates", "DELETE /rest/atsApplications", "DELETE /rest/applicationNotes"} <= by_rest


def test_every_versioned_call_names_the_version_and_breaks_no_rule(versioned: Sandbox, job: Job) -> None:
    ApplicationFactory.create(job=job)
    load.ask()
    drain()
    assert {one["headers"]["LinkedIn-Version"] for one in calls(versioned, "rest")} == {VERSION}
    every = [*calls(versioned, "rest"), *calls(versioned, "v2")]
    assert [one["path"] for one in every if one["judgement"] == "broken"] == []


def test_what_has_no_versioned_name_stays_below_v2(versioned: Sandbox, job: Job) -> None:
    ApplicationFactory.create(job=job)
    load.ask()
    drain()
    run.pull()
    names = {one["path"].split("/")[2] for one in calls(versioned, "v2")}
    assert {"simpleJobPostings", "atsEntityAcls", "atsEntityAclAssignees", "conversationEvents"} <= names
    assert not names & PUBLISHED


def test_levels_seats_and_matches_are_read_by_versioned_names(versioned: Sandbox, job: Job) -> None:
    ApplicationFactory.create(job=job, candidate=CandidateFactory.create(email="kari@example.org"))
    load.ask()
    drain()
    versioned.post("clock", advance_seconds=3600)
    matches.ask(Connection.objects.get())
    run.pull()
    connect.levels.refresh()
    assert set(Level.objects.values_list("state", flat=True)) == {LevelState.ENABLED}
    assert Seat.objects.get(urn="urn:li:seat:1").name == "Ragna Rekrutterer"
    assert MemberMatch.objects.get().members


def test_a_version_that_is_retired_holds_changes_until_a_newer_one_is_set(
    versioned: Sandbox, job: Job, settings: Any
) -> None:
    versioned.post("versions", retire=VERSION)
    ApplicationFactory.create(job=job)
    load.ask()
    load.run_asked()
    while work():
        pass
    assert not SyncRow.objects.filter(failed=True).exists()
    assert "not active" in Hold.objects.get().reason
    assert versioned.store("atsCandidates") == []
    settings.LINKEDIN_API_VERSION = "202604"
    drain()
    assert len(versioned.store("atsCandidates")) == 1
    versioned.post("versions", retire="")


@pytest.mark.parametrize("version", ["v2", "2026", "202613", "202601 "])
def test_a_version_that_is_none_stops_the_start_and_names_the_variable(version: str) -> None:
    environment = {**os.environ, "LINKEDIN_API_VERSION": version}
    load = [sys.executable, "-c", "import tiltrekk.config.settings.test"]
    done = subprocess.run(load, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert "LINKEDIN_API_VERSION" in done.stderr.splitlines()[-1]
