"""After disconnecting, what was read of recruiters' dealings waits for a decision, for thirty days at most."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from factories import CandidateFactory
from linkedin_rows import connected_row, signed_in, text
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed
from tiltrekk.core.models import Event
from tiltrekk.linkedin import connect, tasks
from tiltrekk.linkedin.connect import imported
from tiltrekk.linkedin.models import Connection, Cursor, InMail, RecruiterNote, Seat, StoredToken, SyncRow
from tiltrekk.linkedin.pages import home
from tiltrekk.linkedin.pull import cursors

pytestmark = [pytest.mark.django_db, pytest.mark.req("LIP-11")]
CONTRACT = "urn:li:contract:5150"


@pytest.fixture(autouse=True)
def left(admin: User, settings: Any, tmp_path: Path) -> Connection:
    """Something was read, and then LinkedIn was disconnected."""
    settings.DATA_DIR, settings.CLOCK_FILE = tmp_path, str(tmp_path / "clock")
    connection = connected_row()
    cursors.cursor("inmail", CONTRACT, "urn:li:seat:1")
    Seat.objects.create(urn="urn:li:seat:1", contract=CONTRACT, person="urn:li:person:r", state="ACTIVE", roles=[])
    row = {"seat": "urn:li:seat:1", "person": "urn:li:person:k"}
    InMail.objects.create(event_id="1", thread="t", direction="sent", at=clock.now(), **row)
    RecruiterNote.objects.create(note_id=1, text="x", modified_at=clock.now(), **row)
    SyncRow.objects.create(organization="urn:li:organization:1", kind="candidate", object_id="k", rank=3, digest="x")
    StoredToken.objects.create(client_id="child", value="token", expires_at=clock.now() + timedelta(hours=1))
    CandidateFactory.create()
    connect.disconnect.disconnect(actor=admin)
    return connection


def pass_days(settings: Any, days: float) -> None:
    Path(settings.CLOCK_FILE).write_text(str(timedelta(days=days).total_seconds()))
    tasks.due()


def there() -> int:
    return sum(model.objects.count() for model in (InMail, RecruiterNote, Seat))


def test_tokens_are_destroyed_at_once(left: Connection) -> None:
    assert not StoredToken.objects.exists()
    assert Connection.current() is None


def test_undecided_it_goes_after_thirty_days_and_people_stay(settings: Any) -> None:
    pass_days(settings, 29.9)
    assert there() == 3
    pass_days(settings, 30.1)
    assert there() == 0
    assert not Cursor.objects.filter(contract=CONTRACT).exists(), "connected again, it is read anew"
    assert Candidate.objects.count() == 1
    assert SyncRow.objects.count() == 1, "what LinkedIn holds is remembered"
    pass_days(settings, 31)
    assert Event.objects.filter(verb="linkedin.imported_deleted").count() == 1


def test_kept_by_an_administrator_it_stays(settings: Any, admin: User) -> None:
    client = signed_in(admin)
    assert [one.route for one in home.matters()] == ["linkedin:admin"]
    assert "unless you keep it" in text(client.get(reverse("linkedin:admin")))
    client.post(reverse("linkedin:imported-keep"))
    assert home.matters() == []
    pass_days(settings, 90)
    assert there() == 3
    assert Event.objects.get(verb="linkedin.imported_kept").actor_id == admin.pk


def test_deleted_by_an_administrator_it_goes_at_once(admin: User) -> None:
    client = signed_in(admin)
    client.post(reverse("linkedin:imported-delete"))
    assert there() == 0
    assert home.matters() == []
    assert "Still here from" not in text(client.get(reverse("linkedin:admin")))


def test_nothing_is_asked_while_linkedin_is_connected(left: Connection, settings: Any, admin: User) -> None:
    Connection.objects.update(disconnected_at=None)
    assert imported.left_here() is None
    imported.delete(actor=admin)
    assert there() == 3


def test_others_than_administrators_decide_nothing(ragna: User) -> None:
    for act in (imported.keep, imported.delete):
        with pytest.raises(NotAllowed):
            act(actor=ragna)
