"""The status page tells what happened, how far a load is, and where to go on."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories import UserFactory
from linkedin_rows import row, signed_in, text
from linkedin_talent.budget import charges
from tiltrekk.accounts.models import User
from tiltrekk.core import clock, troubles
from tiltrekk.linkedin.models import (
    Connection,
    DroppedField,
    HistoryLoad,
    Hold,
    Kind,
    Level,
    MemberConnection,
    SyncMinute,
)
from tiltrekk.linkedin.store import DatabaseBudget

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("no reply from LinkedIn: ConnectError", "LinkedIn cannot be reached."),
        ("no reply from LinkedIn: ReadTimeout", "LinkedIn did not answer in time."),
        ("the time limit of the call has passed", "LinkedIn did not answer in time."),
        ("the reply is not a JSON object", "was not to be understood"),
        ("503 Service Unavailable", "LinkedIn has a fault of its own."),
        ("403 Not enough permissions", "Is the level switched on in Recruiter"),
        ("422 emailAddresses: too many", "“emailAddresses: too many”"),
        ("not built: KeyError", "The record could not be made."),
        ("deadly", "The program ended three times"),
    ],
)
def test_what_happened_is_told_in_a_sentence(noted: str, said: str, as_admin: Client, connection: Connection) -> None:
    row(Kind.CANDIDATE, "d", wanted=2, error=noted, since=timezone.now())
    Hold.objects.create(resource="candidate", until=timezone.now(), reason=noted)
    shown = unescape(text(as_admin.get(reverse("linkedin:admin"))))
    assert shown.count(said) == 2
    assert "Error" not in shown.partition('id="li-sync"')[2].partition("</section>")[0]


@pytest.mark.req("INV-09")
def test_a_part_of_the_worker_that_fails_is_named(as_admin: Client, connection: Connection) -> None:
    troubles.note("linkedin sync", KeyError("x"))
    troubles.note("linkedin sync", KeyError("x"))
    shown = unescape(text(as_admin.get(reverse("linkedin:admin"))))
    assert "part “linkedin sync” failed 2 times with KeyError" in shown


@pytest.mark.req("LIP-12")
def test_a_limit_of_the_day_that_is_nearly_used_up_is_warned_of(as_admin: Client, connection: Connection) -> None:
    address = reverse("linkedin:admin")
    assert "None is used today" in text(as_admin.get(address))
    spend(connection, 74_999)
    shown = text(as_admin.get(address))
    assert "74 % used today of the fullest, atsCandidates requests/day" in shown
    assert "Nearly used up" not in shown
    spend(connection, 1)
    assert "Nearly used up: atsCandidates requests/day 75 %" in text(as_admin.get(address))


def spend(connection: Connection, calls: int) -> None:
    """Count calls about people, all of them today."""
    [charge] = [one for one in charges("atsCandidates", clock.now()) if one.counter == "atsCandidates requests/day"]
    DatabaseBudget().spend(connection.client_id, [replace(charge, cost=calls)], now=clock.now())


@pytest.mark.req("LIP-01")
def test_what_came_and_was_not_kept_is_counted_where_an_administrator_sees_it(
    as_admin: Client, connection: Connection
) -> None:
    DroppedField.objects.create(name="photo", times=3, last_at=clock.now())
    assert "Not kept, by the name of the field: photo (3)" in text(as_admin.get(reverse("linkedin:admin")))


def test_the_diagnosis_follows_what_happens_at_linkedin(as_admin: Client, connection: Connection) -> None:
    Level.objects.update(state="partner_ready")
    address = reverse("linkedin:admin")
    before = as_admin.get(address).content.decode()
    version = before.partition('id="li-diagnosis-card"')[2].partition('data-live-version="')[2].partition('"')[0]
    polled = {"X-Live": "1", "HX-Target": "li-diagnosis-card"}
    assert as_admin.get(address, {"since": version}, headers=polled).status_code == 204
    Level.objects.update(state="enabled")
    after = as_admin.get(address, {"since": version}, headers=polled).content.decode()
    assert "not switched on in LinkedIn" in before
    assert "not switched on in LinkedIn" not in after


def test_in_norwegian_too(admin: User, connection: Connection) -> None:
    User.objects.update(language="nb")
    row(Kind.CANDIDATE, "d", wanted=2, error="no reply from LinkedIn: ConnectError", since=timezone.now())
    assert "LinkedIn kan ikke nås" in text(signed_in(admin).get(reverse("linkedin:admin")))


def test_a_load_on_its_way_shows_how_far_how_fast_and_how_long(as_admin: Client, connection: Connection) -> None:
    made = HistoryLoad.objects.create(asked_at=clock.now(), queued_at=timezone.now(), listed=7)
    assert "The history is being listed: 7 records so far." in text(as_admin.get(reverse("linkedin:admin")))
    HistoryLoad.objects.update(listed_at=clock.now())
    row(Kind.CANDIDATE, "a", digest="x")
    for name in "bcd":
        row(Kind.CANDIDATE, name, wanted=2, urgent=False)
    SyncMinute.objects.create(begins=timezone.now() - timedelta(minutes=1), acknowledged=1)
    shown = text(as_admin.get(reverse("linkedin:admin")))
    assert "The history is loading: 1 of 4 records." in shown
    assert "1 a minute, about 3 minutes left." in shown
    HistoryLoad.objects.filter(pk=made.pk).update(finished_at=clock.now(), records=4)
    assert "The history is loaded: 4 records," in text(as_admin.get(reverse("linkedin:admin")))


def test_who_turned_back_at_linkedins_sign_in_goes_on_from_there(connection: Connection) -> None:
    admin = UserFactory.create(roles=["admin", "recruiter"])
    Level.objects.all().delete()
    client = signed_in(admin)
    client.get(reverse("linkedin:member-return"), {"error": "user_cancelled_login", "state": "lost"})
    assert "nobody has signed in at LinkedIn yet" in text(client.get(reverse("linkedin:admin")))
    answer = client.post(reverse("linkedin:go-on"))
    assert "oauth/v2/authorization" in text(answer)
    MemberConnection.objects.create(user=admin, person="urn:li:person:a", connected_at=clock.now())
    assert "nobody has signed in at LinkedIn yet" not in text(client.get(reverse("linkedin:admin")))
    assert client.post(reverse("linkedin:go-on")).status_code == 302
