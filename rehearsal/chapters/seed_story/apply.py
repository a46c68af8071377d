"""AL, *Set up Apply with LinkedIn*, and a candidate who uses it."""

from playwright.sync_api import Locator, Page, expect

from rehearsal.chapters.seed_story.connecting import choose
from rehearsal.chapters.seed_story.people import (
    ADMIN,
    RECRUITER,
    go,
    inside,
    name_of,
    sign_in,
    sign_in_at_linkedin,
    someone_new,
)
from rehearsal.chapters.seed_story.posting import JOB
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import either, language, say

RULES, rule = chapter()


def _card(page: Page) -> Locator:
    return page.locator("section[aria-labelledby=li-apply]")


@rule("SEED-40", "The preview feature is switched on", source="AL, Apply with LinkedIn, introduction", grade="F")
def preview(stage: Stage) -> None:
    page = go(stage, sign_in(stage, ADMIN), "admin/linkedin/")
    page.bring_to_front()
    _card(page).get_by_role("link", name=say("Preview features")).click()
    page.get_by_label(say("Apply with LinkedIn")).check()
    page.get_by_role("button", name=say("Save"), exact=True).click()
    expect(page.get_by_label(say("Apply with LinkedIn"))).to_be_checked()
    stage.shot(page, "preview features")


@rule("SEED-41", "Connect next to Apply with LinkedIn", source="AL, Apply with LinkedIn, steps 1 to 3", grade="S")
def connect(stage: Stage) -> None:
    page = go(stage, sign_in(stage, ADMIN), "admin/linkedin/")
    _card(page).get_by_role("link", name=say("Connect")).click()
    plugin = inside(page, "section[aria-labelledby=li-apply] iframe")
    ask = plugin.get_by_role("button", name="Request").first
    choose(plugin, ask)
    stage.shot(page, "linkedin's set-up")
    ask.click()
    expect(_card(page).get_by_text(say("Requested"))).to_be_visible()
    stage.shot(page, "requested")
    _switch_on(stage)
    page.bring_to_front()
    go(stage, page, "admin/linkedin/")
    again = _card(page).get_by_role("button", name=say("Check again"))
    if again.count():
        again.click()
    expect(_card(page).get_by_text(say("Enabled"))).to_be_visible()
    stage.shot(page, "enabled")


def _switch_on(stage: Stage) -> None:
    recruiter = stage.tab(ADMIN)
    recruiter.goto(f"{stage.stack.sandbox_url}/admin/ats")
    lever = recruiter.get_by_role("switch", name="Apply with").first
    lever.click()
    expect(lever).to_have_attribute("aria-checked", "true")
    stage.shot(recruiter, "switched on in recruiter")
    recruiter.close()


@rule("SEED-42", "The form fills itself from the profile; leaving changes nothing, sending applies",
      source="AL, Apply with LinkedIn", grade="S")  # fmt: skip
def fill(stage: Stage) -> None:
    member = someone_new(stage)
    page = stage.person("an applicant", language=language())
    sign_in_at_linkedin(stage, page, member["id"])
    _fill_from_linkedin(stage, page, member["first_name"])
    stage.shot(page, "filled")
    go(stage, page, "careers/")
    assert member["emails"][0] not in stage.stack.dump(), "leaving kept the address"
    expect(_search(stage, name_of(member))).to_have_count(0)
    stage.shot(stage.person(RECRUITER), "nothing kept")
    _fill_from_linkedin(stage, page, member["first_name"])
    page.locator("[name=terms]").check()
    page.get_by_role("button", name=say("Send application")).click()
    expect(page.get_by_role("button", name=say("Send application"))).to_have_count(0)
    stage.shot(page, "sent")
    expect(_search(stage, name_of(member))).to_have_count(1)
    stage.shot(stage.person(RECRUITER), "applied")


def _fill_from_linkedin(stage: Stage, page: Page, given_name: str) -> None:
    go(stage, page, "careers/")
    page.get_by_role("link", name=JOB).first.click()
    page.get_by_role("link", name=either("Apply")).first.click()
    page.get_by_role("button", name=say("Apply with LinkedIn")).click()
    frame = inside(page, "#li-apply-frame")
    frame.get_by_role("link", name="Apply with my profile").click()
    frame.get_by_role("button", name="Share and go on").click()
    expect(page.locator("input[name=given_name]")).to_have_value(given_name)


def _search(stage: Stage, name: str) -> Locator:
    page = go(stage, sign_in(stage, RECRUITER), f"candidates/?q={name}")
    page.bring_to_front()
    return page.locator("tbody").get_by_role("link", name=name)
