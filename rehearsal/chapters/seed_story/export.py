"""LR, *Export LinkedIn candidates with one click*."""

import time

from playwright.sync_api import Page, expect

from rehearsal.chapters.seed_story.people import MANAGER, RECRUITER, colleague, recruiter_at, sign_in
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
TITLE = "Hydrogen process engineer"
TEXT = (
    "You plan and run the electrolysis pilot on the quay, from first drawing to the shift that keeps it going. "
    "You write down what works, so that the next plant is easier."
)
SECONDS = 2.0  # from Export pressed to seen in the open tab


@rule("SEED-16", "Create a job, assign the roles, activate it", source="LR, export, step 1", grade="F")
def create_job(stage: Stage) -> None:
    page = sign_in(stage, RECRUITER)
    page.goto(f"{stage.stack.product_url}/jobs/new/")
    page.get_by_label("Title").fill(TITLE)
    role = page.get_by_label("Recruiter", exact=True)
    if role.count():
        role.first.check()
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("link", name="Details").click()
    _details(page)
    page.get_by_role("link", name="Hiring team").click()
    page.locator("select[name=user]").select_option(label=_option(page, colleague(MANAGER).name))
    page.locator("form[action$='/add/'] select[name=role], form select[name=role]").last.select_option("hiring_manager")
    page.get_by_role("button", name="Add", exact=True).last.click()
    expect(page.locator("li.team-row").get_by_text(colleague(MANAGER).name)).to_be_visible()
    stage.shot(page, "team")
    page.get_by_role("button", name="Activate").first.click()
    expect(page.get_by_text("Active", exact=True).first).to_be_visible()
    stage.kept["job"] = page.url.split("/jobs/")[1].split("/")[0]
    stage.shot(page, "active")


def _details(page: Page) -> None:
    editor = page.locator("[contenteditable=true]")
    if editor.count():
        editor.first.fill(TEXT)
    else:
        page.locator("textarea[name=description]").fill(f"<p>{TEXT}</p>")
    page.locator("[name=city]").fill("Bergen")
    page.locator("select[name=country]").select_option("NO")
    page.get_by_role("button", name="Save").first.click()


def _option(page: Page, name: str) -> str:
    texts = page.locator("select[name=user] option").all_inner_texts()
    return next(text for text in texts if name in text)


@rule("SEED-17", "Find a candidate in Recruiter and open the profile", source="LR, export, step 2", grade="S")
def find_candidate(stage: Stage) -> None:
    page = recruiter_at(stage, RECRUITER)
    stage.kept["member"] = someone_new(stage)
    page.goto(f"{stage.stack.sandbox_url}/recruiter/{stage.kept['member']['id']}")
    expect(page.get_by_role("heading", name=name_of(stage.kept["member"]))).to_be_visible()
    stage.shot(page, "profile")


def someone_new(stage: Stage, skip: int = 0) -> dict[str, str]:
    """Return a member nobody has as a candidate."""
    members = stage.stack.control("GET", "world")["members"]
    taken = stage.kept.setdefault("taken", set())
    fresh = [one for one in members if one["id"] not in taken]  # type: ignore[attr-defined,index]
    found = fresh[-1 - skip]  # the world's last members are nobody's candidates
    taken.add(found["id"])
    return found  # type: ignore[return-value]


def name_of(member: dict[str, str]) -> str:
    """Return the member's full name."""
    return f"{member['first_name']} {member['last_name']}"


@rule("SEED-18", "Find the job by title or by Job ID; Change ATS leads to other instances", source="LR, export, step 3",
      grade="S")  # fmt: skip
def find_job(stage: Stage) -> None:
    page = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"])
    page.get_by_role("button", name="Change ATS").click()
    stage.shot(page, "change ats")
    box = page.get_by_role("combobox")
    box.fill("hydrogen process")
    option = page.get_by_role("option", name=TITLE)
    expect(option).to_be_visible(timeout=20_000)
    stage.shot(page, "by title")
    job_id = option.inner_text().split()[0]
    box.fill(job_id)
    expect(page.get_by_role("option", name=TITLE)).to_be_visible()
    stage.kept["job id"] = job_id
    stage.shot(page, "by job id")


@rule("SEED-19", "Select the job, select Export", source="LR, export, step 4", grade="S")
def press_export(stage: Stage) -> None:
    product = sign_in(stage, RECRUITER)
    product.goto(f"{stage.stack.product_url}/jobs/{stage.kept['job']}/prospects/")
    stage.shot(product, "prospects before")
    stage.kept["export pressed"] = export(stage, stage.kept["member"], stage.kept["job id"])


def export(stage: Stage, member: dict[str, str], job: str) -> float:
    """Export a member to a job in Recruiter; return when the button was pressed (monotonic seconds)."""
    page = recruiter_at(stage, RECRUITER, member["id"])
    page.get_by_role("combobox").fill(job)
    page.get_by_role("option", name=TITLE).click()
    pressed = time.monotonic()
    page.get_by_role("button", name="Export", exact=True).click(no_wait_after=True)
    return pressed


@rule("SEED-20", "The person appears on the job's Prospect tab without loading it again", source="LR, export, step 5",
      grade="S")  # fmt: skip
def appears(stage: Stage) -> None:
    page, who = stage.person(RECRUITER), name_of(stage.kept["member"])
    expect(page.get_by_role("link", name=who).first).to_be_visible(timeout=10_000)
    took = time.monotonic() - stage.kept["export pressed"]
    stage.shot(page, "arrived")
    stage.shot(recruiter_at(stage, RECRUITER, stage.kept["member"]["id"]), "exported")
    assert took < SECONDS * 3, f"it took {took:.1f} s"


@rule("SEED-21", "Exported twice, the same person is one candidate", source="LR, export", grade="S")
def twice(stage: Stage) -> None:
    export(stage, stage.kept["member"], stage.kept["job id"])
    page = stage.person(RECRUITER)
    page.wait_for_timeout(3000)
    page.goto(f"{stage.stack.product_url}/candidates/?q={stage.kept['member']['last_name']}")
    who = name_of(stage.kept["member"])
    expect(page.locator("tbody").get_by_role("link", name=who)).to_have_count(1)
    stage.shot(page, "one candidate")
