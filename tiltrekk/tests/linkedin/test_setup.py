"""From an empty installation to *Enabled*."""

import pytest
from factories import ApplicationFactory, JobFactory
from sandbox_process import CONTRACT, URN, Sandbox, connected, drain
from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Refused
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import Connection, Level, LevelState

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.mark.req("LI-16")
def test_company_level_goes_from_requested_to_enabled(sandbox: Sandbox, admin: User) -> None:
    made = connected(sandbox, admin, "company")
    level = Level.objects.get()
    assert (level.access, level.context, level.state) == ("company", URN, LevelState.ENABLED)
    assert level.requested_by_id == admin.pk
    assert level.named_at
    assert level.configured_at
    assert level.enabled_at
    assert level.status_text == "ENABLED"
    assert [row["value"] for row in sandbox.store("configurations")] == [made.callback_url]


def test_contract_level_leaves_the_company_level_alone(sandbox: Sandbox, admin: User) -> None:
    connected(sandbox, admin, "contract")
    level = Level.objects.get()
    assert level.context == f"urn:li:contract:{CONTRACT}"
    assert level.organization == URN
    assert level.state == LevelState.ENABLED


def test_switched_off_in_recruiter_shows_here(sandbox: Sandbox, admin: User) -> None:
    connected(sandbox, admin, "company")
    sandbox.post("acts/ats-switch", contract=CONTRACT, level="company", on=False)
    connect.levels.refresh()
    assert Level.objects.get().state == LevelState.DISABLED


@pytest.mark.req("LI-17")
def test_one_application_a_customer_with_its_numbers_kept_and_its_history_sent(
    sandbox: Sandbox, admin: User, ragna: User, job: Job
) -> None:
    old = JobFactory.create(status="closed", team={ragna: "recruiter"})
    hired = ApplicationFactory.create(job=old)
    made = connected(sandbox, admin, "company", "contract")
    connect.provision.connect(actor=admin)
    assert Connection.objects.get().application_urn == made.application_urn
    kept = set(Level.objects.values_list("access", "context", "organization"))
    assert kept == {("company", URN, URN), ("contract", f"urn:li:contract:{CONTRACT}", URN)}
    drain()
    sandbox.settle_tasks()
    sent = {kind: str(sandbox.store(kind)) for kind in ("jobs", "atsCandidates", "atsApplications")}
    assert old.job_id in sent["jobs"]
    assert hired.candidate.public_id in sent["atsCandidates"]
    assert hired.public_id in sent["atsApplications"]


def test_what_a_browser_claims_is_not_believed(sandbox: Sandbox, admin: User) -> None:
    connected(sandbox, admin)
    claim = {"integrationContext": "urn:li:organization:1", "integrationType": "ONE_CLICK_EXPORT"}
    with pytest.raises(Refused):
        connect.request.requested(actor=admin, elements=[claim])
    assert not Level.objects.exists()


def test_connecting_again_keeps_the_same_application(sandbox: Sandbox, admin: User) -> None:
    first = connected(sandbox, admin, "company")
    connect.disconnect.disconnect(actor=admin)
    assert Connection.current() is None
    again = connect.provision.connect(actor=admin)
    assert again.client_id == first.client_id
    assert again.secrets == first.secrets


def test_secret_lost_with_the_database_is_rolled(sandbox: Sandbox, admin: User) -> None:
    first = connected(sandbox, admin)
    Connection.objects.update(client_secrets="")
    again = connect.provision.connect(actor=admin)
    assert again.client_id == first.client_id
    assert again.secrets
    assert again.secrets != first.secrets


def test_secrets_are_ciphertext_in_the_database(sandbox: Sandbox, admin: User) -> None:
    from django.db import connection as database

    made = connected(sandbox, admin)
    with database.cursor() as cursor:
        cursor.execute("select client_secrets from linkedin_connection")
        assert made.secrets[0] not in cursor.fetchone()[0]
