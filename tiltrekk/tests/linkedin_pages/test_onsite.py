"""*Apply Connect*: asked for by an administrator, switched for all and for one job, seen by the team."""

import pytest
from onsite_stage import applies, settled, worked
from playwright.sync_api import Page, expect
from sandbox_process import CONTRACT, connected
from tiltrekk.applications.models import Application
from tiltrekk.linkedin.connect import choices
from tiltrekk.linkedin.models import JobMode, JobOperation, LinkedInSettings
from tiltrekk.postings import services as postings

from .conftest import Browse, House, Shot

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.req("AC-R1", "AC-R2", "AC-R3", "AC-R12")
def test_it_is_connected_switched_and_used(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    choices.save_choices(actor=house.admin, mode=JobMode.API, match_pool_members=False)
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    card = page.locator("section", has=page.get_by_role("heading", name="Apply on LinkedIn (Apply Connect)"))
    card.get_by_role("link", name="Connect").click()
    plugin = card.frame_locator("iframe").frame_locator("iframe")
    plugin.get_by_role("link", name="Connect").click()
    plugin.get_by_role("button", name="Sign in as Ragna Rekrutterer").click()
    expect(plugin.get_by_label("Applicant notifications")).to_be_checked()
    plugin.get_by_role("button", name="Request").first.click()
    expect(card.get_by_text("A contract administrator switches it on in Recruiter.")).to_be_visible()
    house.sandbox.post("acts/ats-switch", contract=CONTRACT, level="apply-connect", on=True)
    card.get_by_role("button", name="Check again").click()
    expect(card.get_by_text("On for all posted jobs")).to_be_visible()
    expect(card.get_by_role("link", name="Read the terms")).to_be_visible()
    shot(page, "onsite-1-admin")
    card.get_by_role("button", name="Turn off").click()
    expect(page.get_by_text("People no longer apply on LinkedIn.")).to_be_visible()
    card.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("People apply on LinkedIn now.")).to_be_visible()
    assert LinkedInSettings.current().onsite_apply
    _job_and_team(house, browse(house.ragna), shot)


def _job_and_team(house: House, page: Page, shot: Shot) -> None:
    postings.post(actor=house.ragna, job=house.job, channel="linkedin", confirmed=True)
    settled(house.sandbox)
    page.goto(f"/jobs/{house.job.public_id}/postings/")
    tile = page.locator("#channel-linkedin")
    expect(tile.get_by_text("People apply on LinkedIn itself.")).to_be_visible()
    shot(page, "onsite-2-tile")
    tile.get_by_role("button", name="Turn off for this job").click()
    expect(tile.get_by_text("People apply on your own form, not on LinkedIn.")).to_be_visible()
    tile.get_by_role("button", name="Turn on for this job").click()
    settled(house.sandbox)
    applies(house.sandbox, house.job)
    worked()
    made = Application.objects.get()
    page.goto(f"/jobs/{house.job.public_id}/applicants/list/")
    expect(page.locator("#applicants").get_by_text("Applied on LinkedIn")).to_be_visible()
    shot(page, "onsite-3-list")
    page.goto(f"/applications/{made.public_id}/")
    expect(page.locator("#drawer").get_by_text("Applied on LinkedIn")).to_be_visible()
    shot(page, "onsite-4-applicant")
    JobOperation.objects.update(apply_status="NOT_ENABLED", apply_words="The first application could not be delivered")
    page.goto(f"/jobs/{house.job.public_id}/linkedin/")
    expect(page.get_by_role("button", name="Ask LinkedIn again")).to_be_visible()
    shot(page, "onsite-5-diagnosis")
    page.get_by_role("button", name="Ask LinkedIn again").click()
    expect(page.get_by_text("The job is being sent again.")).to_be_visible()


def test_the_pages_say_it_in_norwegian(house: House, browse: Browse, shot: Shot) -> None:
    connected(house.sandbox, house.admin, "company")
    choices.save_choices(actor=house.admin, mode=JobMode.API, match_pool_members=False)
    LinkedInSettings.objects.update(onsite_requested_at="2026-11-01T10:00Z", onsite_enabled_at="2026-11-01T10:00Z")
    for user in (house.admin, house.ragna):
        user.language = "nb"
        user.save()
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    expect(page.get_by_role("heading", name="Søk på LinkedIn (Apply Connect)")).to_be_visible()
    shot(page, "onsite-6-admin-nb")
