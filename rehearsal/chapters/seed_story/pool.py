"""LR, *View LinkedIn talent pools*."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.people import (
    RECRUITER,
    colleague,
    go,
    name_of,
    recruiter_at,
    sign_in,
    sign_in_at_linkedin,
    someone_new,
)
from rehearsal.chapters.seed_story.profile import HALF_AN_HOUR, write_inmail
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()


@rule("SEED-38", "A person agrees to share the profile in an InMail reply", source="LR, talent pools", grade="S")
def agrees(stage: Stage) -> None:
    sharer = stage.kept["sharer"] = someone_new(stage)
    write_inmail(recruiter_at(stage, RECRUITER, sharer["id"]), "Our hydrogen pilot", "We think you would like it here.")
    member = stage.person("a member")
    sign_in_at_linkedin(stage, member, sharer["id"])
    member.goto(f"{stage.stack.sandbox_url}/messages")
    member.get_by_label(f"Your answer to {colleague(RECRUITER).name}").fill("Yes, tell me more.")
    member.get_by_label("Share my e-mail address too").check()
    stage.shot(member, "consent")
    member.get_by_role("button", name="Accept").click()
    expect(member.get_by_text("Yes, tell me more.")).to_be_visible()
    stage.shot(member, "answered")
    assert sharer["id"] in str(stage.stack.control("GET", "store", params={"resource": "stubs"})), "LinkedIn has a stub"


@rule("SEED-39", "Talent pools › the LinkedIn pool with stub profiles", source="LR, talent pools, steps 1 and 2",
      grade="S")  # fmt: skip
def stubs(stage: Stage) -> None:
    sharer = stage.kept["sharer"]
    page = go(stage, sign_in(stage, RECRUITER), "")
    page.bring_to_front()
    page.get_by_role("link", name=say("Talent pools")).first.click()
    stage.stack.control("POST", "clock", json={"advance_seconds": HALF_AN_HOUR})
    stage.eventually(lambda: sharer["emails"][0] in stage.stack.dump(), "the stub was read", seconds=60)
    page.reload()
    stage.shot(page, "pools")
    page.locator("a.pool-tile").filter(has_text="LinkedIn").first.click()
    row = page.get_by_role("row").filter(has_text=name_of(sharer))
    expect(row).to_have_count(1)
    stage.shot(page, "linkedin pool")
    row.get_by_role("link", name=name_of(sharer)).click()
    expect(page.get_by_text(sharer["emails"][0]).first).to_be_visible()
    stage.shot(page, "stub profile")
