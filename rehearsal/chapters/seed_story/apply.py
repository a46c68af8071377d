"""AL, *Set up Apply with LinkedIn*, and a candidate who uses it."""

from playwright.sync_api import expect

from rehearsal.chapters.seed_story.export import someone_new
from rehearsal.chapters.seed_story.people import ADMIN, sign_in, sign_in_at_linkedin
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()


@rule("SEED-40", "The preview feature is switched on", source="AL, Apply with LinkedIn, introduction", grade="F")
def preview(stage: Stage) -> None:
    page = sign_in(stage, ADMIN)
    page.goto(f"{stage.stack.product_url}/admin/linkedin/")
    page.get_by_role("region", name="Apply with LinkedIn").get_by_role("link", name="Preview features").click()
    page.get_by_label("Apply with LinkedIn").check()
    page.get_by_role("button", name="Save").first.click()
    stage.shot(page, "preview features")


@rule("SEED-41", "Connect next to Apply with LinkedIn", source="AL, Apply with LinkedIn, step 3", grade="S")
def connect(stage: Stage) -> None:
    page = stage.person(ADMIN)
    page.goto(f"{stage.stack.product_url}/admin/linkedin/")
    card = page.get_by_role("region", name="Apply with LinkedIn")
    card.get_by_role("link", name="Connect").or_(card.get_by_role("button", name="Connect")).click()
    plugin = page.frame_locator("section[aria-labelledby=li-apply] iframe").frame_locator("iframe")
    if plugin.get_by_role("button", name="Continue").count():
        plugin.get_by_label("Recruiter Corporate").check()
        plugin.get_by_role("button", name="Continue").click()
    plugin.get_by_role("button", name="Request").first.click()
    stage.shot(page, "requested")
    expect(card.get_by_text("Enabled").or_(card.get_by_text("Requested")).first).to_be_visible()


@rule("SEED-42", "The form fills itself from the profile; leaving changes nothing", source="AL, Apply with LinkedIn",
      grade="S")  # fmt: skip
def fill(stage: Stage) -> None:
    member = someone_new(stage)
    page = stage.person("an applicant")
    sign_in_at_linkedin(stage, page, member["id"])
    page.goto(f"{stage.stack.product_url}/careers/")
    page.get_by_role("link", name="Data analyst").first.click()
    page.get_by_role("link", name="Apply").first.click()
    button = page.frame_locator("iframe[data-linkedin]").frame_locator("iframe")
    button.get_by_role("link", name="Apply with my profile").click()
    button.get_by_role("button", name="Share and go on").click()
    expect(page.locator("input[name=given_name]")).to_have_value(member["first_name"])
    stage.shot(page, "filled")
    page.goto(f"{stage.stack.product_url}/careers/")
    recruiter = sign_in(stage, "daniel")
    recruiter.goto(f"{stage.stack.product_url}/candidates/?q={member['last_name']}")
    expect(recruiter.locator("tbody").get_by_text(f"{member['first_name']} {member['last_name']}")).to_have_count(0)
    stage.shot(recruiter, "nothing kept")
