"""AL, *Set up LinkedIn Recruiter*: connect, choose contract, request, partner ready, enabled."""

from playwright.sync_api import FrameLocator, Page, expect

from rehearsal.chapters.seed_story.people import ADMIN, member_of, sign_in
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
BOTH = ("company", "contract")


def _admin(stage: Stage) -> Page:
    page = sign_in(stage, ADMIN)
    page.goto(f"{stage.stack.product_url}/admin/linkedin/")
    return page


def _plugin(page: Page) -> FrameLocator:
    """The plug-in: LinkedIn's frame inside our frame document."""
    return page.frame_locator("iframe.li-plugin").frame_locator("iframe")


@rule("SEED-8", "Connect leads through LinkedIn's sign-in", source="AL, Recruiter, step 3", grade="S")
def connect(stage: Stage) -> None:
    page = _admin(stage)
    page.get_by_role("button", name="Connect").first.click()
    expect(page).to_have_url(lambda url: url.startswith(stage.stack.sandbox_url))
    stage.shot(page, "sign in at linkedin")
    page.locator(f'button[name=member][value="{member_of(ADMIN)}"]').click()
    stage.shot(page, "consent")
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(lambda url: url.startswith(stage.stack.product_url))
    expect(page.get_by_role("heading", name="LinkedIn integration")).to_be_visible()
    stage.shot(page, "connected")
    assert stage.wire(lambda one: one["method"] == "POST" and "/provisionedApplications" in one["path"])


@rule("SEED-9", "With seats in several contracts, choose one", source="AL, Recruiter, step 4", grade="S")
def choose_contract(stage: Stage) -> None:
    page = _admin(stage)
    plugin = _plugin(page)
    expect(plugin.get_by_text("Choose the contract to connect")).to_be_visible()
    stage.shot(page, "contracts")
    plugin.get_by_label("Recruiter Corporate").check()
    plugin.get_by_role("button", name="Continue").click()
    expect(plugin.get_by_role("button", name="Request company level access")).to_be_visible()


@rule("SEED-10", "Request", source="AL, Recruiter, step 5", grade="S")
def request(stage: Stage) -> None:
    page = stage.person(ADMIN)
    stage.shot(page, "before")
    _plugin(page).get_by_role("button", name="Request company level access").click()
    expect(page.locator("[data-level=company]").get_by_text("Partner ready").first).to_be_visible()
    stage.shot(page, "requested")


@rule("SEED-11", "Partner ready", source="AL, Recruiter, step 6", grade="S")
def partner_ready(stage: Stage) -> None:
    page = stage.person(ADMIN)
    plugin = _plugin(page)
    if plugin.get_by_role("button", name="Continue").count():
        plugin.get_by_label("Recruiter Corporate").check()
        plugin.get_by_role("button", name="Continue").click()
    plugin.get_by_role("button", name="Request contract level access").click()
    for level in BOTH:
        expect(page.locator(f"[data-level={level}] .tag").get_by_text("Partner ready")).to_be_visible()
    stage.shot(page, "partner ready")
    named = stage.wire(
        lambda one: one["method"] == "POST" and "/atsIntegrations" in one["path"] and one["status"] == 200
    )
    assert named, "the integrations were named on the wire"


@rule(
    "SEED-12", "A contract administrator turns on both levels in Recruiter", source="AL, Recruiter, step 7", grade="S"
)
def switch_on(stage: Stage) -> None:
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats")
    stage.shot(recruiter, "ats tab")
    for name in ("Contract level access", "Company level access"):
        lever = recruiter.get_by_role("switch", name=name).first
        lever.click()
        expect(recruiter.get_by_role("switch", name=name).first).to_have_attribute("aria-checked", "true")
    stage.shot(recruiter, "both on")
    recruiter.close()


@rule("SEED-13", "The Admin center says Enabled", source="AL, Recruiter, step 8", grade="S")
def enabled(stage: Stage) -> None:
    page = _admin(stage)
    for level in BOTH:
        badge = page.locator(f"[data-level={level}] .tag").get_by_text("Enabled")
        expect(badge).to_be_visible(timeout=15_000)
    stage.shot(page, "enabled")
