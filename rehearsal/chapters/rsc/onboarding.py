"""Module 1, customer onboarding."""

import sqlite3
from typing import Any

from linkedin_talent.client import LinkedInClient
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.integrations import ConfigurationKey, integration_key
from linkedin_talent.tokens import Application
from playwright.sync_api import Page, expect

from demo.company.jobs import COMPANY, COMPANY_ID
from demo.company.world import CONTRACT_ID, SECOND_CONTRACT_ID
from rehearsal import names
from rehearsal.chapters.rsc.people import R1, candidate_page, offers, postings, widget
from rehearsal.chapters.seed_story import connecting
from rehearsal.chapters.seed_story.connecting import LEVELS, admin, ask, badge, press_connect, pull
from rehearsal.chapters.seed_story.export import A_MINUTE, SIX_MINUTES, activate, draft, let_linkedin_take
from rehearsal.chapters.seed_story.people import ADMIN, allow, go, recruiter_at, sign_in, starts_with, tab
from rehearsal.chapters.seed_story.posting import post, save_company
from rehearsal.chapters.seed_story.user import connect_own
from rehearsal.company.jobs import NEIGHBOUR, NEIGHBOUR_PREFIX
from rehearsal.rules import chapter
from rehearsal.stack import Installation
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()
SOURCE = "RSC certification, module 1"
ORGANIZATION = f"urn:li:organization:{COMPANY_ID}"
SECOND_CONTRACT = "offshore projects"  # words of its name
PRIVATE_JOB, PUBLIC_JOB, NEIGHBOUR_JOB = "Tower climber", "Mooring engineer", "Cable ship mate"
PRIVATE, PUBLIC = "PRIVATE_TO_ATS_INTEGRATION", "PUBLIC"
PATIENCE = 150  # seconds; which task is due is asked once a minute
WITHOUT_LISTS = (
    "Without access lists the values are ALL_PRODUCT_USERS and everybody sees every job. The product never does so: "
    "who may export to a job is its hiring team, and only access lists tell LinkedIn. The values are shown with client "
    "and sandbox: linkedin-sandbox/tests/test_data.py, test_without_access_lists_…"
)
HALF_AN_HOUR, SIXTEEN_MINUTES = 31 * 60, 16 * 60


@rule("RSC-101", "A customer sets RSC up for the first time", source=SOURCE, grade="S")
def first_time(stage: Stage) -> None:
    save_company(admin(stage), COMPANY_ID)
    for step in (connecting.connect, connecting.choose_contract, connecting.request, connecting.partner_ready):
        step(stage)
    nothing_leaves = say("Nothing leaves yet: no level is switched on.")
    expect(stage.person(ADMIN).locator("#li-sync")).to_contain_text(nothing_leaves)
    connecting.switch_on(stage)
    connecting.enabled(stage)
    _urns_are_kept(stage)
    _names_are_ours(stage)
    _secret_stays_inside(stage)
    created = stage.wire(lambda one: _provisions(one) and one["status"] == 201)
    assert len(created) == 1, f"provisioned {len(created)} times"


def _urns_are_kept(stage: Stage) -> None:
    for words in (COMPANY_ID, str(CONTRACT_ID)):
        expect(stage.person(ADMIN).locator("#li-levels").get_by_text(words).first).to_be_visible()
    key = stage.stack.first.rows("select client_id from linkedin_connection")
    assert key == [(applications(stage)[0]["client_id"],)], f"kept API key {key}"
    kept = stage.stack.first.rows("select context, organization from linkedin_level order by access")
    wanted = [(ORGANIZATION, ORGANIZATION), (f"urn:li:contract:{CONTRACT_ID}", ORGANIZATION)]
    assert kept == wanted, f"kept {kept}"
    stage.fact(f"Stored: {ORGANIZATION}, urn:li:contract:{CONTRACT_ID}")


def _names_are_ours(stage: Stage) -> None:
    names = {one["name"] for one in stage.store("integrations")}
    assert all(one and one.startswith(COMPANY) for one in names), f"integrations are called {names}"
    stage.fact(f"In Recruiter the integrations are called {', '.join(sorted(names))}")


def _secret_stays_inside(stage: Stage) -> None:
    """Neither a page or frame that the administrator saw nor the database holds it as plain text."""
    secret = applications(stage)[0]["secret"]
    shown = [frame.content() for frame in stage.person(ADMIN).frames]
    assert len(secret) > 8, "no secret was made"
    assert not [text for text in shown if secret in text], "the secret went to a browser"
    assert secret not in stage.stack.dump(), "the secret lies in the database as plain text"


def _provisions(one: dict[str, Any]) -> bool:
    return bool(one["method"] == "POST" and one["path"].rstrip("/").endswith("/provisionedApplications"))


def applications(stage: Stage) -> list[dict[str, Any]]:
    """Return the child applications from the sandbox's own files, elder first: no API would tell their secrets."""
    question = """select id, client_id, unique_foreign_id as foreign_id, domains,
        json_extract(secrets, '$[0]') as secret from applications where parent is not null order by id"""
    with sqlite3.connect(stage.stack.data / "sandbox.sqlite3") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(question)]


@rule("RSC-102", "The customer chooses whether synced jobs are public or private; without a choice they are private",
      source=SOURCE, grade="F")  # fmt: skip
def public_or_private(stage: Stage) -> None:
    go(stage, sign_in(stage, R1), "settings/connections/")
    connect_own(stage, R1)
    draft(stage, PRIVATE_JOB, by=R1)
    _key, private = activate(stage.person(R1))
    let_linkedin_take(stage, private)
    assert _availability(stage, private) == PRIVATE, "without a setting a job was not private"
    _set_mode(stage, "api")
    draft(stage, PUBLIC_JOB, by=R1)
    _key, public = activate(stage.person(R1))
    tab(stage.person(R1), "Postings")
    post(stage, stage.person(R1))
    let_linkedin_take(stage, public)
    for wait in (
        SIX_MINUTES,
        A_MINUTE,
    ):  # asked after five; the one that makes it public takes one
        stage.stack.control("POST", "clock", json={"advance_seconds": wait})
        stage.eventually(lambda: _availability(stage, public) == PUBLIC, "the posted job is public", seconds=PATIENCE)
    _seen_in_search(stage)
    page = recruiter_at(stage, R1, "")
    stage.eventually(lambda: offers(page, PRIVATE_JOB, private).count(), "the private job is in the export box")
    stage.shot(page, "the private job in the export box")


def _set_mode(stage: Stage, mode: str) -> None:
    page = admin(stage)
    page.locator("[data-dialog-open=li-posting-dialog]").click()
    page.locator("#li-posting-dialog select[name=mode]").select_option(mode)
    stage.shot(page, "the setting")
    page.locator("#li-posting-dialog button.btn-brand").click()
    expect(page.locator("section[aria-labelledby=li-posting]")).to_contain_text("API")


def _availability(stage: Stage, job_id: str) -> str:
    """Return what the newest operation on a job asked for; empty before the first."""
    sent = postings(stage, job_id)
    return str(sent[-1]["availability"]) if sent else ""


def _seen_in_search(stage: Stage) -> None:
    search = stage.tab(R1)
    search.goto(f"{stage.stack.sandbox_url}/jobs?q={PUBLIC_JOB}")
    expect(search.get_by_text(PUBLIC_JOB).first).to_be_visible()
    stage.shot(search, "the public job in search")
    search.goto(f"{stage.stack.sandbox_url}/jobs?q={PRIVATE_JOB}")
    expect(search.get_by_role("link", name=PRIVATE_JOB)).to_have_count(0)
    search.close()


@rule("RSC-103", "Several contracts at once, one application for each instance, traffic with its own credentials only",
      source=SOURCE, grade="F")  # fmt: skip
def two_instances(stage: Stage) -> None:
    second = stage.kept["neighbour"] = stage.stack.install("neighbour", company="neighbour")
    page = _connect_neighbour(stage, second)
    before = len(applications(stage))
    _connect_again(page, second)
    assert len(applications(stage)) == before == 2, "the second provisioning of an instance made another application"
    for level in LEVELS:
        ask(page, level, SECOND_CONTRACT)
    mine = _ask_for_second_contract(stage)
    _switch_on(stage)
    expect(badge(mine, "contract").get_by_text(say("Enabled"))).to_have_count(2)
    stage.shot(mine, "one instance with two contracts")
    go(stage, page, "admin/linkedin/", second.url)
    for level in LEVELS:
        expect(badge(page, level).get_by_text(say("Enabled"))).to_be_visible()
    stage.shot(page, "the other instance")
    draft(stage, NEIGHBOUR_JOB, by=R1, base=second.url)
    _key, job_id = activate(stage.person(R1))
    let_linkedin_take(stage, job_id)
    _nothing_crosses(stage)


def _connect_neighbour(stage: Stage, second: Installation) -> Page:
    page = admin(stage, second.url)
    save_company(page, COMPANY_ID)
    press_connect(page)
    allow(page, ADMIN)
    expect(page).to_have_url(starts_with(second.url))
    stage.shot(page, "the second instance is connected")
    return page


def _connect_again(page: Page, second: Installation) -> None:
    """Disconnect and set up once more, as an installation would that lost what it knew."""
    page.locator("[data-dialog-open=li-leave]").click()
    page.locator("#li-leave button.btn-danger").click()
    press_connect(page)
    allow(page, ADMIN)
    expect(page).to_have_url(starts_with(second.url))
    expect(page.locator("#li-levels")).to_be_visible()


def _ask_for_second_contract(stage: Stage) -> Page:
    page = stage.tab(ADMIN)
    go(stage, page, "admin/linkedin/")
    page.locator("details.li-setup").filter(has=page.locator("iframe")).locator("summary").click()
    ask(page, "contract", SECOND_CONTRACT)
    stage.shot(page, "a second contract")
    return page


def _switch_on(stage: Stage) -> None:
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats?contract={SECOND_CONTRACT_ID}")
    pull(recruiter, "contract", f"Tiltrekk - {COMPANY}")
    for level in LEVELS:
        pull(recruiter, level, f"Tiltrekk - {NEIGHBOUR}")
    stage.shot(recruiter, "several at once")
    recruiter.close()


def _nothing_crosses(stage: Stage) -> None:
    """Each job is named only in calls with the token of its own instance's application."""
    instances = [one["id"] for one in applications(stage)]
    prefixes = dict(zip(instances, ("N1-", f"{NEIGHBOUR_PREFIX}-"), strict=True))
    calls = stage.wire(lambda one: one["direction"] == "in" and one["path"].startswith(names.EVERY))
    for call in calls:
        for application, prefix in prefixes.items():
            if f'"{prefix}' in call["request"]:
                assert call["application"] == application, f"{call['path']} with another instance's token"
    count = {one: sum(call["application"] == one for call in calls) for one in instances}
    assert all(count.values()), f"an instance said nothing: {count}"
    stage.fact(f"{sum(count.values())} calls, each with the token of its own instance: {list(count.values())}")


@rule("LI-29", "Change ATS leads to the other environment of the company, and an export arrives there alone",
      source="attract.md §7; decision 37", grade="S")  # fmt: skip
def change_ats(stage: Stage) -> None:
    second = stage.kept["neighbour"]
    go(stage, sign_in(stage, R1, second.url), "settings/connections/", second.url)
    stage.person(R1).locator("form[action$='/linkedin/member/connect/'] button").click()
    allow(stage.person(R1), R1)
    expect(stage.person(R1)).to_have_url(starts_with(second.url))
    page = recruiter_at(stage, R1, "")
    stage.eventually(lambda: _offered_there(page), "the neighbour's job is in its box", seconds=60)
    expect(page.get_by_role("option", name=PRIVATE_JOB)).to_have_count(0)
    stage.shot(page, "the other environment's job")
    name = page.get_by_role("heading", level=1).first.inner_text()
    page.get_by_role("option", name=NEIGHBOUR_JOB).click()
    page.get_by_role("button", name="Export", exact=True).click()
    arrived = "select count(*) from candidates_candidate"
    stage.eventually(lambda: second.number(arrived) == 1, f"{name} arrived at the neighbour's")
    assert not stage.stack.first.rows("select 1 from linkedin_notification where type like 'EXPORT%%'"), "and here too"
    _leave_neighbour(stage)


def _offered_there(page: Page) -> int:
    page.reload()
    page.get_by_role("button", name="Change ATS").click()
    page.locator("#change-ats").get_by_label(f"Tiltrekk - {NEIGHBOUR}").check()
    page.get_by_role("button", name="Use this ATS").click()
    return offers(page, NEIGHBOUR_JOB, NEIGHBOUR_JOB).count()


def _leave_neighbour(stage: Stage) -> None:
    """Switch the neighbour off for the contract the other rules are walked in."""
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats?contract={SECOND_CONTRACT_ID}")
    pull(recruiter, "company", f"Tiltrekk - {NEIGHBOUR}", on=False)
    recruiter.close()


@rule("RSC-104", "The settings of the integration are stored; with access lists no viewer value is set",
      source=SOURCE, grade="F")  # fmt: skip
def settings(stage: Stage) -> None:
    mine = applications(stage)[0]["id"]
    kept = {one["key"]: one["value"] for one in stage.store("configurations") if one["application"] == mine}
    assert set(kept) == {"CALLBACK_URL"}, f"configured: {kept}"
    assert kept["CALLBACK_URL"].startswith(f"{stage.stack.product_url}/linkedin/callback/"), kept["CALLBACK_URL"]
    assert _read_back(stage) == kept, "read by LinkedIn's own address it is another"
    pushed = stage.wire(lambda one: one["direction"] == "out" and kept["CALLBACK_URL"].endswith(one["path"]))
    reached = [one for one in pushed if one["status"] == 200]
    assert reached, "no push reached the callback"
    stage.shot(admin(stage), "enabled")
    stage.fact(f"{len(reached)} pushes were answered with 200")
    stage.fact(WITHOUT_LISTS)


def _read_back(stage: Stage) -> dict[str, str]:
    """Ask by the API what is configured for the export, with the application's own credentials."""
    mine, base = applications(stage)[0], stage.stack.sandbox_url
    key = integration_key("ONE_CLICK_EXPORT", organization=ORGANIZATION)
    with LinkedInClient(Endpoints(base, base, base), Application(mine["client_id"], (mine["secret"],))) as client:
        found = client.configurations.get(key, list(ConfigurationKey))
    return {str(name): value for name, value in found.items()}


@rule("RSC-105", "The JavaScript domain is the one that hosts the product: elsewhere the widget stays away",
      source=SOURCE, grade="F")  # fmt: skip
def right_host(stage: Stage) -> None:
    domains = applications(stage)[0]["domains"]
    assert stage.stack.product_url in domains, f"registered: {domains}"
    candidate = someone_synced(stage)
    page = candidate_page(stage, ADMIN, candidate)
    expect(widget(page).locator("body")).to_be_visible()
    stage.shot(page, "the right host")
    wrong = stage.stack.product_url.replace("localhost", "127.0.0.1")
    said: list[str] = []
    page = sign_in(stage, ADMIN, wrong)
    page.on("console", lambda message: said.append(message.text))
    go(stage, page, f"candidates/{candidate}/linkedin/", wrong)
    expect(page.locator("#li-help")).to_be_visible()
    stage.shot(page, "a wrong host")
    assert any("validJsSdkDomains" in text for text in said), f"LinkedIn said nothing: {said}"
    go(stage, page, "admin/linkedin/")


def someone_synced(stage: Stage) -> str:
    """Return a candidate whom LinkedIn holds, waiting for the first."""
    found = stage.eventually(lambda: stage.store("atsCandidates"), "somebody is at LinkedIn", seconds=120)
    return str(found[0]["key"])


@rule("RSC-106", "Tokens are fetched by POST, kept, used again, and renewed when they end or are revoked",
      source=SOURCE, grade="F")  # fmt: skip
def tokens(stage: Stage) -> None:
    asked = stage.wire(_asks_for_token)
    assert all(one["method"] == "POST" and not one["query"] for one in asked), (
        "a token was asked for other than by POST"
    )
    calls = stage.wire(lambda one: one["direction"] == "in" and one["path"].startswith(names.EVERY))
    assert len(calls) > 3 * len(asked), f"{len(asked)} tokens for {len(calls)} calls"
    _renews(stage, "revoked", SIXTEEN_MINUTES, revoke=True)
    _renews(stage, "ended", HALF_AN_HOUR)
    stage.shot(admin(stage), "it goes on")
    stage.fact(
        f"{len(asked)} tokens served {len(calls)} calls; one more after the revocation, one more after their end"
    )


def _asks_for_token(one: dict[str, Any]) -> bool:
    return bool(one["direction"] == "in" and one["path"].endswith("/accessToken"))


def _renews(stage: Stage, why: str, seconds: int, *, revoke: bool = False) -> None:
    """The regular reading of InMail and notes, due every quarter of an hour, needs a token."""
    mine = applications(stage)[0]
    before = [one["id"] for one in stage.wire(_asks_for_token)]
    if revoke:
        stage.stack.control("POST", "tokens/revoke", json={"client_id": mine["client_id"]})
    stage.stack.control("POST", "clock", json={"advance_seconds": seconds})

    def renewed() -> bool:
        new = [
            one for one in stage.wire(_asks_for_token) if one["id"] > max(before) and one["application"] == mine["id"]
        ]
        return bool(new) and bool(stage.wire(lambda one: one["id"] > new[0]["id"] and _is_served(one, mine["id"])))

    stage.eventually(renewed, f"a new token where the old one was {why}", seconds=60)


def _is_served(one: dict[str, Any], application: int) -> bool:
    return bool(one["application"] == application and one["path"].startswith(names.EVERY) and one["status"] == 200)
