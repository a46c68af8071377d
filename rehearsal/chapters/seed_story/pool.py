"""LR, *View LinkedIn talent pools*."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.export import name_of, someone_new
from rehearsal.chapters.seed_story.people import RECRUITER, recruiter_at, sign_in, sign_in_at_linkedin
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()


@rule("SEED-38", "A person agrees to share the profile in an InMail reply", source="LR, talent pools", grade="S")
def agrees(stage: Stage) -> None:
    stage.kept["sharer"] = someone_new(stage)
    recruiter = recruiter_at(stage, RECRUITER, stage.kept["sharer"]["id"])
    recruiter.locator("details#inmail summary").click()
    recruiter.get_by_label("Subject").fill("Would you look at our hydrogen pilot?")
    recruiter.locator("#body").fill("We think you would like it here.")
    recruiter.get_by_role("button", name="Send InMail").click()
    member = stage.person("a member")
    sign_in_at_linkedin(stage, member, stage.kept["sharer"]["id"])
    member.goto(f"{stage.stack.sandbox_url}/messages")
    member.get_by_label("Your answer to").fill("Yes, tell me more.")
    member.get_by_label("Share my e-mail address too").check()
    stage.shot(member, "consent")
    member.get_by_role("button", name="Send answer").click()
    stage.shot(member, "answered")


@rule(
    "SEED-39",
    "Talent pools › the LinkedIn pool with stub profiles",
    source="LR, talent pools, steps 1 and 2",
    grade="S",
)
def stubs(stage: Stage) -> None:
    stage.stack.control("POST", "clock", json={"advance_seconds": 31 * 60})
    page = sign_in(stage, RECRUITER)
    page.get_by_role("link", name="Talent pools").first.click()
    stage.shot(page, "pools")
    page.get_by_role("link", name="LinkedIn").last.click()
    who = name_of(stage.kept["sharer"])
    for _ in range(20):
        if page.get_by_text(who).count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_text(who).first).to_be_visible()
    expect(page.get_by_text(stage.kept["sharer"]["emails"][0]).first).to_be_visible()
    stage.shot(page, "linkedin pool")
