"""*Apply with LinkedIn*: asked for by an administrator, used by somebody nobody knows."""

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect
from sandbox_process import CONTRACT, connected
from tiltrekk.accounts.models import Environment
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate, Source
from tiltrekk.linkedin.connect import apply
from tiltrekk.linkedin.models import LinkedInSettings
from tiltrekk.postings.models import Posting

from .conftest import Browse, House, Shot

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def preview() -> None:
    environment = Environment.current()
    environment.preview_features = [apply.FEATURE]
    environment.save()
    cache.clear()


@pytest.mark.req("LI-43")
def test_an_administrator_connects_it(house: House, browse: Browse, shot: Shot) -> None:
    preview()
    connected(house.sandbox, house.admin, "company")
    page = browse(house.admin)
    page.goto("/admin/linkedin/")
    card = page.locator("section", has=page.get_by_role("heading", name="Apply with LinkedIn"))
    card.get_by_role("link", name="Connect").click()
    plugin = card.frame_locator("iframe").frame_locator("iframe")
    plugin.get_by_role("link", name="Connect").click()
    plugin.get_by_role("button", name="Sign in as Ragna Rekrutterer").click()
    plugin.get_by_role("button", name="Request").first.click()
    expect(card.get_by_text("A contract administrator switches it on in Recruiter.")).to_be_visible()
    house.sandbox.post("acts/ats-switch", contract=CONTRACT, level="apply", on=True)
    card.get_by_role("button", name="Check again").click()
    expect(card.get_by_text("The button shows on every public apply form.")).to_be_visible()
    shot(page, "admin-4-apply")
    assert apply.is_offered()


@pytest.mark.req("LI-44", "LI-45")
def test_the_form_fills_itself_and_nothing_is_kept_before_it_is_sent(house: House, browse: Browse, shot: Shot) -> None:
    preview()
    connected(house.sandbox, house.admin, "company")
    now = timezone.now()
    LinkedInSettings.current()
    LinkedInSettings.objects.update(apply_requested_at=now, apply_enabled_at=now)
    when = {"posted_at": now, "first_posted_at": now}
    Posting.objects.create(job=house.job, channel="career_site", posted_by=house.ragna, **when)
    page = browse(None)
    page.goto(f"/careers/{house.job.public_id}/apply/")
    page.get_by_label("First name").fill("Somebody")
    assert "xdoor" not in " ".join(frame.url for frame in page.frames)
    page.get_by_role("button", name="Apply with LinkedIn").click()
    frame = page.frame_locator("#li-apply-frame").frame_locator("iframe")
    frame.get_by_role("link").first.click()
    frame.get_by_role("button", name="Sign in as Kari Nordmann").click()
    frame.get_by_role("button", name="Share").first.click()
    expect(page.get_by_label("First name")).to_have_value("Kari")
    expect(page.get_by_label("Surname")).to_have_value("Nordmann")
    expect(page.get_by_label("E-mail")).to_have_value("kari@example.org")
    shot(page, "apply-filled")
    assert not Candidate.objects.exists()
    page.get_by_label("may keep what I send here").check()
    page.get_by_label("Résumé").set_input_files(
        {"name": "cv.txt", "mimeType": "text/plain", "buffer": b"Welds and engineers."}
    )
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_text("Thank you for applying")).to_be_visible()
    sent = Application.objects.get()
    assert (sent.candidate.name, sent.source) == ("Kari Nordmann", Source.LINKEDIN)
