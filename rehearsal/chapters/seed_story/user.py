"""LR, *Set up your connection with LinkedIn Recruiter*."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.people import RECRUITER, allow, go, sign_in, starts_with
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()


@rule("SEED-14", "Settings (gear) › User settings", source="LR, connection, steps 1 and 2", grade="F")
def user_settings(stage: Stage) -> None:
    page = go(stage, sign_in(stage, RECRUITER), "")
    page.get_by_label("Settings").first.click()
    stage.shot(page, "settings menu")
    page.get_by_role("link", name="User settings").first.click()
    expect(page.get_by_role("navigation", name="User settings")).to_be_visible()
    stage.shot(page, "user settings")


@rule("SEED-15", "Connections › LinkedIn › Connect, with one's own credentials", source="LR, connection, step 3",
      grade="S")  # fmt: skip
def connect(stage: Stage) -> None:
    page = stage.person(RECRUITER)
    page.get_by_role("link", name="Connections").first.click()
    stage.shot(page, "connections")
    page.get_by_role("button", name="Connect", exact=True).click()
    allow(page, RECRUITER)
    expect(page).to_have_url(starts_with(stage.stack.product_url))
    expect(page.get_by_role("button", name="Disconnect")).to_be_visible()
    stage.shot(page, "connected")
    told = stage.wire(lambda one: one["path"] == "/v2/userinfo" and one["status"] == 200)
    assert told, "LinkedIn was asked who the member is"
