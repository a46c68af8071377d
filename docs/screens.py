"""``python -m docs.screens [page …]``: pictures of the product with the demo company.

Every page, in English and Norwegian, light and dark, at a desk and on a phone, goes to ``build/screens/demo``; the few
that README and manuals show go to ``docs/images``. It starts product and sandbox afresh and connects them as an
administrator does.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from demo.company.jobs import COMPANY, COMPANY_ID
from demo.company.people import PASSWORD
from rehearsal import stack
from rehearsal.chapters.seed_story import connecting, export, user
from rehearsal.chapters.seed_story.people import colleague, go, recruiter_at, seat_of, sign_in, someone_new
from rehearsal.stage import Stage
from tools import browser as chromium

CHECKOUT = Path(__file__).resolve().parents[1]
SCREENS = CHECKOUT / "build" / "screens" / "demo"
IMAGES = CHECKOUT / "docs" / "images"
DESK, PHONE = 1440, 390
SIZES = {DESK: 900, PHONE: 844}
RECRUITER, ADMIN, NORWEGIAN = "daniel", "grete", "marit"  # the last one is both
JOBS = {RECRUITER: "Data analyst, grid and markets", NORWEGIAN: "Senior backend engineer"}
SECOND_STAGE = 1
MATCHED = 300_000  # ms; the product asks whom LinkedIn matched once the history is sent
ARRIVALS = 3  # people exported from Recruiter before the pictures are taken

# name → path; {job}, {application}, {candidate}, {pool} and {colleague} are of the demo company.
PAGES = {
    "home": "",
    "search": "search/?q=ber",
    "activity": "activity/",
    "settings": "settings/",
    "connections": "settings/connections/",
    "sign-ins": "settings/sign-ins/",
    "jobs": "jobs/",
    "jobs-closed": "jobs/closed/",
    "jobs-none": "jobs/?q=nosuchjob",
    "job-new": "jobs/new/",
    "job-details": "jobs/{job}/details/",
    "job-team": "jobs/{job}/team/",
    "job-process": "jobs/{job}/process/",
    "job-postings": "jobs/{job}/postings/",
    "job-activity": "jobs/{job}/activity/",
    "job-linkedin": "jobs/{job}/linkedin/",
    "job-close": "jobs/{job}/close/",
    "board": "jobs/{job}/applicants/",
    "applicants": "jobs/{job}/applicants/list/",
    "prospects": "jobs/{job}/prospects/",
    "interviews": "interviews/",
    "job-interviews": "jobs/{job}/interviews/",
    "interview-plan": "applications/{application}/interviews/plan/",
    "drawer-interviews": "applications/{application}/interviews/",
    "person-add": "jobs/{job}/add/?kind=applicant",
    "drawer": "applications/{application}/",
    "drawer-feedback": "applications/{application}/feedback/",
    "drawer-notes": "applications/{application}/notes/",
    "drawer-documents": "applications/{application}/documents/",
    "drawer-activity": "applications/{application}/activity/",
    "reject": "applications/{application}/reject/",
    "candidates": "candidates/",
    "candidate-new": "candidates/new/",
    "candidate": "candidates/{candidate}/",
    "candidate-documents": "candidates/{candidate}/documents/",
    "candidate-applications": "candidates/{candidate}/applications/",
    "candidate-notes": "candidates/{candidate}/notes/",
    "candidate-activity": "candidates/{candidate}/activity/",
    "candidate-linkedin": "candidates/{candidate}/linkedin/",
    "candidate-records": "candidates/{candidate}/linkedin/records/",
    "linkedin-help": "linkedin/help/",
    "pools": "pools/",
    "pool-new": "pools/new/",
    "not-found": "no-such-page/",
    "careers": "careers/",
    "careers-job": "careers/{job}/",
    "careers-apply": "careers/{job}/apply/",
}
ADMIN_PAGES = {
    "people": "admin-center/people/",
    "person": "admin-center/people/{colleague}/",
    "invite": "admin-center/people/new/",
    "organisation": "admin-center/organisation/",
    "preview": "admin-center/preview/",
    "webhooks": "admin-center/webhooks/",
    "webhook-new": "admin-center/webhooks/new/",
    "admin-linkedin": "admin/linkedin/",
    "linkedin-look-up": "admin/linkedin/look-up/?q=ber",
    "linkedin-closed": "admin/linkedin/closed/",
    "linkedin-pages": "admin/linkedin/pages/",
}


@dataclass
class Visitor:
    """A colleague with one browser for each size."""

    key: str
    language: str
    contexts: dict[int, BrowserContext]

    def page(self, width: int) -> Page:
        context = self.contexts[width]
        return context.pages[0] if context.pages else context.new_page()


def visitor(browser: Browser, product: str, key: str) -> Visitor:
    """Sign a colleague in, at a desk and on a phone."""
    person, contexts = colleague(key), {}
    for width, height in SIZES.items():
        contexts[width] = browser.new_context(
            base_url=f"{product}/",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            has_touch=width == PHONE,
        )
        page = contexts[width].new_page()
        page.goto("account/login/")
        page.locator("input[name=login]").fill(person.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        expect(page.locator("input[name=password]")).to_have_count(0)
    speak(page, person.language)
    return Visitor(key, person.language, contexts)


def speak(page: Page, language: str) -> None:
    """Choose the person's own language; the walks that connect LinkedIn speak one to everybody."""
    page.goto("settings/")
    page.locator("select[name=language]").select_option(language)
    page.locator("form:has(select[name=language]) .btn-brand").click()
    expect(page.locator(f"html[lang={language}]")).to_have_count(1)


def places(who: Visitor) -> dict[str, str]:
    """Find the person's own job, somebody at its second stage, and who that is."""
    page = who.page(DESK)
    page.goto("jobs/")
    page.get_by_role("link", name=JOBS[who.key], exact=True).first.click()
    page.wait_for_url("**/jobs/*/**")
    job = page.url.split("/jobs/")[1].split("/")[0]
    application = applications(page, job)[0]
    return {"job": job, "application": application, "candidate": candidate_of(page, application)}


def applications(page: Page, job: str) -> list[str]:
    """Return who is at the job's second stage."""
    page.goto(f"jobs/{job}/applicants/")
    cards = page.locator(".board-column").nth(SECOND_STAGE).locator(".card-name").all()
    return [(card.get_attribute("href") or "").split("/")[2] for card in cards]


def candidate_of(page: Page, application: str) -> str:
    """Return whose application it is."""
    page.goto(f"applications/{application}/")
    person = page.locator('#drawer a[href^="/candidates/"]').first
    return (person.get_attribute("href") or "").split("/")[2]


def whom_linkedin_shows(stage: Stage, recruiter: Visitor, job: str) -> Page:
    """Open the LinkedIn tab of the first person there whose profile LinkedIn has; not everybody is a member.

    LinkedIn's frame needs this browser: it is signed in at both sites.
    """
    page, own = sign_in(stage, RECRUITER), recruiter.page(DESK)
    for application in applications(own, job):
        go(stage, page, f"candidates/{candidate_of(own, application)}/linkedin/")
        page.wait_for_load_state("networkidle")
        frame = page.frame_locator("#li-profile iframe").frame_locator("iframe")
        if frame.get_by_role("button", name="Send InMail").count():
            break
    expect(page.locator("#li-line")).to_contain_text("Matched by", timeout=MATCHED)
    return page


def someone(page: Page) -> str:
    """Find a colleague for the page about one of them."""
    page.goto("admin-center/people/")
    address = page.locator("tbody a").first.get_attribute("href") or ""
    return address.split("/people/")[1].split("/")[0]


def picture(page: Page, path: Path, *, whole: bool = True) -> None:
    """Take a picture of a page that has come to rest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, full_page=whole)
    if path.parent == IMAGES:  # a page of flat colours loses nothing by a palette, and half its bytes
        Image.open(path).convert("RGB").quantize(256, Image.Quantize.FASTOCTREE).save(path, optimize=True)


def tour(who: Visitor, pages: dict[str, str], at: dict[str, str], wanted: Sequence[str]) -> None:
    """Walk the pages in every look; tell of a page that scrolls sideways."""
    for name, path in pages.items():
        if wanted and name not in wanted:
            continue
        for width in SIZES:
            page = who.page(width)
            page.goto(path.format(**at))
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                print(f"{name} {who.language} {width}: scrolls sideways", flush=True)
            for look in ("light", "dark"):
                page.emulate_media(color_scheme=look)
                picture(page, SCREENS / f"{name}-{who.language}-{width}-{look}.png")


def everybody(browser: Browser, product: str, wanted: Sequence[str] = ()) -> None:
    """The whole tour: a recruiter and an administrator in English, somebody who is both in Norwegian."""
    recruiter, admin, norwegian = (visitor(browser, product, key) for key in (RECRUITER, ADMIN, NORWEGIAN))
    one = {"colleague": someone(admin.page(DESK))}
    tour(recruiter, PAGES, places(recruiter), wanted)
    tour(admin, ADMIN_PAGES, one, wanted)
    tour(norwegian, PAGES | ADMIN_PAGES, places(norwegian) | one, wanted)


def illustrations(browser: Browser, product: str, stage: Stage) -> None:
    """The pictures README and manuals show, in English and light, as large as a window."""
    recruiter, admin = (visitor(browser, product, key) for key in (RECRUITER, ADMIN))
    at = places(recruiter)
    page = recruiter.page(DESK)
    page.goto("jobs/{job}/prospects/".format(**at))
    job_id = page.locator(".page-heading .quiet").inner_text().split()[0]
    export.let_linkedin_take(stage, job_id)
    for _ in range(ARRIVALS):
        wanted = {
            "member": someone_new(stage)["id"],
            "seat": seat_of(stage, RECRUITER),
            "external_job_posting_id": job_id,
        }
        stage.eventually(partial(stage.stack.tries, "acts/export", wanted), f"{job_id} is offered", seconds=60)
    expect(page.locator("#prospects [data-new]")).to_have_count(ARRIVALS)
    shown = {
        "home": (recruiter, ""),
        "board": (recruiter, "applications/{application}/"),
        "prospects": (recruiter, "jobs/{job}/prospects/"),
        "linkedin-admin": (admin, "admin/linkedin/"),
    }
    for name, (who, path) in shown.items():
        page = who.page(DESK)
        page.goto(path.format(**at))
        picture(page, IMAGES / f"{name}.png", whole=False)
    picture(recruiter_at(stage, RECRUITER, someone_new(stage)["id"]), IMAGES / "sandbox-recruiter.png", whole=False)
    page = whom_linkedin_shows(stage, recruiter, at["job"])
    picture(page, IMAGES / "candidate-linkedin.png", whole=False)


def connect(stage: Stage) -> None:
    """Name the company and switch Recruiter System Connect on, as an administrator does."""
    page = go(stage, sign_in(stage, ADMIN), "admin/linkedin/")
    company = page.get_by_role("region", name="Company", exact=True)
    company.locator("[name=name]").fill(COMPANY)
    company.locator("[name=company_id]").fill(COMPANY_ID)
    company.get_by_role("button", name="Save").click()
    expect(company.get_by_text(COMPANY_ID)).to_be_visible()
    for rule in (*connecting.RULES, *user.RULES):
        stage.begin(rule.id)
        rule.walk(stage)


@contextmanager
def connected(folder: Path, path: str) -> Iterator[tuple[stack.Stack, Browser, Stage]]:
    """Start everything and switch LinkedIn on."""
    with stack.running(folder, company="demo") as running, sync_playwright() as playwright:
        stage = Stage(playwright, path, running, folder)
        connect(stage)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield running, browser, stage
        finally:
            browser.close()
            stage.close()


def main(wanted: Sequence[str]) -> int:
    """Take the pictures; return the exit status."""
    path = chromium.ensure()
    if path is None:
        print("No Chromium found.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, connected(Path(folder), path) as (running, browser, stage):
        if not wanted:
            illustrations(browser, running.product_url, stage)
        everybody(browser, running.product_url, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
