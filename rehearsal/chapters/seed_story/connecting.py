"""AL, *Set up LinkedIn Recruiter*: connect, choose contract, request, partner ready, enabled."""

from playwright.sync_api import FrameLocator, Locator, Page, expect

from rehearsal.chapters.seed_story.people import ADMIN, allow, go, inside, sign_in, starts_with
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
BOTH = ("company", "contract")


def _admin(stage: Stage) -> Page:
    return go(stage, sign_in(stage, ADMIN), "admin/linkedin/")


def _plugin(page: Page) -> FrameLocator:
    """The configuration plug-in: LinkedIn's frame inside our frame document."""
    return inside(page, "section[aria-labelledby=li-rsc] iframe.li-plugin")


def choose(plugin: FrameLocator, awaited: Locator) -> None:
    """Choose the contract where the plug-in asks for one, until the awaited thing stands there."""
    go_on = plugin.get_by_role("button", name="Continue")
    expect(go_on.or_(awaited).first).to_be_visible()
    if go_on.count():
        plugin.get_by_label("Recruiter Corporate").check()
        go_on.click()
    expect(awaited).to_be_visible()


@rule("SEED-8", "Connect leads through LinkedIn's sign-in", source="AL, Recruiter, step 3", grade="S")
def connect(stage: Stage) -> None:
    page = _admin(stage)
    stage.shot(page, "before")
    page.get_by_role("region", name="Recruiter System Connect").get_by_role("button", name="Connect").click()
    expect(page).to_have_url(starts_with(stage.stack.sandbox_url))
    stage.shot(page, "sign in at linkedin")
    allow(page, ADMIN)
    expect(page).to_have_url(starts_with(stage.stack.product_url))
    expect(page.get_by_role("heading", name="LinkedIn integration")).to_be_visible()
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
    stage.shot(page, "before")
    _plugin(page).get_by_role("button", name="Request company level access").click()
    expect(_badge(page, "company").get_by_text("Partner ready")).to_be_visible()
    stage.shot(page, "requested")


def _badge(page: Page, level: str) -> Locator:
    return page.locator(f"[data-level={level}] .li-level-head")


@rule("SEED-11", "Partner ready", source="AL, Recruiter, step 6", grade="S")
def partner_ready(stage: Stage) -> None:
    page = stage.person(ADMIN)
    plugin = _plugin(page)
    ask = plugin.get_by_role("button", name="Request contract level access")
    choose(plugin, ask)
    ask.click()
    for level in BOTH:
        expect(_badge(page, level).get_by_text("Partner ready")).to_be_visible()
    stage.shot(page, "partner ready")
    named = stage.wire(lambda one: "/atsIntegrations" in one["path"] and one["status"] in {200, 201, 204})
    assert named, "the integrations were named on the wire"


@rule("SEED-12", "A contract administrator turns on both levels in Recruiter", source="AL, Recruiter, step 7",
      grade="S")  # fmt: skip
def switch_on(stage: Stage) -> None:
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/recruiter")
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats")
    stage.shot(recruiter, "ats tab")
    for name in ("Contract level access", "Company level access"):
        lever = recruiter.get_by_role("switch", name=f"{name}, Tiltrekk").first
        lever.click()
        expect(lever).to_have_attribute("aria-checked", "true")
    stage.shot(recruiter, "both on")
    recruiter.close()


@rule("SEED-13", "The Admin center says Enabled", source="AL, Recruiter, step 8", grade="S")
def enabled(stage: Stage) -> None:
    page = _admin(stage)
    for level in BOTH:
        expect(_badge(page, level).get_by_text("Enabled")).to_be_visible()
    stage.shot(page, "enabled")
    pushed = stage.wire(lambda one: one["direction"] == "out" and "INTEGRATION_STATUS_CHANGE" in str(one))
    assert pushed, "LinkedIn pushed the change of status"
