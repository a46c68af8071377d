"""How the diagnoses look when much is wrong at once: wide and on a phone, light and dark, in both languages."""

from collections.abc import Callable

import pytest
from diagnosis_stage import Stage, build_stage
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from linkedin_rows import row
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import PoolMember
from tiltrekk.candidates.services import linkedin_pool
from tiltrekk.core import clock
from tiltrekk.linkedin.models import (
    CompanyPage,
    HeldExport,
    Kind,
    Level,
    LevelState,
    MemberConnection,
    MemberMatch,
    Seat,
    SyncRow,
    WhyHeld,
)
from tiltrekk.linkedin.pages import diagnosis

from .conftest import Browse, Shot

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def troubled(product: str) -> Stage:
    """A company where a good deal is not as expected."""
    del product
    stage = build_stage()
    stage.job.seniority = "guru"
    stage.job.save()
    stage.posted(hours=30, read=20)
    CompanyPage.objects.update(confirmed_name="Fjordtech AS")
    stage.contract_level()
    Level.objects.filter(access="company").update(
        state=LevelState.REQUESTED, problem="no reply from LinkedIn: ConnectError", requested_at=stage.ago(3)
    )
    seat = {"contract": "c", "person": "urn:li:person:other", "state": "ACTIVE", "roles": ["RECRUITER"]}
    Seat.objects.create(urn="urn:li:seat:1", **seat)
    record = SyncRow.objects.get(kind=Kind.CANDIDATE, object_id=stage.kari.public_id)
    MemberMatch.objects.create(row=record, since=clock.now(), asked_at=stage.ago(5))
    row(Kind.CANDIDATE, stage.pia.public_id, failed=True, error="422 emailAddresses: too many", since=timezone.now())
    profile = {"firstName": "Ola", "lastName": "Dybvåg"}
    HeldExport.objects.create(
        job=stage.job, why=WhyHeld.NO_PROSPECTS, request_id="r", member="m", profile=profile, received_at=stage.ago(4)
    )
    for person in (stage.kari, stage.pia):
        PoolMember.objects.create(pool=linkedin_pool(), candidate=person, added_at=clock.now())
    return stage


def refused(stage: Stage) -> str:
    """Connections of somebody whose sign-in failed."""
    MemberConnection.objects.filter(user=stage.hilde).delete()
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        session["linkedin_refused"] = {"at": stage.ago(1).isoformat(), "why": "The account is locked"}
        session.save()
    return reverse("accounts:connection-list")


Address = Callable[[Stage], str]
PAGES: dict[str, tuple[str, Address]] = {
    "diagnosis-postings": ("ragna", lambda stage: reverse("postings:job-postings", args=[stage.job.public_id])),
    "diagnosis-job": ("ragna", lambda stage: reverse("linkedin:job-diagnosis", args=[stage.job.public_id])),
    "diagnosis-job-other": ("hilde", lambda stage: reverse("linkedin:job-diagnosis", args=[stage.job.public_id])),
    "diagnosis-prospects": (
        "hilde",
        lambda stage: reverse("applications:prospect-list", args=[stage.job.public_id]),
    ),
    "diagnosis-tab": ("ragna", lambda stage: reverse("linkedin:tab", args=[stage.kari.public_id])),
    "diagnosis-tab-prospect": ("ragna", lambda stage: reverse("linkedin:tab", args=[stage.pia.public_id])),
    "diagnosis-connections": ("hilde", refused),
    "diagnosis-admin": ("admin", lambda _stage: reverse("linkedin:admin")),
    "diagnosis-look-up": ("admin", lambda _stage: reverse("linkedin:look-up") + "?q=e"),
    "diagnosis-help": ("admin", lambda _stage: reverse("linkedin:help")),
    "pool-linkedin": ("ragna", lambda _stage: reverse("candidates:pool-read", args=[linkedin_pool().public_id])),
    "pools": ("ragna", lambda _stage: reverse("candidates:pool-list")),
}


@pytest.mark.parametrize("language", ["en", pytest.param("nb", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_full_of_findings_is_in_order(
    troubled: Stage, browse: Browse, shot: Shot, name: str, language: str
) -> None:
    User.objects.update(language=language)
    who, address = PAGES[name]
    page = browse(getattr(troubled, who))
    page.goto(address(troubled))
    page.evaluate("document.querySelectorAll('main details.li-details').forEach(one => one.open = true)")
    shot(page, f"{name}-{language}")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_pages_of_errors_are_in_order(
    troubled: Stage, browse: Browse, shot: Shot, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.update(language=language)

    def fail(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(diagnosis, "allowed", fail)
    page = browse(troubled.ragna, locale=language)
    for name, address in {
        "404": "/no-such-page/",
        "403": "/admin/linkedin/",
        "400": "/jobs/?q=%00",
        "500": "/linkedin/help/",
    }.items():
        page.goto(address)
        shot(page, f"error-{name}-{language}")
