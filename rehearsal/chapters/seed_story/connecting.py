"""AL, *Set up LinkedIn Recruiter*: connect, choose contract, request, partner ready, enabled."""

from playwright.sync_api import FrameLocator, Locator, Page, expect

from rehearsal import names
from rehearsal.chapters.seed_story.people import ADMIN, allow, go, inside, sign_in, starts_with
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()
LEVELS = ("company", "contract")
CONTRACT = "Recruiter Corporate"  # a word of the name of the contract that the story connects
READY = "Partner ready: waits for a contract administrator"


def admin(stage: Stage, base: str = "") -> Page:
    """Open Admin center › LinkedIn integration."""
    return go(stage, sign_in(stage, ADMIN, base), "admin/linkedin/", base)


def _plugin(page: Page) -> FrameLocator:
    """The configuration plug-in: LinkedIn's frame inside our frame document."""
    return inside(page, "section[aria-labelledby=li-rsc] iframe.li-plugin")


def choose(plugin: FrameLocator, awaited: Locator, contract: str = CONTRACT) -> None:
    """Choose the contract where the plug-in asks for one, until the awaited thing stands there."""
    go_on = plugin.get_by_role("button", name="Continue")
    expect(go_on.or_(awaited).first).to_be_visible()
    if go_on.count():
        plugin.get_by_label(contract).check()
        go_on.click()
    expect(awaited).to_be_visible()


def press_connect(page: Page) -> None:
    """Press *Connect* on the card of Recruiter System Connect."""
    page.locator("section[aria-labelledby=li-rsc] form[action$='/linkedin/connect/'] button").click()


@rule("SEED-8", "Connect leads through LinkedIn's sign-in", source="AL, Recruiter, step 3", grade="S")
def connect(stage: Stage) -> None:
    page = admin(stage)
    stage.shot(page, "before")
    press_connect(page)
    expect(page).to_have_url(starts_with(stage.stack.sandbox_url))
    stage.shot(page, "sign in at linkedin")
    allow(page, ADMIN)
    expect(page).to_have_url(starts_with(stage.stack.product_url))
    expect(page.get_by_role("heading", name=say("LinkedIn integration"))).to_be_visible()
    stage.shot(page, "connected")
    assert stage.wire(lambda one: one["method"] in {"POST", "PUT"} and "/provisionedApplications" in one["path"])


@rule("SEED-9", "With seats in several contracts, choose one", source="AL, Recruiter, step 4", grade="S")
def choose_contract(stage: Stage) -> None:
    page = stage.person(ADMIN)
    plugin = _plugin(page)
    stage.shot(page, "contracts")
    choose(plugin, plugin.get_by_role("button", name="Request company level access"))


@rule("SEED-10", "Request", source="AL, Recruiter, step 5", grade="S")
def request(stage: Stage) -> None:
    page = stage.person(ADMIN)
    page.evaluate("scrollTo(0, 0)")  # a picture of the whole page draws its head where one has scrolled to
    stage.shot(page, "before")
    ask(page, "company")
    stage.shot(page, "requested")


def ask(page: Page, level: str, contract: str = CONTRACT) -> None:
    """Request a level in LinkedIn's plug-in, choosing the contract if asked, until our side is done."""
    plugin = _plugin(page)
    button = plugin.get_by_role("button", name=f"Request {level} level access")
    choose(plugin, button, contract)
    button.click()
    expect(badge(page, level).get_by_text(say(READY)).first).to_be_visible()


def badge(page: Page, level: str) -> Locator:
    """Return the head of a level's row, where its state stands; of all rows when the level has several."""
    return page.locator(f"[data-level={level}] .li-level-head")


@rule("SEED-11", "Partner ready", source="AL, Recruiter, step 6", grade="S")
def partner_ready(stage: Stage) -> None:
    page = stage.person(ADMIN)
    ask(page, "contract")
    for level in LEVELS:
        expect(badge(page, level).get_by_text(say(READY))).to_be_visible()
    stage.shot(page, "partner ready")
    named = stage.wire(lambda one: names.is_about("atsIntegrations")(one) and one["status"] in {200, 201, 204})
    assert named, "the integrations were named on the wire"


@rule("SEED-12", "A contract administrator turns on both levels in Recruiter", source="AL, Recruiter, step 7",
      grade="S")  # fmt: skip
def switch_on(stage: Stage) -> None:
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/recruiter")
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats")
    stage.shot(recruiter, "ats tab")
    for level in reversed(LEVELS):
        pull(recruiter, level)
    stage.shot(recruiter, "both on")
    recruiter.close()


def pull(recruiter: Page, level: str, ats: str = "Tiltrekk", *, on: bool = True) -> None:
    """Move a level's switch on the page *Admin settings › ATS* that is open."""
    lever = recruiter.get_by_role("switch", name=f"{level.capitalize()} level access, {ats}").first
    lever.click()
    expect(lever).to_have_attribute("aria-checked", "true" if on else "false")


@rule("SEED-13", "The Admin center says Enabled", source="AL, Recruiter, step 8", grade="S")
def enabled(stage: Stage) -> None:
    page = admin(stage)
    for level in LEVELS:
        expect(badge(page, level).get_by_text(say("Enabled"))).to_be_visible()
    stage.shot(page, "enabled")
    pushed = stage.wire(lambda one: one["direction"] == "out" and "INTEGRATION_STATUS_CHANGE" in str(one))
    assert pushed, "LinkedIn pushed the change of status"
