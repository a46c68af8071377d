"""An administrator has another system told: by keyboard, the secret once, a test, its answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fake_receiver import Receiver, answer, receiving
from playwright.sync_api import Page, expect
from tiltrekk.api.models import Endpoint
from webhook_stage import turns
from world import World

from .conftest import OpenAs, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.OUTGOING_TO_LOOPBACK = True
    with receiving() as running:
        yield running


def test_an_endpoint_is_added_tested_and_its_delivery_looked_at_by_keyboard(
    world: World, open_as: OpenAs, receiver: Receiver
) -> None:
    page = open_as(world.users["admin"], "/admin-center/webhooks/")
    page.get_by_role("link", name="Add an endpoint").press("Enter")
    page.get_by_label("Name").fill("Onboarding")
    page.get_by_label("Address").fill("http://example.org/hook")
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("Choose at least one event")
    expect(page.get_by_label("Address")).to_have_value("http://example.org/hook")
    _no_problems(page)
    page.get_by_label("Address").fill(receiver.url)
    box = page.get_by_role("checkbox", name=re.compile("An offer was accepted"))
    box.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Add").press("Enter")
    page.get_by_role("button", name="Show the secret").press("Enter")
    expect(page.locator("#secret")).to_have_value(Endpoint.objects.get(description="Onboarding").secret)
    _no_problems(page)
    page.get_by_role("link", name="Done").press("Enter")
    receiver.usual = answer(202, body="thanks")
    page.get_by_role("button", name="Send a test").press("Enter")
    expect(page.get_by_role("heading", name="Test", exact=True)).to_be_visible()
    turns()
    page.get_by_role("link", name="Look again").press("Enter")
    expect(page.locator("main")).to_contain_text("202 Accepted")
    expect(page.locator("main")).to_contain_text("thanks")
    _no_problems(page)


def test_the_log_is_narrowed_without_leaving_the_page(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["admin"], f"/admin-center/webhooks/{world.endpoint.public_id}/")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("#id_state").select_option("delivered")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    expect(page).to_have_url(re.compile("state=delivered"))
    _no_problems(page)
    page.get_by_role("link", name="Clear search and filters").click()
    page.get_by_role("checkbox", name=re.compile("^Choose application")).check()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#toasts")).to_contain_text("1 delivery is sent again")


def _no_problems(page: Page) -> None:
    assert not axe(page)
