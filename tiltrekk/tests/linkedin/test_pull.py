"""What recruiters do at LinkedIn, read without what they write to people."""

from datetime import timedelta
from itertools import pairwise

import pytest
from linkedin_rows import stored
from sandbox_process import Sandbox, connected
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, PoolMember
from tiltrekk.core import clock
from tiltrekk.linkedin.models import Cursor, InMail, RecruiterNote, Seat, SharedProfile
from tiltrekk.linkedin.pull import cursors, run

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days of history are enough to need several windows."""
    monkeypatch.setattr(cursors, "FIRST_PULL", timedelta(days=2))


@pytest.fixture
def live(sandbox: Sandbox, admin: User) -> Sandbox:
    connected(sandbox, admin, "contract")
    return sandbox


def catch_up(sandbox: Sandbox) -> None:
    """Ninety days in windows of twelve hours, twelve windows a minute and seat."""
    for _ in range(40):
        run.pull()
        if not cursors.is_behind():
            return
        sandbox.post("clock", advance_seconds=61)
    raise AssertionError("the pull does not come to its end")


@pytest.mark.req("LI-35", "LI-38", "LI-39", "LIP-08")
def test_inmail_is_known_without_its_words(live: Sandbox) -> None:
    live.post("acts/inmail", seat=1, member="kari", subject="canarysubject", body="canarybody")
    live.post("acts/inmail-reply", seat=1, member="kari", body="canaryreply")
    live.post("clock", advance_seconds=2)
    catch_up(live)
    assert sorted(InMail.objects.values_list("direction", flat=True)) == ["received", "sent"]
    assert Seat.objects.get(urn="urn:li:seat:1").name == "Ragna Rekrutterer"
    found = stored()
    assert InMail.objects.latest("pk").event_id in found, "everything is searched"
    assert "canary" not in found


def test_pulling_again_changes_nothing(live: Sandbox) -> None:
    live.post("acts/inmail", seat=1, member="kari")
    live.post("clock", advance_seconds=2)
    catch_up(live)
    live.post("clock", advance_seconds=1800)
    run.pull()
    assert InMail.objects.count() == 1


@pytest.mark.req("LI-23", "LI-39", "LIP-06")
def test_public_notes_only_and_withdrawn_ones_go(live: Sandbox) -> None:
    live.post("acts/note", seat=1, member="kari", text="secretcanary", visibility="PRIVATE")
    note = live.post("acts/note", seat=1, member="kari", text="open words", visibility="PUBLIC")["id"]
    live.post("clock", advance_seconds=2)
    catch_up(live)
    assert list(RecruiterNote.objects.values_list("text", flat=True)) == ["open words"]
    live.post("acts/note-change", seat=1, note=note, text="now secretcanary", visibility="PRIVATE")
    live.post("clock", advance_seconds=1800)
    run.pull()
    assert not RecruiterNote.objects.exists()


@pytest.mark.req("LI-35", "LI-40", "LI-41", "LIP-02")
def test_people_who_agree_to_share_come_into_the_linkedin_pool(live: Sandbox) -> None:
    live.post("acts/inmail", seat=1, member="kari")
    live.post("acts/inmail", seat=1, member="ola")
    live.post("acts/inmail-reply", seat=1, member="kari", share=True, share_email=True)
    live.post("acts/inmail-reply", seat=1, member="ola", share=False)
    live.post("clock", advance_seconds=2)
    catch_up(live)
    member = PoolMember.objects.get(pool__system_key="linkedin")
    assert member.candidate.name == "Kari Nordmann"
    assert [one.address for one in member.candidate.emails.all()] == ["kari@example.org"]
    assert Candidate.objects.count() == 1
    agreed = SharedProfile.objects.get()
    assert agreed.person == member.candidate.identities.get().external_id, "who did not agree has no record"
    assert agreed.agreed_at
    assert clock.now() - agreed.agreed_at < timedelta(hours=1)


def test_company_level_alone_pulls_nothing(sandbox: Sandbox, admin: User) -> None:
    connected(sandbox, admin, "company")
    run.pull()
    assert not sandbox.calls("seatsV2")
    assert not run.is_due()


def test_first_pull_reaches_back_ninety_days_in_half_days(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    at = cursors.cursor("inmail", "urn:li:contract:1")
    new, *history = cursors.windows(at)
    assert new[1] > at.until
    assert len(history) == 180
    assert all(end - start <= timedelta(hours=12) for start, end in history)
    assert all(later[0] == earlier[1] for later, earlier in pairwise(history))
    assert (history[0][1], history[-1][0]) == (at.since, at.begins)


def begin_a_minute(live: Sandbox) -> None:
    """At a minute's end LinkedIn may count a call as the next's, and we not."""
    live.post("clock", advance_seconds=61 - clock.now().second)


def test_new_message_does_not_wait_behind_the_history(live: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, "FIRST_PULL", timedelta(days=90))
    begin_a_minute(live)
    run.pull()
    assert cursors.is_behind()
    live.post("acts/inmail", seat=1, member="kari")
    live.post("clock", advance_seconds=61)
    run.pull()
    assert cursors.is_behind()
    assert InMail.objects.count() == 1


def test_own_limit_reached_is_no_trouble_to_tell(live: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, "FIRST_PULL", timedelta(days=90))
    begin_a_minute(live)
    run.pull()
    assert cursors.is_behind()
    assert not Cursor.objects.exclude(error="").exists()


@pytest.mark.req("FLT-46")
def test_three_days_away_leave_no_gap_and_no_double(live: Sandbox) -> None:
    catch_up(live)
    live.post("acts/inmail", seat=1, member="kari")
    live.post("clock", advance_seconds=72 * 3600)
    live.post("acts/inmail", seat=1, member="ola")
    live.post("clock", advance_seconds=2)
    catch_up(live)
    assert InMail.objects.count() == 2
    queries = [one["query"] for one in live.calls("conversationEvents") if "seat%3A1" in one["query"]]
    assert len(queries) == len(set(queries))
