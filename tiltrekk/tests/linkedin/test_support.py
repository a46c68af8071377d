"""What LinkedIn's support asks for is at hand, without a secret in it; secrets are exchanged without a gap."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection as database
from factories import CandidateFactory
from linkedin_rows import signed_in
from sandbox_process import Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import delete
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import support, tasks
from tiltrekk.linkedin.connect import rotation
from tiltrekk.linkedin.models import Connection, FailedCall, StoredToken, SyncRow

pytestmark = [pytest.mark.process, pytest.mark.django_db]
HOUR = 3600


@pytest.fixture
def refused(live: Sandbox, job: Job, ragna: User) -> Candidate:
    """Somebody whom LinkedIn does not take."""
    person = CandidateFactory.create(given_name="Canaryname")
    live.fault("PUT /v2/atsCandidates*", "entity", nth=1, status=422)
    advance(hiring.add_applicant(actor=ragna, job=job, candidate=person), ragna, "screening")
    drain()
    return person


def files(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_the_bundle_of_a_record_has_all_a_ticket_needs(live: Sandbox, refused: Candidate, admin: User) -> None:
    row = SyncRow.objects.get(failed=True)
    answer = signed_in(admin).post("/admin/linkedin/support/", {"row": row.pk})
    found = files(answer.content)
    connection = Connection.objects.get()
    assert connection.client_id in found["ticket.txt"]
    assert "x-li-uuid: none" not in found["ticket.txt"]
    assert found["request.txt"].startswith("PUT http")
    assert refused.public_id in found["request.txt"]
    assert "X-Restli-Method: batch_update" in found["request.txt"]
    assert "422" in found["answer.txt"]
    assert 'data-widget-type="ATS"' in found["widget.html"]
    assert refused.public_id in found["widget.html"]


def test_no_secret_is_in_it_and_nothing_of_it_is_readable_in_the_database(
    live: Sandbox, refused: Candidate, admin: User
) -> None:
    whole = "".join(files(signed_in(admin).post("/admin/linkedin/support/").content).values())
    secrets = [*Connection.objects.get().secrets, StoredToken.objects.latest("pk").value]
    assert not [one for one in secrets if one in whole]
    with database.cursor() as cursor:
        cursor.execute("select array_agg(to_jsonb(f)::text) from linkedin_failedcall f")
        assert "Canaryname" not in str(cursor.fetchone())


def test_a_secret_in_a_refused_exchange_is_masked(live: Sandbox, admin: User) -> None:
    rotation.rotate(actor=admin)
    old = Connection.objects.get().secrets[1]
    live.post("clock", advance_seconds=2 * HOUR)
    live.fault("POST /v2/developerApplicationsSecurity*", status=503)
    rotation.retire_old_secret()
    kept = FailedCall.objects.latest("pk")
    assert old not in kept.request + kept.answer
    assert "***" in kept.request


def test_what_succeeds_is_not_kept(live: Sandbox, job: Job, ragna: User) -> None:
    FailedCall.objects.all().delete()
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    drain()
    assert not FailedCall.objects.exists()


def test_calls_are_kept_for_two_weeks_and_not_beyond_their_person(
    live: Sandbox, refused: Candidate, admin: User
) -> None:
    old = FailedCall.objects.create(at=clock.now() - timedelta(days=15), call="x", status=500, request="r", answer="a")
    support.forget_old()
    assert not FailedCall.objects.filter(pk=old.pk).exists()
    assert FailedCall.objects.exists()
    delete(actor=admin, candidate=refused)
    assert not FailedCall.objects.exists()


def test_only_administrators_get_it(live: Sandbox, refused: Candidate, ragna: User) -> None:
    with pytest.raises(NotAllowed):
        support.newest(actor=ragna)


# --- the secret ---------------------------------------------------------------------------------------------------


@pytest.mark.req("LIP-13", "SEC-75")
def test_the_secret_is_exchanged_without_a_gap(live: Sandbox, admin: User, ragna: User, job: Job) -> None:
    before = Connection.objects.get().secrets
    rotation.rotate(actor=admin)
    both = Connection.objects.get().secrets
    assert (both[1:], both[0] == before[0]) == (before, False)
    with pytest.raises(Refused):
        rotation.rotate(actor=admin)
    assert not rotation.is_due()
    live.post("clock", advance_seconds=HOUR + 1)
    assert rotation.is_due()
    rotation.retire_old_secret()
    assert Connection.objects.get().secrets == both[:1]
    StoredToken.objects.all().delete()
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    drain()
    assert len(live.store("atsCandidates")) == 1, "the new secret alone fetches tokens"


def test_the_old_secret_stays_while_linkedin_does_not_answer(live: Sandbox, admin: User) -> None:
    rotation.rotate(actor=admin)
    live.post("clock", advance_seconds=HOUR + 1)
    live.fault("POST /v2/developerApplicationsSecurity*", status=503, nth=1)
    rotation.retire_old_secret()
    assert len(Connection.objects.get().secrets) == 2
    rotation.retire_old_secret()
    assert len(Connection.objects.get().secrets) == 1


def test_the_worker_retires_it_by_itself(live: Sandbox, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rotation.rotate(actor=admin)
    live.post("clock", advance_seconds=HOUR + 1)
    asked: list[bool] = []
    monkeypatch.setattr(tasks.retire_secret.wrapped, "defer", lambda: asked.append(True))
    tasks.due()
    assert asked == [True]
