"""A program killed in the middle of the story: nothing lost, nothing doubled, and the status page tells the truth."""

from collections import Counter
from typing import Any

from playwright.sync_api import Locator, expect

from rehearsal.chapters.seed_story.export import TITLE, export
from rehearsal.chapters.seed_story.in_ats import SLOW, settled, status_page, told, write_note
from rehearsal.chapters.seed_story.people import RECRUITER, go, name_of, recruiter_at, sign_in, someone_new
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say, shape

RULES, rule = chapter()
WITHOUT_WORKER = "Written while no worker ran."
WITHOUT_LINKEDIN = "Written while LinkedIn was away."
AFTER_DATABASE = "Written after the database came back."
ON_THE_WAY = (
    "%(percent)s %% in order, %(number)s record on its way",
    "%(percent)s %% in order, %(number)s records on their way",
)
AWAY = "LinkedIn cannot be reached. It is tried again by itself; if it lasts, look at this server's network."


@rule("FLT-1", "The worker is killed: changes and an export wait, and all arrive once it runs again",
      source="Judgement of the first issue", grade="S")  # fmt: skip
def worker(stage: Stage) -> None:
    settled(stage)
    stage.stack.worker.kill()
    write_note(stage, WITHOUT_WORKER)
    arriving = stage.kept["arriving without worker"] = someone_new(stage)
    export(stage, arriving, TITLE)
    page = status_page(stage)
    expect(page.locator("#li-sync")).to_contain_text(shape(*ON_THE_WAY))
    stage.shot(page, "waiting while the worker is down")
    assert not _notes(stage, WITHOUT_WORKER), "nobody was there to send it"
    stage.stack.start_again()
    told(stage, lambda one: WITHOUT_WORKER in str(one["notes"]), "the note")
    expect(_prospect(stage, name_of(arriving))).to_have_count(1, timeout=SLOW)
    stage.shot(stage.person(RECRUITER), "the export arrived")
    settled(stage)


@rule("FLT-2", "LinkedIn is away: the status page says so, and the change arrives by itself afterwards",
      source="Judgement of the first issue", grade="S")  # fmt: skip
def linkedin(stage: Stage) -> None:
    stage.stack.sandbox.kill()
    write_note(stage, WITHOUT_LINKEDIN)
    page = status_page(stage)
    expect(page.locator("#li-sync")).to_contain_text(say(AWAY))
    expect(page.locator("#li-sync")).to_contain_text(shape(*ON_THE_WAY))
    stage.shot(page, "linkedin is away")
    stage.stack.start_again()
    told(stage, lambda one: WITHOUT_LINKEDIN in str(one["notes"]), "the note")
    settled(stage)


@rule("FLT-3", "PostgreSQL is killed: pages say so, the export is delivered again, work goes on by itself",
      source="Judgement of the first issue", grade="S")  # fmt: skip
def database(stage: Stage) -> None:
    arriving = stage.kept["arriving without database"] = someone_new(stage)
    recruiter_at(stage, RECRUITER, arriving["id"])
    stage.stack.kill_database()
    page = sign_in(stage, RECRUITER)
    answer = page.goto(f"{stage.stack.product_url}/jobs/")
    assert answer, "no answer at all"
    assert answer.status >= 500, f"status {answer.status} without a database"
    assert "Traceback" not in page.content()
    stage.shot(page, "without a database")
    export(stage, arriving, TITLE)
    stage.stack.start_again()
    stage.eventually(lambda: _is_back(stage), "the product answers", seconds=60)
    stage.stack.control("POST", "clock", json={"advance_seconds": 3600})
    stage.eventually(lambda: _delivered(stage), "LinkedIn sent its notice again", seconds=60)
    expect(_prospect(stage, name_of(arriving))).to_have_count(1, timeout=SLOW)
    stage.shot(stage.person(RECRUITER), "the export arrived")
    write_note(stage, AFTER_DATABASE)
    told(stage, lambda one: AFTER_DATABASE in str(one["notes"]), "the note")
    settled(stage)


@rule("FLT-4", "After all three: every note, stage and person exactly once, here and at LinkedIn",
      source="Judgement of the first issue", grade="S")  # fmt: skip
def once(stage: Stage) -> None:
    for text in (WITHOUT_WORKER, WITHOUT_LINKEDIN, AFTER_DATABASE):
        assert len(_notes(stage, text)) == 1, f"at LinkedIn {len(_notes(stage, text))} times: {text}"
    for resource in ("atsCandidates", "atsApplications", "atsApplications/stages", "atsApplications/notes"):
        keys = Counter((one["context"], one["key"]) for one in _store(stage, resource))
        assert max(keys.values()) == 1, f"doubled in {resource}"
    page = go(stage, sign_in(stage, RECRUITER), f"jobs/{stage.kept['job']}/prospects/")
    for who in ("arriving without worker", "arriving without database"):
        expect(_prospect(stage, name_of(stage.kept[who]))).to_have_count(1)
    stage.shot(page, "prospects")
    stage.shot(settled(stage), "status")


def _prospect(stage: Stage, name: str) -> Locator:
    page = go(stage, sign_in(stage, RECRUITER), f"jobs/{stage.kept['job']}/prospects/")
    page.bring_to_front()
    return page.locator("#prospects").get_by_role("link", name=name)


def _store(stage: Stage, resource: str) -> list[dict[str, Any]]:
    answer: Any = stage.stack.control("GET", "store", params={"resource": resource})
    return list(answer["records"])


def _notes(stage: Stage, text: str) -> list[dict[str, Any]]:
    return [one for one in _store(stage, "atsApplications/notes") if text in str(one["body"])]


def _is_back(stage: Stage) -> bool:
    answer = stage.person(RECRUITER).goto(f"{stage.stack.product_url}/jobs/")
    return bool(answer and answer.ok)


def _delivered(stage: Stage) -> bool:
    """Let the sandbox send what is due; whether no notice is left to send."""
    stage.stack.control("POST", "due")
    return all(one["state"] not in {"waiting", "sending"} for one in _store(stage, "pushes"))
