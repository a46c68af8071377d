"""LinkedIn's profile is drawn in its own frame: the page around it takes no message but the frame's, and keeps none."""

import re
from pathlib import Path

import pytest
from diagnosis_stage import build_stage
from django.urls import reverse
from linkedin_rows import stored
from playwright.sync_api import Page

import tiltrekk

from .conftest import Browse

SCRIPTS = Path(tiltrekk.__file__).parent / "linkedin" / "static" / "linkedin"
SEND = """([origin, fromFrame]) => {
  const frame = document.querySelector("iframe[data-linkedin]");
  const data = {source: "tiltrekk-linkedin", kind: "height", value: 777};
  window.dispatchEvent(new MessageEvent("message", {data, origin, source: fromFrame ? frame.contentWindow : window}));
  return frame.style.height;
}"""
PROFILE = """() => {
  const frame = document.querySelector("iframe[data-linkedin]");
  const data = {source: "tiltrekk-linkedin", kind: "profile", value: {profile: {firstName: "Canaryframe"}}};
  const sent = {data, origin: location.origin, source: frame.contentWindow};
  window.dispatchEvent(new MessageEvent("message", sent));
}"""
KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


@pytest.fixture
def tab(product: str, browse: Browse) -> Page:
    """The tab of somebody whose profile LinkedIn draws; LinkedIn itself is silent, so that only the test speaks."""
    del product
    stage = build_stage()
    page = browse(stage.ragna)
    page.route(re.compile("/linkedin/frames/profile/"), lambda route: route.fulfill(status=200, body="silent"))
    page.goto(reverse("linkedin:tab", args=[stage.kari.public_id]))
    page.wait_for_selector("iframe[data-linkedin]")
    page.wait_for_load_state("load")
    return page


@pytest.mark.browser
@pytest.mark.process
@pytest.mark.django_db(transaction=True)
@pytest.mark.req("LIP-10")
def test_only_our_own_frame_is_listened_to_and_what_it_says_is_not_kept(tab: Page) -> None:
    ours = tab.evaluate("location.origin")
    before = tab.evaluate(SEND, ["https://elsewhere.example", True])
    assert tab.evaluate(SEND, [ours, False]) == before, "another window speaks"
    assert tab.evaluate(SEND, [ours, True]) != before, "our frame is heard"
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    tab.evaluate(PROFILE)
    tab.wait_for_timeout(300)
    assert "Canaryframe" not in tab.evaluate(KEPT) + "".join(asked)
    assert "Canaryframe" not in stored()


@pytest.mark.req("LIP-10")
def test_no_script_around_the_frames_writes_anything_down_or_asks_another_place() -> None:
    for name in ("host.js", "frames.js"):
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        found = re.findall(
            r"localStorage|sessionStorage|indexedDB|document\.cookie|fetch\(|XMLHttpRequest|caches", text
        )
        assert found == [], name
    host = (SCRIPTS / "host.js").read_text(encoding="utf-8")
    assert host.count('addEventListener("message"') == 1
