"""Who plays: an administrator, a recruiter, and what they do in both programs."""

import re
from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from demo.company.people import COLLEAGUES, PASSWORD, Colleague
from demo.company.world import CONTRACT_ID, member_id
from rehearsal.stage import Stage
from rehearsal.words import language, say

ADMIN, RECRUITER, MANAGER, BLOCKED = "grete", "daniel", "anders", "marit"
ADVANCE = ".drawer-foot button[data-key=a]"  # to the next stage, whatever it is called
MANAGER_SEAT, NO_SEAT = "sara", "torarne"  # what they hold at LinkedIn


def colleague(key: str) -> Colleague:
    """Return one of the demo company's eight."""
    return next(one for one in COLLEAGUES if one.key == key)


def starts_with(url: str) -> re.Pattern[str]:
    """Return the pattern of every address of a program."""
    return re.compile("^" + re.escape(url))


def sign_in(stage: Stage, key: str, base: str = "") -> Page:
    """Return a colleague's page in the product, signing in when the browser is new there.

    ``base`` is the address of another installation than the first.
    """
    page, base = stage.person(key, language=language()), base or stage.stack.product_url
    signed_in = stage.kept.setdefault("signed in", set())
    if (key, base) not in signed_in:
        page.goto(base)
        page.locator("input[name=login]").fill(colleague(key).email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("input[name=password]")).to_have_count(0)
        signed_in.add((key, base))
    return page


def go(stage: Stage, page: Page, path: str, base: str = "") -> Page:
    """Open a page of the product by its path."""
    page.goto(f"{base or stage.stack.product_url}/{path}")
    return page


def tab(page: Page, name: str) -> None:
    """Open a tab of the page that is open, by its English name."""
    tabs = page.locator(".page-head nav.tabs")
    tabs.get_by_role("link", name=say(name)).click()
    expect(tabs.locator("[aria-current=page]")).to_contain_text(say(name))


def sign_in_at_linkedin(stage: Stage, page: Page, member: str) -> None:
    """Say at the sandbox who sits in front of this browser."""
    page.goto(f"{stage.stack.sandbox_url}/login?q={member}")
    page.locator(f'button[name=member][value="{member}"]').click()


def allow(page: Page, key: str) -> None:
    """Sign in at LinkedIn's own page where it asks who one is, and consent."""
    who = page.locator(f'button[name=member][value="{member_of(key)}"]')
    consent = page.get_by_role("button", name="Allow")
    expect(who.or_(consent).first).to_be_visible()
    if who.count():
        who.click()
    expect(consent).to_be_visible()
    consent.click()


def member_of(key: str) -> str:
    """Return the colleague's own member at the sandbox."""
    return member_id(colleague(key))


def seat_of(stage: Stage, key: str) -> int:
    """Return the number of the colleague's seat in the contract that is connected."""
    seats: Any = stage.stack.control("GET", "world")["seats"]
    return int(next(one["id"] for one in seats if one["member"] == member_of(key) and one["contract"] == CONTRACT_ID))


def recruiter_at(stage: Stage, key: str, member: str = "") -> Page:
    """Open the stand-in Recruiter as a colleague, in a tab of its own."""
    name = f"{key} at LinkedIn"
    page = stage.kept.get(name)
    if page is None:
        sign_in(stage, key)
        page = stage.kept[name] = stage.tab(key)
        sign_in_at_linkedin(stage, page, member_of(key))
    page.goto(f"{stage.stack.sandbox_url}/recruiter/{member}".rstrip("/"))
    return page


def someone_new(stage: Stage) -> dict[str, Any]:
    """Return a member nobody has as a candidate: the world's last members, one after the other."""
    members: Any = stage.stack.control("GET", "world")["members"]
    taken = stage.kept.setdefault("taken", set())
    found: dict[str, Any] = next(one for one in reversed(members) if one["id"] not in taken)
    taken.add(found["id"])
    return found


def name_of(member: dict[str, Any]) -> str:
    """Return the member's full name."""
    return f"{member['first_name']} {member['last_name']}"


def inside(page: Page, frame: str) -> FrameLocator:
    """Return LinkedIn's frame inside one of our frame documents."""
    return page.frame_locator(frame).frame_locator("iframe")
