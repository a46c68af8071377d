"""For all packages' tests: the browser, and how hard generated cases search."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Playwright, sync_playwright

from tools import browser

settings.register_profile("long", max_examples=2000, deadline=None)


def _chromium() -> str | None:
    return os.environ.get("TILTREKK_CHROMIUM") or browser.installed()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; `make test` finds or installs one."""
    return _chromium() or ""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one driver of browsers: it keeps an event loop in this thread, so a second one cannot start."""
    with sync_playwright() as driver:
        yield driver


def pytest_itemcollected(item: pytest.Item) -> None:
    """What drives a browser is a browser test, said or not: among the others its event loop would stay behind."""
    if "playwright" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser a browser test is skipped, and fails where CI=true promised that there is one."""
    if item.get_closest_marker("browser") is None or _chromium():
        return
    if os.environ.get("CI") == "true":
        pytest.fail("CI=true, and there is no Chromium for this browser test", pytrace=False)
    pytest.skip("no Chromium: run `make test`, which installs one where that is possible")
