"""LR, export: what LinkedIn sends although it should not is parked and told, never lost."""

from typing import Any

from playwright.sync_api import Page, expect

from rehearsal.chapters.seed_story.export import SECOND_TITLE, activate, draft
from rehearsal.chapters.seed_story.people import (
    ADMIN,
    RECRUITER,
    allow,
    go,
    name_of,
    seat_of,
    sign_in,
    someone_new,
    tab,
)
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
WITHOUT_PROSPECTS = "Harbour pilot coordinator"


@rule("SEED-43", "An export to a job without prospects is parked on the job, told, and added by hand",
      source="LR, export, introduction", grade="S")  # fmt: skip
def no_prospects(stage: Stage) -> None:
    member, page = someone_new(stage), draft(stage, WITHOUT_PROSPECTS)
    tab(page, "Process")
    page.get_by_label("Use prospects").uncheck()
    expect(page.get_by_text("switched off").first).to_be_visible()
    job, shown = activate(page)
    _export_past_the_box(stage, RECRUITER, member, shown)
    held = _held(go(stage, page, f"jobs/{job}/applicants/"))
    expect(held).to_contain_text(name_of(member), timeout=30_000)
    stage.shot(page, "held on the job")
    go(stage, page, "")
    expect(page.get_by_text(WITHOUT_PROSPECTS).first).to_be_visible()
    stage.shot(page, "told at home")
    go(stage, page, f"jobs/{job}/applicants/")
    _held(page).get_by_role("button", name="Add as applicant").click()
    go(stage, page, f"jobs/{job}/applicants/list/")
    expect(page.locator("#applicants").get_by_role("link", name=name_of(member))).to_have_count(1)
    stage.shot(page, "added")


def _held(page: Page) -> Any:
    return page.get_by_role("region", name="Held exports")


def _export_past_the_box(stage: Stage, key: str, member: dict[str, Any], job: str) -> None:
    """Export to a job whatever the job box offers: the box was filled before the job changed."""
    wanted = {"seat": seat_of(stage, key), "member": member["id"], "external_job_posting_id": job}
    stage.eventually(lambda: stage.stack.tries("acts/export", wanted), "LinkedIn knows the job")


@rule("SEED-44", "An export by a member who is not on the hiring team is parked and told", source="LR, export",
      grade="S")  # fmt: skip
def not_on_the_team(stage: Stage) -> None:
    member, page = someone_new(stage), go(stage, sign_in(stage, ADMIN), "settings/connections/")
    page.bring_to_front()
    page.get_by_role("button", name="Connect", exact=True).click()
    allow(page, ADMIN)
    expect(page.get_by_role("button", name="Disconnect")).to_be_visible()
    _export_past_the_box(stage, ADMIN, member, stage.kept["second job id"])
    page = go(stage, sign_in(stage, RECRUITER), f"jobs/{stage.kept['second job']}/prospects/")
    page.bring_to_front()
    expect(_held(page)).to_contain_text(name_of(member), timeout=30_000)
    expect(page.locator("#prospects").get_by_role("link", name=name_of(member))).to_have_count(0)
    stage.shot(page, f"held on {SECOND_TITLE}")
