"""LR, *Set up your connection with LinkedIn Recruiter*."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.people import RECRUITER, allow, go, sign_in, starts_with
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()


@rule("SEED-14", "Settings (gear) › User settings", source="LR, connection, steps 1 and 2", grade="F")
def user_settings(stage: Stage) -> None:
    page = go(stage, sign_in(stage, RECRUITER), "")
    page.get_by_label(say("Settings")).first.click()
    stage.shot(page, "settings menu")
    page.get_by_role("link", name=say("User settings")).first.click()
    expect(page.get_by_role("navigation", name=say("User settings"))).to_be_visible()
    stage.shot(page, "user settings")


@rule("SEED-15", "Connections › LinkedIn › Connect, with one's own credentials", source="LR, connection, step 3",
      grade="S")  # fmt: skip
def connect(stage: Stage) -> None:
    page = stage.person(RECRUITER)
    page.get_by_role("link", name=say("Connections")).first.click()
    stage.shot(page, "connections")
    connect_own(stage, RECRUITER)
    stage.shot(page, "connected")
    told = stage.wire(lambda one: one["path"] == "/v2/userinfo" and one["status"] == 200)
    assert told, "LinkedIn was asked who the member is"


def connect_own(stage: Stage, key: str) -> None:
    """Connect a colleague's own LinkedIn account, on the page *Connections* that is open in their browser."""
    page = stage.person(key)
    page.locator("form[action$='/linkedin/member/connect/'] button").click()
    allow(page, key)
    expect(page).to_have_url(starts_with(stage.stack.product_url))
    expect(page.locator("form[action$='/linkedin/member/disconnect/'] button")).to_be_visible()
