"""Set-up, linking and applying as people do them, in Chromium, with LinkedIn's frames from another host."""

import pytest
from factories import ApplicationFactory, CandidateFactory
from playwright.sync_api import FrameLocator, Page, expect
from sandbox_process import CONTRACT, ORGANIZATION, Sandbox, connected, drain, link_member
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import SocialIdentity
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import Level, LevelState, SyncRow
from tiltrekk.linkedin.sync import load

from .conftest import BLOCKED, Browse, House, Shot

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def widget(page: Page, name: str) -> FrameLocator:
    """LinkedIn's frame inside our own frame document."""
    return page.frame_locator(f'iframe[title="{name}"]').frame_locator("iframe")


def synced(sandbox: Sandbox) -> None:
    """Everything that is in scope is at LinkedIn."""
    load.ask()
    drain()
    sandbox.settle_tasks()


def sign_in_to_linkedin(frame: FrameLocator, button: str, person: str) -> None:
    frame.get_by_role("link", name=button).click()
    frame.get_by_role("button", name=f"Sign in as {person}").click()


def consent_at_linkedin(page: Page, person: str) -> None:
    page.locator("button.choice", has_text=person).click()
    page.get_by_role("button", name="Allow").click()


@pytest.mark.req("LI-16", "RSC-101")
def test_an_administrator_goes_from_nothing_to_enabled(house: House, browse: Browse, shot: Shot) -> None:
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    shot(page, "admin-1-empty")
    page.get_by_label("Company name").fill("Fjordtech")
    page.get_by_label("Company ID").fill("urn:90210")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The company ID has digits only").first).to_be_visible()
    page.get_by_label("Company ID").fill(str(ORGANIZATION))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Compare with the page on LinkedIn")).to_be_visible()
    page.get_by_role("button", name="Connect", exact=True).click()
    consent_at_linkedin(page, "Ragna Rekrutterer")
    expect(page.get_by_text("Your LinkedIn account is connected.")).to_be_visible()
    plugin = widget(page, "LinkedIn's set-up")
    plugin.get_by_role("button", name="Request company level access").click()
    company = page.locator("[data-level=company]")
    expect(company.get_by_text("Partner ready: waits for a contract administrator")).to_be_visible()
    expect(company.get_by_text("More › Admin settings › ATS › Company level access")).to_be_visible()
    expect(widget(page, "LinkedIn's set-up").get_by_text("Partner ready").first).to_be_visible()
    shot(page, "admin-2-partner-ready")
    house.sandbox.post("acts/ats-switch", contract=CONTRACT, level="company", on=True)
    company.get_by_role("button", name="Check again").click()
    expect(company.get_by_text("Enabled", exact=True)).to_be_visible()
    assert Level.objects.get().state == LevelState.ENABLED


def test_the_page_notices_a_switch_without_being_loaded_again(house: House, browse: Browse) -> None:
    connected(house.sandbox, house.admin, "company")
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    page.evaluate("window.same = true")
    expect(page.locator("#li-badge")).to_have_text("Enabled")
    house.sandbox.post("acts/ats-switch", contract=CONTRACT, level="company", on=False)
    connect.levels.refresh()
    expect(page.locator("[data-level=company]").get_by_text("Switched off in LinkedIn")).to_be_visible()
    expect(page.locator("#li-badge")).to_have_text("A step left")
    assert page.evaluate("window.same") is True


@pytest.mark.req("LI-21", "LI-22", "LI-24", "LI-25", "LI-26")
def test_the_tab_shows_the_match_and_links_and_unlinks_by_the_frame(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company", "contract")
    link_member(house.sandbox, house.ragna, "ragna")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="someone.else@example.org")
    ApplicationFactory.create(job=house.job, candidate=kari)
    synced(house.sandbox)
    page = browse(house.ragna)
    page.goto(f"/candidates/{kari.public_id}/linkedin/")
    frame = widget(page, "Profile from LinkedIn")
    sign_in_to_linkedin(frame, "Sign in", "Ragna Rekrutterer")
    frame.get_by_placeholder("Search by name or profile link").fill("Kari")
    frame.get_by_role("button", name="Search").click()
    expect(frame.get_by_role("button", name="Link Kari Nordmann")).to_be_visible()
    shot(page, "tab-1-choose")
    frame.get_by_role("button", name="Link Kari Nordmann").click()
    expect(page.get_by_text("Linked to Kari Nordmann on LinkedIn")).to_be_visible()
    member = SocialIdentity.objects.get(candidate=kari).external_id
    assert member.startswith("urn:li:person:")
    drain()
    record = next(text for one in house.sandbox.store("atsCandidates") if kari.public_id in (text := str(one)))
    assert member in record
    page.reload()
    frame = widget(page, "Profile from LinkedIn")
    expect(frame.get_by_role("button", name="Send InMail").first).to_be_visible()
    shot(page, "tab-2-linked")
    frame.get_by_role("button", name="Save to a job").click()
    frame.get_by_role("button", name="Save Kari").click()  # leads to the activities; a click now cancels it
    expect(frame.get_by_text(f"You saved Kari to {house.job.job_id}")).to_be_visible()
    page.get_by_role("button", name="Unlink", exact=True).click()
    expect(page.get_by_text("Not matched with a LinkedIn profile")).to_be_visible()
    assert not SocialIdentity.objects.filter(candidate=kari).exists()


@pytest.mark.req("LI-46", "OQ-29")
def test_blocked_cookies_are_explained(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=house.job, candidate=kari)
    synced(house.sandbox)
    page = browse(house.ragna, cookies=BLOCKED)
    page.goto(f"/candidates/{kari.public_id}/linkedin/")
    page.get_by_text("Nothing but a sign-in button, or an empty frame?").click()
    expect(page.get_by_text("Let LinkedIn use third-party cookies on this page")).to_be_visible()
    shot(page, "tab-3-blocked")


def test_a_frame_that_never_comes_is_replaced_by_what_we_know(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=house.job, candidate=kari)
    synced(house.sandbox)
    page = browse(house.ragna)
    page.route("**/xdoor/scripts/in.js", lambda route: route.abort())
    page.goto(f"/candidates/{kari.public_id}/linkedin/")
    expect(page.get_by_text("LinkedIn's frame did not come.")).to_be_visible(timeout=10_000)
    expect(page.locator("#li-known dl")).to_be_visible()
    expect(page.locator("iframe.li-frame")).to_be_hidden()
    shot(page, "tab-4-missing")


def test_a_prospect_shows_what_we_know_and_why_no_more(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    ola = CandidateFactory.create(given_name="Ola", surname="Dybvåg", email=False, member="urn:li:person:abc")
    prospect = ApplicationFactory.create(job=house.job, candidate=ola, at="prospect", source="linkedin")
    drain()
    page = browse(house.ragna)
    page.goto(f"/candidates/{ola.public_id}/linkedin/")
    expect(page.get_by_text("The live profile appears once the person has moved past Prospect.")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    shot(page, "tab-5-prospect")
    page.goto(f"/jobs/{house.job.public_id}/prospects/")
    expect(page.get_by_text("Held back: prospect")).to_be_visible()
    shot(page, "prospects")
    page.goto(f"/applications/{prospect.public_id}/linkedin/")
    expect(page.locator("#drawer").get_by_text("Linked to Ola Dybvåg on LinkedIn")).to_be_visible()
    shot(page, "drawer")


@pytest.mark.req("LI-19")
def test_a_colleague_connects_and_disconnects(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    page = browse(house.ragna)
    page.goto(f"/jobs/{house.job.public_id}/team/")
    expect(page.get_by_text("LinkedIn not connected").first).to_be_visible()
    shot(page, "team")
    page.goto("/settings/connections/")
    page.get_by_role("button", name="Connect", exact=True).click()
    consent_at_linkedin(page, "Ragna Rekrutterer")
    expect(page.get_by_text("Your LinkedIn account is connected.")).to_be_visible()
    shot(page, "connections")
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("Your LinkedIn account is disconnected.")).to_be_visible()


def test_failed_records_are_told_by_name_and_retried(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=house.job, candidate=kari)
    prospect = CandidateFactory.create(given_name="Ola", surname="Dybvåg", email=False)
    ApplicationFactory.create(job=house.job, candidate=prospect, at="prospect")
    load.ask()
    drain()

    SyncRow.objects.filter(kind="candidate", object_id=kari.public_id).update(
        failed=True, error="emailAddresses: not a valid address", since=kari.created_at, attempts=1
    )
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    expect(page.get_by_text("Candidate: Kari Nordmann")).to_be_visible()
    shot(page, "admin-3-failed")
    page.goto("/")
    expect(page.get_by_text("LinkedIn refused 1 record")).to_be_visible()
    shot(page, "home")
    page.goto("/admin/linkedin/")
    page.get_by_role("button", name="Retry now").click()
    drain()
    expect(page.get_by_text("Nothing failed")).to_be_visible()


def test_the_pages_stand_in_norwegian(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company", "contract")
    User.objects.update(language="nb")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=house.job, candidate=kari)
    synced(house.sandbox)
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    shot(page, "admin-nb")
    page.goto(f"/candidates/{kari.public_id}/linkedin/")
    shot(page, "tab-nb")
    page.goto(f"/jobs/{house.job.public_id}/linkedin/")
    shot(page, "diagnosis-nb")
