"""LR, *View LinkedIn candidates*: the LinkedIn tab, its actions, the matching rules."""

from playwright.sync_api import FrameLocator, Page, expect

from rehearsal.chapters.seed_story.export import name_of
from rehearsal.chapters.seed_story.in_ats import open_person
from rehearsal.chapters.seed_story.people import NO_SEAT, RECRUITER, recruiter_at, sign_in, sign_in_at_linkedin
from rehearsal.rules import chapter
from rehearsal.stage import BLOCK_THIRD_PARTY, Stage

RULES, rule = chapter()


def _tab(stage: Stage, key: str = RECRUITER) -> Page:
    """Open the person's LinkedIn tab."""
    page = sign_in(stage, key)
    page.goto(f"{stage.stack.product_url}/candidates/{stage.kept['candidate']}/linkedin/")
    return page


def _widget(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.li-frame").frame_locator("iframe")


@rule("SEED-28", "From Jobs, select the person, then the LinkedIn tab", source="LR, view, steps 1 and 2", grade="S")
def linkedin_tab(stage: Stage) -> None:
    page = open_person(stage, "applicants")
    page.goto(f"{stage.stack.product_url}/candidates/?q={stage.kept['member']['last_name']}")
    page.locator("tbody").get_by_role("link", name=name_of(stage.kept["member"])).click()
    stage.kept["candidate"] = page.url.split("/candidates/")[1].split("/")[0]
    page.get_by_role("link", name="LinkedIn", exact=True).click()
    expect(_widget(page).get_by_role("heading", name=name_of(stage.kept["member"]))).to_be_visible()
    stage.shot(page, "profile with a recruiter seat")


@rule("SEED-29", "Matched: the profile shows, and can be unlinked and linked", source="LR, matching rule 1", grade="S")
def matched(stage: Stage) -> None:
    page = _tab(stage)
    expect(page.get_by_text(f"Linked to {name_of(stage.kept['member'])} on LinkedIn")).to_be_visible()
    widget = _widget(page)
    widget.get_by_role("button", name="Unlink").first.click()
    widget.get_by_role("button", name="Yes, unlink").click()
    expect(page.get_by_text("Not linked to a LinkedIn profile")).to_be_visible()
    stage.shot(page, "unlinked")


@rule("SEED-30", "Not agreeing: a list of possible people, choose and link", source="LR, matching rule 2", grade="S")
def possible(stage: Stage) -> None:
    page = _tab(stage)
    page.wait_for_timeout(2500)
    page.reload()
    widget = _widget(page)
    search = widget.get_by_label("Name or profile link")
    expect(search).to_be_visible()
    stage.shot(page, "no exact match")
    search.fill(name_of(stage.kept["member"]))
    search.press("Enter")
    widget.get_by_role("button", name=f"Link {name_of(stage.kept['member'])}").first.click()
    expect(page.get_by_text(f"Linked to {name_of(stage.kept['member'])} on LinkedIn")).to_be_visible()
    stage.shot(page, "linked")


@rule("SEED-31", "No good match: it says so", source="LR, matching rule 3", grade="S")
def no_match(stage: Stage) -> None:
    page = _tab(stage)
    page.wait_for_timeout(2500)
    page.reload()
    widget = _widget(page)
    widget.get_by_role("button", name="Unlink").first.click()
    widget.get_by_role("button", name="Yes, unlink").click()
    expect(page.get_by_text("Not linked to a LinkedIn profile")).to_be_visible()
    page.wait_for_timeout(2500)
    page.reload()
    search = _widget(page).get_by_label("Name or profile link")
    search.fill("Nobody Whatsoever")
    search.press("Enter")
    expect(_widget(page).get_by_text("No match for")).to_be_visible()
    stage.shot(page, "no match")
    search = _widget(page).get_by_label("Name or profile link")
    search.fill(name_of(stage.kept["member"]))
    search.press("Enter")
    _widget(page).get_by_role("button", name=f"Link {name_of(stage.kept['member'])}").first.click()
    expect(page.get_by_text(f"Linked to {name_of(stage.kept['member'])} on LinkedIn")).to_be_visible()


@rule("SEED-32", "Recruiting activities: notes private by default, InMail activity without text, rejections",
      source="LR, view, Recruiting activities", grade="S")  # fmt: skip
def activities(stage: Stage) -> None:
    recruiter = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"])
    recruiter.get_by_label("Write a note").fill("Only for me: wants to move in spring.")
    recruiter.get_by_role("button", name="Save note").click()
    recruiter.get_by_label("Write a note").fill("Met at the hydrogen day, good impression.")
    recruiter.get_by_text("Public", exact=True).first.click()
    recruiter.get_by_role("button", name="Save note").click()
    recruiter.locator("details#inmail summary").click()
    recruiter.get_by_label("Subject").fill("Our hydrogen pilot")
    recruiter.locator("#body").fill("Would you like to hear more? The text of this stays at LinkedIn.")
    recruiter.get_by_role("button", name="Send InMail").click()
    page = _tab(stage)
    _widget(page).get_by_role("link", name="Recruiting activities").click()
    expect(_widget(page).get_by_text("Met at the hydrogen day").first).to_be_visible()
    stage.shot(page, "linkedin's own tab")


@rule("SEED-33", "Our own list: InMail date, direction, colleague; public notes; no text, no private note",
      source="LR, view, Recruiting activities", grade="S")  # fmt: skip
def own_list(stage: Stage) -> None:
    stage.stack.control("POST", "clock", json={"advance_seconds": 31 * 60})
    page = _tab(stage)
    region = page.get_by_role("region", name="Recruiting activities")
    for _ in range(20):
        if region.get_by_text("Met at the hydrogen day").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(region.get_by_text("Met at the hydrogen day")).to_be_visible()
    expect(region.get_by_text("InMail sent").first).to_be_visible()
    expect(region.get_by_text("wants to move in spring")).to_have_count(0)
    expect(page.get_by_text("The text of this stays")).to_have_count(0)
    stage.shot(page, "our list")


@rule("SEED-34", "Send InMail without leaving", source="LR, view, actions", grade="S")
def send_inmail(stage: Stage) -> None:
    page = _tab(stage)
    widget = _widget(page)
    widget.get_by_role("button", name="Send InMail").click()
    widget.get_by_label("Subject").fill("A second thought")
    widget.get_by_label("Message to").fill("We could talk on Thursday.")
    stage.shot(page, "inmail")
    widget.get_by_role("button", name="Send to").click()
    expect(widget.get_by_role("button", name="Send InMail")).to_be_visible()
    stage.shot(page, "sent")


@rule("SEED-35", "Save to a job without leaving", source="LR, view, actions", grade="S")
def save_to_a_job(stage: Stage) -> None:
    page = _tab(stage)
    widget = _widget(page)
    widget.get_by_role("button", name="Save to a job").click()
    stage.shot(page, "save to a job")
    widget.get_by_role("button", name="Save", exact=False).last.click()
    expect(widget.get_by_role("button", name="Send InMail")).to_be_visible()


@rule("SEED-36", "Without a Recruiter seat: basic data only", source="LR, view, seats", grade="S")
def no_seat(stage: Stage) -> None:
    page = sign_in(stage, NO_SEAT)
    sign_in_at_linkedin(stage, page, "tor-arne-vik")
    page = _tab(stage, NO_SEAT)
    expect(_widget(page).get_by_text("No Recruiter seat").first).to_be_visible()
    stage.shot(page, "no seat")


@rule("SEED-37", "With third-party cookies blocked the tab explains itself", source="LR, browsers; OQ-29", grade="S")
def blocked(stage: Stage) -> None:
    stage.person("marit", cookies=BLOCK_THIRD_PARTY)
    page = _tab(stage, "marit")
    expect(_widget(page).locator("#blocked")).to_be_visible()
    page.locator("details.li-details summary").first.click()
    stage.shot(page, "cookies blocked")
