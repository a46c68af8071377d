"""The LinkedIn page of the Admin center in every state it can be in, and the pages around it: wide and on a phone."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from diagnosis_stage import Stage, build_stage
from django.urls import reverse
from django.utils import timezone
from factories import CandidateFactory, UserFactory
from linkedin_rows import row
from playwright.sync_api import expect
from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.linkedin import journal
from tiltrekk.linkedin.models import (
    ClosedAccount,
    CompanyPage,
    Connection,
    FeedDownload,
    HistoryLoad,
    Hold,
    Kind,
    Level,
    LevelState,
    SyncMinute,
)

from .conftest import Browse, Shot

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTES = (Kind.NOTE, Kind.FEEDBACK, Kind.STAGE)


def in_sync(stage: Stage) -> None:
    """Everything is at LinkedIn, but for prospects and what is private."""
    for n in range(30):
        row(Kind.APPLICATION, f"a{n}", digest="x", parent=stage.kari.public_id)
    for n in range(6):
        row(Kind.CANDIDATE, f"p{n}", held="prospect")
        row(Kind.NOTE, f"n{n}", held="private", parent="a1")
    HistoryLoad.objects.create(
        asked_at=stage.ago(5), queued_at=stage.ago(5), listed=44, listed_at=stage.ago(5), finished_at=stage.ago(4),
        records=44,
    )  # fmt: skip
    FeedDownload.objects.create(at=stage.ago(3), partner_ids=[stage.job.job_id])


def loading(stage: Stage) -> None:
    in_sync(stage)
    HistoryLoad.objects.all().delete()
    HistoryLoad.objects.create(asked_at=stage.ago(1), queued_at=stage.ago(1), listed=1200, listed_at=stage.ago(1))
    for n in range(70):
        row(NOTES[n % 3], f"w{n}", wanted=2, acknowledged=0, urgent=False, parent="a2", since=timezone.now())
    SyncMinute.objects.create(begins=timezone.now() - timedelta(minutes=1), acknowledged=20)


def throttled(stage: Stage) -> None:
    loading(stage)
    Hold.objects.create(
        resource="candidate",
        until=timezone.now() + timedelta(minutes=40),
        reason="429 Resource level throttle DAY limit",
    )
    row(
        Kind.CANDIDATE, stage.pia.public_id, wanted=2, error="429 Resource level throttle DAY limit",
        since=timezone.now(), next_try=timezone.now() + timedelta(minutes=40),
    )  # fmt: skip
    row(Kind.FEEDBACK, "refused", failed=True, error="422 strengths: too long", since=timezone.now(), parent="a3")


def token_refused(stage: Stage) -> None:
    in_sync(stage)
    Connection.objects.update(problem="401 invalid_client: Client authentication failed", problem_at=stage.ago(2))


def restored(stage: Stage) -> None:
    """LinkedIn was told of a change that is not here: somebody was deleted, others came, and a job was opened."""
    in_sync(stage)
    newest, present = events.record(actor=None, verb="job.changed", subject=stage.job), Connection.objects.get()
    journal.note(present.foreign_id, journal.Point(newest.pk, newest.at))
    keys = [journal.Key("urn", Kind.CANDIDATE, f"new{n}", "") for n in range(12)]
    keys += [journal.Key("urn", Kind.JOB, "N1-1077", ""), journal.Key("urn", Kind.APPLICATION, "a3", "x")]
    lost = journal.Point(newest.pk + 40, newest.at + timedelta(hours=1))
    journal.note(present.foreign_id, lost, records=keys, people=[stage.kari.public_id, stage.pia.public_id])


def several_pages(_stage: Stage) -> None:
    CompanyPage.objects.create(name="Fjordtech Marine", company_id="4711")


def left(stage: Stage) -> None:
    for name in ("Kari", "Ola", "Ingeborg"):
        person = CandidateFactory.create(given_name=name, surname="Borte")
        ClosedAccount.objects.create(
            candidate=person, member=f"urn:li:person:{name}", profile_url=f"https://www.linkedin.com/in/{name.lower()}",
            closed_at=stage.ago(80), found_at=stage.ago(8),
        )  # fmt: skip


def nothing(_stage: Stage) -> None:
    """As it is."""


def level(**values: Any) -> Callable[[Stage], object]:
    return lambda _stage: Level.objects.update(**values)


def not_connected(_stage: Stage) -> None:
    Connection.objects.all().delete()
    Level.objects.all().delete()


def admin_page(_stage: Stage) -> str:
    return reverse("linkedin:admin")


def records(stage: Stage) -> str:
    return reverse("linkedin:records", args=[stage.kari.public_id])


def job_page(stage: Stage) -> str:
    return reverse("linkedin:job-diagnosis", args=[stage.job.public_id])


STATES: dict[str, tuple[Callable[[Stage], object], Callable[[Stage], str]]] = {
    "admin-not-connected": (not_connected, admin_page),
    "admin-not-asked": (lambda _stage: Level.objects.all().delete(), admin_page),
    "admin-requested": (level(state=LevelState.REQUESTED, problem="no reply from LinkedIn: ConnectError"), admin_page),
    "admin-partner-ready": (level(state=LevelState.PARTNER_READY, named_at=timezone.now()), admin_page),
    "admin-disabled": (level(state=LevelState.DISABLED, disabled_at=timezone.now()), admin_page),
    "admin-listing": (
        lambda stage: HistoryLoad.objects.create(asked_at=stage.ago(0), queued_at=stage.ago(0), listed=7000),
        admin_page,
    ),
    "admin-loading": (loading, admin_page),
    "admin-in-sync": (in_sync, admin_page),
    "admin-paused": (lambda stage: Connection.objects.update(paused_at=stage.ago(1)), admin_page),
    "admin-copied": (lambda _stage: Connection.objects.update(marker="other"), admin_page),
    "admin-restored": (restored, admin_page),
    "admin-throttled": (throttled, admin_page),
    "admin-token-refused": (token_refused, admin_page),
    "company-pages-one": (nothing, lambda _stage: reverse("linkedin:pages")),
    "company-pages": (several_pages, lambda _stage: reverse("linkedin:pages")),
    "closed-none": (nothing, lambda _stage: reverse("linkedin:closed")),
    "closed": (left, lambda _stage: reverse("linkedin:closed")),
    "records": (in_sync, records),
    "look-up-empty": (nothing, lambda _stage: reverse("linkedin:look-up")),
    "look-up-none": (nothing, lambda _stage: reverse("linkedin:look-up") + "?q=nosuchperson"),
    "help": (nothing, lambda _stage: reverse("linkedin:help")),
    "job-good": (lambda stage: stage.posted(hours=60, read=50), job_page),
    "tab": (in_sync, lambda stage: reverse("linkedin:tab", args=[stage.kari.public_id])),
    "tab-prospect": (nothing, lambda stage: reverse("linkedin:tab", args=[stage.pia.public_id])),
}


@pytest.mark.parametrize("language", ["en", pytest.param("nb", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_in_order(product: str, browse: Browse, shot: Shot, name: str, language: str) -> None:
    del product
    stage = build_stage()
    plant, address = STATES[name]
    plant(stage)
    reader = UserFactory.create(name="Grete Leder", roles=["admin", "recruiter"])
    User.objects.update(language=language)
    page = browse(reader)
    page.goto(address(stage))
    expect(page.locator("h1").first).to_be_visible()
    shot(page, f"state-{name}-{language}")


def test_an_open_page_asks_every_three_seconds(product: str, browse: Browse) -> None:
    """Reading where a million records stand is not done every second for whoever leaves the page open."""
    del product
    page, asked = browse(build_stage().admin), Counter[str]()
    page.on("request", lambda sent: asked.update([sent.headers.get("hx-target", "")]))
    page.goto(reverse("linkedin:admin"))
    page.wait_for_timeout(5500)
    assert 1 <= asked["li-sync"] <= 2, asked
