"""From *Export* in Recruiter to the prospect on the job, beside the same fetched straight."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright
from tiltrekk.applications.models import Application
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection

from bench.figures import Figure, timed, until
from bench.results import Results
from bench.scene import RECRUITER, Scene
from bench.signed_in import sign_in
from tools.browser import chromium

GROUP = "Export pressed in Recruiter"
STRAIGHT = "straight: press, then fetch with the client"
LIMIT = 2000  # ms
SHAPE = "{first_name} {last_name}"


def measure(scene: Scene, connection: Connection, results: Results, times: int) -> None:
    """Export three times as many people as ``times`` says, each once."""
    people = iter(scene.outsiders())
    committed = [_committed(scene, next(people)) for _ in range(times)]
    results.figures.append(Figure(GROUP, "the row is committed", committed, limit=LIMIT, beside=STRAIGHT))
    _measure_in_browser(scene, results, [next(people) for _ in range(times)])
    before = _count(scene)
    with linkedin.environment(connection) as client:
        straight = [timed(lambda: client.exports.requested(_press(scene, next(people)))) for _ in range(times)]
    results.figures.append(Figure(GROUP, STRAIGHT, straight))
    until(lambda: _count(scene) == before + times, "the last exports in the product")


def _press(scene: Scene, member: dict[str, Any]) -> str:
    wanted = {"member": member["id"], "external_job_posting_id": scene.job.job_id}
    return str(scene.act("acts/export", seat=scene.seat(RECRUITER), **wanted)["request_id"])


def _committed(scene: Scene, member: dict[str, Any]) -> float:
    before = _count(scene)

    def export() -> None:
        _press(scene, member)
        until(lambda: _count(scene) > before, "an exported person")

    return timed(export)


def _count(scene: Scene) -> int:
    return Application.objects.filter(job=scene.job, source="linkedin").count()


def _measure_in_browser(scene: Scene, results: Results, people: list[dict[str, Any]]) -> None:
    name = "seen in an open Prospects tab"
    if not (program := chromium()):
        results.skip(name, "no Chromium was found")
        return
    with _open_tab(scene, program) as page:
        seen = [timed(partial(_until_seen, scene, page, one)) for one in people]
    results.figures.append(Figure(GROUP, name, seen, limit=LIMIT, beside=STRAIGHT))


def _until_seen(scene: Scene, page: Page, member: dict[str, Any]) -> None:
    _press(scene, member)
    page.get_by_role("link", name=SHAPE.format(**member)).first.wait_for()


@contextmanager
def _open_tab(scene: Scene, program: str) -> Iterator[Page]:
    base = scene.stack.product_url
    with sign_in(base, RECRUITER) as signed_in, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(locale="en")
        host = str(urlsplit(base).hostname)
        context.add_cookies(
            [{"name": name, "value": value, "domain": host, "path": "/"} for name, value in signed_in.cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{base}/jobs/{scene.job.public_id}/prospects/")
        yield page
        browser.close()
