"""LR, *Set up your connection with LinkedIn Recruiter*."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.people import RECRUITER, member_of, sign_in
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()


@rule("SEED-14", "Settings (gear) › User settings", source="LR, connection, steps 1 and 2", grade="F")
def user_settings(stage: Stage) -> None:
    page = sign_in(stage, RECRUITER)
    page.get_by_label("Settings").first.click()
    page.get_by_role("link", name="User settings").first.click()
    stage.shot(page, "user settings")


@rule(
    "SEED-15",
    "Connections › LinkedIn › Connect, with one's own credentials",
    source="LR, connection, step 3",
    grade="S",
)
def connect(stage: Stage) -> None:
    page = stage.person(RECRUITER)
    page.get_by_role("link", name="Connections").first.click()
    stage.shot(page, "connections")
    page.get_by_role("button", name="Connect").click()
    page.locator(f'button[name=member][value="{member_of(RECRUITER)}"]').click()
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(lambda url: url.startswith(stage.stack.product_url))
    expect(page.get_by_role("button", name="Disconnect")).to_be_visible()
    stage.shot(page, "connected")
