"""Every row of the troubleshooting table is a diagnosis on the page where one looks for the thing (attract.md §7.12).

Each case plants a cause, finds the sentence with what was planted in it and the way to mend it, in both languages, and
sees it gone when the cause is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from diagnosis_stage import RAGNA, Stage, applied_elsewhere
from django.test import Client
from django.urls import reverse
from linkedin_rows import row, signed_in, text
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import SocialIdentity
from tiltrekk.core import clock
from tiltrekk.jobs.models import Status
from tiltrekk.linkedin.models import (
    Access,
    CompanyPage,
    Connection,
    JobOperation,
    Kind,
    Level,
    LevelState,
    Listing,
    MemberConnection,
    MemberMatch,
    Seat,
    SyncRow,
)
from tiltrekk.postings.models import Posting, State

pytestmark = pytest.mark.django_db

Do = Callable[[Stage], Any]


@dataclass(frozen=True)
class Case:
    """One row of the table. ``way`` is an address, or words, that the remedy must hold for whoever looks."""

    code: str
    page: Callable[[Stage], str]
    plant: Do
    seen: str
    way: Callable[[Stage], str]
    mend: Do
    who: Callable[[Stage], User] = lambda stage: stage.ragna


def url(name: str, *args: str) -> str:
    return reverse(name, args=args)


def postings(stage: Stage) -> str:
    return url("postings:job-postings", stage.job.public_id)


def diagnosis(stage: Stage) -> str:
    return url("linkedin:job-diagnosis", stage.job.public_id)


def details(stage: Stage) -> str:
    return url("jobs:job-details", stage.job.public_id)


def kari(stage: Stage) -> str:
    return url("linkedin:tab", stage.kari.public_id)


def connections(_stage: Stage) -> str:
    return url("accounts:connection-list")


def admin_page(_stage: Stage) -> str:
    return url("linkedin:admin")


def admin(stage: Stage) -> User:
    return stage.admin


def change(stage: Stage, **values: Any) -> None:
    for name, value in values.items():
        setattr(stage.job, name, value)
    stage.job.save()


def seen_there(_stage: Stage) -> None:
    Listing.objects.update(confirmed_posted_at=clock.now())


def fail_to_sign_in(stage: Stage) -> None:
    """LinkedIn sends the browser back with the reason instead of a code."""
    MemberConnection.objects.all().delete()
    session = stage.client.session
    session["linkedin_state"] = "state"
    session.save()
    given = {"state": "state", "error": "unauthorized", "error_description": "The account is locked"}
    stage.client.get(url("linkedin:member-return"), given)


def hours_ago(number: int) -> Do:
    """LinkedIn's last challenge."""
    return lambda _stage: Connection.objects.update(challenged_at=clock.now() - timedelta(hours=number))


def secret(value: str) -> Do:
    return lambda _stage: Connection.objects.update(client_secrets=value)


def connect(user: User, person: str) -> None:
    MemberConnection.objects.create(user=user, person=person, connected_at=clock.now())


def connect_ragna(stage: Stage) -> None:
    connect(stage.ragna, RAGNA)


def seats_of_others(stage: Stage) -> None:
    stage.contract_level()
    Seat.objects.create(
        urn="urn:li:seat:1", contract="c", person="urn:li:person:other", state="ACTIVE", roles=["RECRUITER"]
    )


def a_seat(_stage: Stage) -> None:
    Seat.objects.create(urn="urn:li:seat:2", contract="c", person=RAGNA, state="ACTIVE", roles=["RECRUITER"])


def asked_and_nobody_found(stage: Stage) -> None:
    record = SyncRow.objects.get(kind=Kind.CANDIDATE, object_id=stage.kari.public_id)
    MemberMatch.objects.create(row=record, since=clock.now(), asked_at=clock.now())


def level(**values: Any) -> Do:
    return lambda _stage: Level.objects.filter(access=Access.COMPANY).update(**values)


def stage_of(name: str) -> Do:
    def move(stage: Stage) -> None:
        found = stage.job.process.stages.get(kind=name)
        Application.objects.filter(candidate=stage.pia).update(stage=found)
        if name != "prospect":
            row(Kind.CANDIDATE, stage.pia.public_id, digest="held")

    return move


def link(stage: Stage) -> None:
    values = {"provider": "linkedin", "external_id": "urn:li:person:k", "since": clock.now()}
    SocialIdentity.objects.create(candidate=stage.kari, **values)


def take_down(_stage: Stage) -> None:
    Posting.objects.update(state=State.UNPOSTED)


CASES = {
    "cannot sign in at LinkedIn": Case(
        "sign_in_refused", connections, fail_to_sign_in, "The account is locked",
        lambda _stage: "https://www.linkedin.com/login", connect_ragna,
    ),
    "not there after a day: company ID missing": Case(
        "no_company", postings, lambda _stage: CompanyPage.objects.all().delete(), "LinkedIn",
        lambda _stage: "Anna Administrator", lambda _stage: CompanyPage.objects.create(name="F", company_id="1"),
    ),
    "not there after a day: company ID of another page": Case(
        "company_check", postings, lambda stage: stage.posted(hours=30, read=20), "90210",
        lambda _stage: "https://www.linkedin.com/company/90210/", seen_there,
    ),
    "not there: address incomplete": Case(
        "location-incomplete", postings, lambda stage: change(stage, city=""), "Nor",
        lambda stage: f"{details(stage)}#id_city", lambda stage: change(stage, city="Bergen"),
    ),
    "not there after a day: a duplicate": Case(
        "duplicate", postings, lambda stage: stage.posted(hours=30, read=20), "Premium",
        lambda _stage: "https://www.linkedin.com/jobs/search/?f_C=90210", seen_there,
    ),
    "not there: the usual delay": Case(
        "delay", diagnosis, lambda stage: stage.posted(hours=2), "LinkedIn", lambda _stage: "", seen_there,
    ),
    "not there: nobody reads the feed": Case(
        "feed_not_read", postings, lambda stage: stage.posted(hours=50), "LinkedIn",
        lambda _stage: "Anna Administrator", seen_there,
    ),
    "under the wrong company": Case(
        "name_mismatch", postings,
        lambda stage: (stage.posted(hours=1), CompanyPage.objects.update(confirmed_name="Fjordtech AS")),
        "Fjordtech AS", lambda _stage: "https://www.linkedin.com/help/linkedin/ask",
        lambda _stage: CompanyPage.objects.update(name="Fjordtech AS"),
    ),
    "it cannot be posted: a test job": Case(
        "test_job", postings,
        lambda stage: Listing.objects.update_or_create(job=stage.job, defaults={"is_test": True}), "test",
        lambda stage: f"{diagnosis(stage)}#li-test", lambda _stage: Listing.objects.update(is_test=False),
    ),
    "not in Recruiter: a test job": Case(
        "test_job", diagnosis,
        lambda stage: Listing.objects.update_or_create(job=stage.job, defaults={"is_test": True}), "test",
        lambda stage: f"{diagnosis(stage)}#li-test", lambda _stage: Listing.objects.update(is_test=False),
    ),
    "not in the Careers panel": Case(
        "limited_listing", postings, lambda stage: stage.posted(hours=1), "Premium", lambda _stage: "", take_down,
    ),
    "seniority missing": Case(
        "seniority_not_shown", postings, lambda stage: change(stage, seniority="guru"), "guru",
        lambda stage: f"{details(stage)}#id_seniority", lambda stage: change(stage, seniority="director"),
    ),
    "employment type missing": Case(
        "employment_type_not_shown", postings, lambda stage: change(stage, employment_type="gig"), "gig",
        lambda stage: f"{details(stage)}#id_employment_type", lambda stage: change(stage, employment_type="contract"),
    ),
    "no Post Now: not a recruiter": Case(
        "not_posted", postings, lambda _stage: None, "LinkedIn", lambda _stage: "Ragna Rekrutterer",
        lambda stage: stage.posted(hours=1), lambda stage: stage.hilde,
    ),
    "no Post Now: not active": Case(
        "not_active", postings, lambda stage: change(stage, status=Status.CLOSED), "LinkedIn", details,
        lambda stage: change(stage, status=Status.ACTIVE),
    ),
    "stuck at Notify partner": Case(
        "level_requested", admin_page,
        level(state=LevelState.REQUESTED, problem="no reply from LinkedIn: ConnectError", requested_at=clock.now()),
        "LinkedIn", lambda _stage: url("linkedin:notify"), level(state=LevelState.ENABLED), admin,
    ),
    "stays at Partner ready": Case(
        "level_partner_ready", admin_page, level(state=LevelState.PARTNER_READY), "Admin settings › ATS",
        lambda _stage: url("linkedin:notify"), level(state=LevelState.ENABLED), admin,
    ),
    "no messages: not asked for hours": Case(
        "challenge_late", admin_page, hours_ago(3), "3 ", lambda _stage: url("linkedin:notify"), hours_ago(1), admin,
    ),
    "no messages: probably blocked": Case(
        "challenge_blocked", admin_page, hours_ago(30), "LinkedIn", lambda _stage: url("linkedin:notify"),
        hours_ago(1), admin,
    ),
    "no applications: probably blocked": Case(
        "deliveries_blocked", admin_page, applied_elsewhere, "LinkedIn", lambda _stage: url("linkedin:onsite-again"),
        lambda _stage: Connection.objects.update(deliveries_challenged_at=clock.now()), admin,
    ),
    "people apply elsewhere": Case(
        "off_site", diagnosis, applied_elsewhere, "Converted",
        lambda stage: url("linkedin:job-again", stage.job.public_id),
        lambda _stage: JobOperation.objects.update(apply_status="ENABLED"),
    ),
    "no messages: the secret is lost": Case(
        "no_secret", admin_page, secret(""), "LinkedIn", lambda _stage: url("linkedin:rotate"), secret("new"), admin,
    ),
    "no LinkedIn function: not set up": Case(
        "not_connected", connections, lambda _stage: Connection.objects.update(disconnected_at=clock.now()), "LinkedIn",
        lambda _stage: "Anna Administrator", lambda _stage: Connection.objects.update(disconnected_at=None),
    ),
    "no LinkedIn function: not connected": Case(
        "own_not_connected", kari, lambda _stage: MemberConnection.objects.all().delete(), "LinkedIn", connections,
        connect_ragna,
    ),
    "tab basic only: no seat": Case(
        "no_seat", kari, seats_of_others, "Recruiter", lambda _stage: "https://www.linkedin.com/m/logout/", a_seat,
    ),
    "nobody matched": Case(
        "no_match", kari, asked_and_nobody_found, "kari@example.org", lambda _stage: "",
        lambda _stage: MemberMatch.objects.update(members=["urn:li:person:k"]),
    ),
    "job not found when exporting: no Prospect stage": Case(
        "no_prospects", diagnosis, lambda stage: stage.job.process.stages.filter(kind="prospect").update(enabled=False),
        "", lambda stage: url("jobs:job-process", stage.job.public_id),
        lambda stage: stage.job.process.stages.update(enabled=True),
    ),
    "job not found when exporting: colleague not connected": Case(
        "not_connected_user", diagnosis, lambda _stage: None, "Hilde Sjef", lambda _stage: "Hilde Sjef",
        lambda stage: connect(stage.hilde, "urn:li:person:h"),
    ),
    "job not found when exporting: another system's list": Case(
        "other_system", diagnosis, lambda _stage: None, "Change ATS", lambda stage: stage.job.job_id,
        lambda _stage: Level.objects.update(state=LevelState.DISABLED),
    ),
    "exported person not among the applicants": Case(
        "on_prospects_tab", diagnosis, lambda _stage: None, "1",
        lambda stage: url("applications:prospect-list", stage.job.public_id), stage_of("application"),
    ),
    "In ATS shows nothing": Case(
        "prospect", lambda stage: url("linkedin:tab", stage.pia.public_id), lambda _stage: None, "Marine engineer",
        lambda stage: url("applications:application-read", stage.pia.applications.get().public_id),
        stage_of("application"),
    ),
    "notes of colleagues not visible": Case(
        "private_by_default", kari, lambda stage: stage.contract_level(), "InMail", lambda _stage: "",
        lambda _stage: Level.objects.filter(access=Access.CONTRACT).delete(),
    ),
    "InMail history missing: company level only": Case(
        "company_level_only", kari, lambda _stage: None, "InMail", lambda _stage: "Anna Administrator",
        lambda stage: stage.contract_level(),
    ),
    "InMail history missing: read every half hour": Case(
        "pull_delay", kari, lambda stage: stage.contract_level(), "", lambda _stage: "",
        lambda _stage: Level.objects.filter(access=Access.CONTRACT).delete(),
    ),
    "InMail history missing: not linked": Case(
        "not_linked", kari, lambda stage: stage.contract_level(), "Kari Nordmann", lambda _stage: "", link,
    ),
}  # fmt: skip


def findings(client: Client, address: str) -> dict[str, str]:
    """Return what the page tells, by code, with the addresses of its links and buttons."""
    shown = text(client.get(address))
    items = re.findall(r'data-code="([\w-]+)">(.*?)</li>', shown, re.DOTALL)
    return {code: unescape(part) for code, part in items}


def words(part: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", part, flags=re.DOTALL)).strip()


@pytest.mark.req("DIA-01")
@pytest.mark.parametrize("name", CASES)
def test_a_cause_is_told_with_its_remedy_and_goes_when_mended(name: str, stage: Stage) -> None:
    case = CASES[name]
    case.plant(stage)
    who = case.who(stage)
    client = stage.client if who == stage.ragna else signed_in(who)
    told: dict[str, str] = {}
    for language in ("en", "nb"):
        User.objects.filter(pk=who.pk).update(language=language)
        found = findings(client, case.page(stage))
        assert case.code in found, (language, sorted(found))
        told[language] = words(found[case.code])
        assert case.seen in told[language]
        assert case.way(stage) in found[case.code]
    assert told["en"] != told["nb"], told
    case.mend(stage)
    assert case.code not in findings(client, case.page(stage))
