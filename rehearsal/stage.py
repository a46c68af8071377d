"""What a rule has in hand: the running programs and people with browsers of their own.

A browser profile is a person and holds both sites (cookies do not know ports). Third-party cookies are allowed or
blocked by the profile's own preference, because Debian's Chromium blocks them from the start.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import httpx
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from rehearsal.stack import Stack

Answer = TypeVar("Answer")
PATIENCE = 20_000  # milliseconds; a page that takes longer has failed
LEDGER_PAGE, KEPT_CALLS = 1000, 100
PAUSE = 0.1  # between two questions to a program
ALLOW_THIRD_PARTY, BLOCK_THIRD_PARTY = 0, 1
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Stage:
    """The programs, the people, and the screenshots of the rule that is being walked."""

    def __init__(self, playwright: Playwright, chromium: str, stack: Stack, out: Path) -> None:
        self.stack = stack
        self.shots: list[str] = []
        self.facts: list[str] = []  # what a rule measured or counted, for the report
        self.kept: dict[str, Any] = {}  # what later rules of a chapter need of earlier ones
        self._playwright, self._chromium, self._out = playwright, chromium, out
        self._people: dict[str, BrowserContext] = {}
        self._rule = ""
        expect.set_options(timeout=PATIENCE)

    def begin(self, rule: str) -> None:
        self._rule, self.shots, self.facts = rule, [], []

    def person(self, name: str, *, cookies: int = ALLOW_THIRD_PARTY, language: str = "en") -> Page:
        """Return the person's page, opening their browser at the first call."""
        if name not in self._people:
            self._people[name] = self._open(name, cookies, language)
        context = self._people[name]
        return context.pages[0] if context.pages else context.new_page()

    def tab(self, name: str) -> Page:
        """Return a further page in the person's browser."""
        return self._people[name].new_page()

    def shot(self, page: Page, label: str) -> None:
        """Keep a picture for the report."""
        slug = re.sub(r"[^a-z0-9]+", "-", f"{self._rule} {label}".lower()).strip("-")
        (self._out / "shots").mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self._out / "shots" / f"{slug}.png", full_page=True)
        self.shots.append(f"shots/{slug}.png")

    def shoot_all(self) -> None:
        """Keep a picture of every open page, for a rule that failed; a page that cannot be drawn is passed over."""
        for name, context in self._people.items():
            for number, page in enumerate(context.pages):
                with suppress(Error):
                    self.shot(page, f"failed {name} {number}")

    def wire(self, matches: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Return the sandbox's ledger entries that match: what really went over the wire."""
        return [entry for entry in self._ledger() if matches(entry)]

    def _ledger(self) -> Iterator[dict[str, Any]]:
        last = 0
        while entries := self._read_ledger(last):
            yield from entries
            last = entries[-1]["id"]

    def _read_ledger(self, after: int) -> list[dict[str, Any]]:
        answer: Any = self.stack.control("GET", "ledger", params={"after": after, "limit": LEDGER_PAGE})
        return list(answer["entries"])

    def keep_wire(self) -> None:
        """Keep what went over the wire last, for a rule that failed; a sandbox that is down tells nothing."""
        with suppress(httpx.HTTPError):
            answer = self.stack.control("GET", "ledger", params={"newest": 1, "limit": KEPT_CALLS})
            (self._out / f"{self._rule} wire.json".lower().replace(" ", "-")).write_text(json.dumps(answer, indent=1))

    def fact(self, words: str) -> None:
        """Keep a measured or counted fact for the report."""
        self.facts.append(words)

    def store(self, resource: str) -> list[dict[str, Any]]:
        """Return what the sandbox holds of a resource."""
        answer: Any = self.stack.control("GET", "store", params={"resource": resource})
        return list(answer["records"])

    def eventually(self, question: Callable[[], Answer], what: str, *, seconds: float = 20.0) -> Answer:
        """Ask until the answer is true and return it; what happens in other programs has no page to wait on."""
        end = time.monotonic() + seconds
        while not (answer := question()):
            if time.monotonic() > end:
                raise AssertionError(f"{what}: not within {seconds:.0f} s")
            time.sleep(PAUSE)
        return answer

    def close(self) -> None:
        for context in self._people.values():
            context.close()

    def _open(self, name: str, cookies: int, language: str) -> BrowserContext:
        profile = self._out / "profiles" / name
        (profile / "Default").mkdir(parents=True, exist_ok=True)
        preferences = {
            "profile": {"cookie_controls_mode": cookies, "block_third_party_cookies": cookies == BLOCK_THIRD_PARTY}
        }
        (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
        context = self._playwright.chromium.launch_persistent_context(
            profile,
            executable_path=self._chromium,
            args=ARGUMENTS,
            viewport={"width": 1440, "height": 900},
            locale=language,
        )
        context.set_default_timeout(PATIENCE)
        return context
