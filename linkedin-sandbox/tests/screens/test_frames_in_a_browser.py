"""The loader and the frames in a real browser, on a page of another site under a strict-dynamic policy."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from linkedin_sandbox.state import persons
from playwright.sync_api import BrowserContext, BrowserType, FrameLocator, Page, expect

from .conftest import CONTEXT, Company, pages_on

pytestmark = [pytest.mark.browser, pytest.mark.process]

ONBOARDING = ("ATSIntegrationWidget", "/rsc/extensions/onboarding-widget")
PROFILE = ("HcmWidget", "/rsc/extensions/profile-widget")
APPLY = ("AwliWidget", "/talentwidgets/extensions/apply-with-linkedin-widget-v3")
Open = Callable[..., tuple[Page, list[str]]]

PAGE = """<!doctype html><title>A tiny ATS</title>
<script nonce="n1">
window.told = []; window.states = [];
window.first = (...values) => told.push(["first", ...values]);
window.ats = {{second: (...values) => told.push(["second", ...values])}};
addEventListener("message", (event) => event.data.state && states.push(event.data.state));
</script>
<script nonce="n1" type="text/javascript" src="{base}/xdoor/scripts/in.js">
  api_key: {key}
  extensions: {name}@{base}{path}
</script>
<p id="before">Before</p>
<script type="IN/{name}" {attributes}></script>
<p>After</p>"""


@pytest.fixture
def open_page(running: tuple[str, Company], chromium: BrowserType, tmp_path: Path) -> Iterator[Open]:
    """Opens a page of the tiny ATS that holds one widget; gives the page and its console errors."""
    base, company = running
    closing: list[Callable[[], Any]] = []

    def open_page(
        widget: tuple[str, str], attributes: str, *, register: bool = True, cookies: bool = True
    ) -> tuple[Page, list[str]]:
        name, path = widget
        port = base.rpartition(":")[2]
        policy = (
            f"default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; frame-src http://127.0.0.1:{port}; "
            "base-uri 'none'; style-src 'none'"
        )
        headers = {
            "Content-Type": "text/html",
            "Content-Security-Policy": policy,
            "Referrer-Policy": "strict-origin",
        }
        body = PAGE.format(base=base, key=company.child.client_id, name=name, path=path, attributes=attributes)
        served = pages_on("localhost", {"/page": (body.encode(), headers), "/favicon.ico": (b"", {})})
        origin = served.__enter__()
        closing.append(lambda: served.__exit__(None, None, None))
        if register:
            company.register(origin)
        browser = _browser(chromium, tmp_path, cookies=cookies)
        closing.append(browser.close)
        page = browser.pages[0]
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{origin}/page")
        return page, errors

    yield open_page
    for close in reversed(closing):
        close()


def _browser(chromium: BrowserType, folder: Path, *, cookies: bool) -> BrowserContext:
    """A browser profile that lets third-party cookies through, or keeps them out."""
    choice = {"profile": {"cookie_controls_mode": 0 if cookies else 1, "block_third_party_cookies": not cookies}}
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(choice), encoding="utf-8")
    return chromium.launch_persistent_context(folder, executable_path="/usr/bin/chromium", args=["--no-sandbox"])


def _frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[data-lisandbox]")


def _sign_in(frame: FrameLocator, name: str, button: str = "Sign in") -> None:
    frame.get_by_role("link", name=button, exact=True).click()
    frame.get_by_role("button", name=f"Sign in as {name}").click()


def test_the_plugin_is_walked_inside_the_ats_page(open_page: Open, running: tuple[str, Company]) -> None:
    attributes = (
        'data-supported-bundled-integration-types="RECRUITER_SYSTEM_CONNECT_COMPANY,RECRUITER_SYSTEM_CONNECT_CONTRACT" '
        'data-onintegrate="first" data-width="520"'
    )
    page, errors = open_page(ONBOARDING, attributes)
    frame = _frame(page)

    _sign_in(frame, "Kari Myklebust", "Connect")
    frame.get_by_role("radio", name="Bergen").check()
    frame.get_by_role("button", name="Continue").click()
    frame.get_by_role("button", name="Request company level access").click()
    row = frame.locator("[data-level=company]")
    expect(row.get_by_text("A contract admin switches it on")).to_be_visible()  # the ATS named these types before

    (told,) = page.evaluate("told")
    assert told[0] == "first"
    assert {one["integrationType"] for one in told[1]} == {"IN_ATS_INDICATOR", "ONE_CLICK_EXPORT", "PROFILE_PLUGIN"}
    assert {one["integrationContext"] for one in told[1]} == {CONTEXT}
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] == 520
    assert box["height"] > 250
    assert page.evaluate("states").count("ready") >= 1
    assert errors == []
    assert running[1].state.db.value("select state from levels where level = 'company'") == "PARTNER_READY"


def test_the_profile_frame_links_and_unlinks(open_page: Open, running: tuple[str, Company]) -> None:
    attributes = (
        f'data-widget-type="ATS" data-ats-candidate-id="C-2" data-integration-context="{CONTEXT}" '
        'data-show-unlink-url="true" data-confirm-unlink="true" data-onlink="first" data-onunlink="ats.second" '
        'data-width="800"'
    )
    page, errors = open_page(PROFILE, attributes)
    frame = _frame(page)
    expect(frame.get_by_text("Sign in with a Recruiter seat")).to_be_visible()
    page.wait_for_function("states.includes('signed-out')")

    _sign_in(frame, "Astrid Lunde")
    frame.get_by_role("button", name="Link Tobias Wrenfield").click()
    expect(frame.get_by_role("heading", name="Tobias Wrenfield")).to_be_visible()
    frame.get_by_role("link", name="Recruiting activities").click()
    frame.get_by_role("button", name="Unlink", exact=True).click()
    frame.get_by_role("button", name="Yes, unlink").click()
    expect(frame.get_by_text("Which of these is Tobias Wrenfield?")).to_be_visible()

    urn = persons.urn_of(running[1].child.id, "tobias-j")
    assert page.evaluate("told") == [["first", urn], ["second", urn]]
    assert errors == []


def test_the_apply_button_fills_the_callback(open_page: Open) -> None:
    attributes = (
        f'data-company-job-code="N1-1042" data-integration-context="{CONTEXT}" data-mode="BUTTON_DATA" '
        'data-callback-method="ats.second" data-size="large" data-width="400"'
    )
    page, errors = open_page(APPLY, attributes)
    frame = _frame(page)

    _sign_in(frame, "Solveig Brekke", "Apply with my profile")
    frame.get_by_role("button", name="Share and go on").click()
    expect(frame.get_by_text("your profile is shared")).to_be_visible()

    (told,) = page.evaluate("told")
    assert told[1]["firstName"] == "Solveig"
    assert len(told[2]) == 64
    assert errors == []


def test_on_a_page_that_is_not_registered_nothing_is_drawn_and_the_console_says_why(open_page: Open) -> None:
    page, errors = open_page(PROFILE, 'data-ats-candidate-id="C-1"', register=False)
    page.wait_for_timeout(500)

    assert page.locator("iframe").count() == 0
    assert any("is not in validJsSdkDomains" in error for error in errors)


def test_without_third_party_cookies_the_frame_says_so_and_tells_the_page(open_page: Open) -> None:
    attributes = f'data-ats-candidate-id="C-1" data-integration-context="{CONTEXT}" data-onlink="first"'
    page, errors = open_page(PROFILE, attributes, cookies=False)
    frame = _frame(page)

    expect(frame.get_by_role("heading", name="This frame cannot see who you are")).to_be_visible()
    expect(frame.get_by_role("heading", name="Solveig Brekke")).to_be_hidden()
    page.wait_for_function("states.includes('blocked')")
    assert errors == []
