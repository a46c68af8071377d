"""Who plays: an administrator, a recruiter, and what they do in both programs."""

from playwright.sync_api import Page, expect

from demo.company.people import COLLEAGUES, PASSWORD, Colleague
from demo.company.world import member_id
from rehearsal.stage import Stage

ADMIN, RECRUITER, MANAGER, NO_SEAT = "grete", "daniel", "sara", "torarne"


def colleague(key: str) -> Colleague:
    """Return one of the demo company's eight."""
    return next(one for one in COLLEAGUES if one.key == key)


def sign_in(stage: Stage, key: str) -> Page:
    """Open the product as a colleague, signing in when the browser is new."""
    page = stage.person(key)
    page.goto(stage.stack.product_url)
    if page.locator("input[type=password]").count():
        page.locator("input[name=login]").fill(colleague(key).email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit], form button:not([type])").first.click()
        expect(page.locator("input[type=password]")).to_have_count(0)
    return page


def sign_in_at_linkedin(stage: Stage, page: Page, member: str) -> None:
    """Say at the sandbox who sits in front of this browser."""
    page.goto(f"{stage.stack.sandbox_url}/login")
    page.locator(f'button[name=member][value="{member}"]').click()


def member_of(key: str) -> str:
    """Return the colleague's own member at the sandbox."""
    return member_id(colleague(key))


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
