"""Reopening a closed job from its menu, and merging a possible duplicate, as people do it."""

import pytest
from playwright.sync_api import expect
from tiltrekk.applications.models import Application
from tiltrekk.candidates.services.people import record_possible_duplicate
from tiltrekk.jobs.models import StatusReason
from tiltrekk.jobs.services import jobs
from world import World

from .conftest import OpenAs, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.req("OQ-7", "A11Y-01")
def test_a_closed_job_is_reopened_with_its_people(world: World, open_as: OpenAs) -> None:
    recruiter = world.users["recruiter"]
    jobs.close(actor=recruiter, job=world.job, reason=StatusReason.CANCELLED)
    page = open_as(recruiter, f"/jobs/{world.job.public_id}/details/")
    page.get_by_label("More actions").click()
    page.get_by_role("link", name="Reopen the job").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Its postings stay down")).to_be_visible()
    assert axe(page) == []
    dialog.get_by_role("button", name="Reopen the job").click()
    expect(page.locator("#toasts")).to_contain_text("is open again. It is posted nowhere.")
    world.application.refresh_from_db()
    assert world.application.is_open


@pytest.mark.req("CAND-12", "A11Y-01")
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_a_possible_duplicate_is_merged(world: World, open_as: OpenAs, width: str) -> None:
    stays, goes = world.candidate, world.others[0].candidate
    record_possible_duplicate(stays, goes)
    Application.objects.filter(candidate=goes).delete()
    page = open_as(world.users["recruiter"], f"/candidates/{stays.public_id}/", width=width)
    page.get_by_role("link", name="Merge").click()
    expect(page.get_by_role("heading", name=f"Are they both {stays.name}?")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("#toasts")).to_contain_text("is one person now")
    goes.refresh_from_db()
    assert goes.merged_into == stays
