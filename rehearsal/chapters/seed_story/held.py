"""LR, export: what LinkedIn sends although it should not is parked and told, never lost."""

from playwright.sync_api import Locator, Page, expect

from rehearsal.chapters.seed_story.export import SECOND_TITLE, export
from rehearsal.chapters.seed_story.people import RECRUITER, go, name_of, sign_in, someone_new
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()


@rule("SEED-43", "An export to a job that was closed a moment ago is parked on the job and told",
      source="LR, export, introduction; decision 7", grade="S")  # fmt: skip
def closed_meanwhile(stage: Stage) -> None:
    member = someone_new(stage)
    stage.stack.worker.stop()  # so that LinkedIn has not heard of the closing when Export is pressed
    page = go(stage, sign_in(stage, RECRUITER), f"jobs/{stage.kept['second job']}/close/")
    page.bring_to_front()
    page.locator("input[name=reason][value=cancelled]").check()
    page.get_by_role("button", name=say("Close the job")).click()
    expect(page.locator(".page-heading").get_by_text(say("Job cancelled"), exact=True)).to_be_visible()
    export(stage, member, SECOND_TITLE)
    stage.stack.start_again()
    page.bring_to_front()
    _until_held(stage, page, name_of(member))
    stage.shot(page, "held on the job")
    go(stage, page, "")
    expect(page.get_by_role("main").get_by_text(name_of(member))).to_be_visible()  # under *Waiting for me*
    stage.shot(page, "told at home")
    go(stage, page, f"candidates/?q={name_of(member)}")
    expect(page.locator("tbody").get_by_role("link", name=name_of(member))).to_have_count(0)
    go(stage, page, f"jobs/{stage.kept['second job']}/")
    _held(page).get_by_role("button", name=say("Discard")).click()
    expect(_held(page)).to_have_count(0)
    stage.shot(page, "discarded")


def _held(page: Page) -> Locator:
    return page.get_by_role("region", name=say("Held exports"))


def _until_held(stage: Stage, page: Page, name: str) -> None:
    def is_held() -> int:
        go(stage, page, f"jobs/{stage.kept['second job']}/")
        return _held(page).get_by_text(name).count()

    stage.eventually(is_held, "the export is held", seconds=60)
