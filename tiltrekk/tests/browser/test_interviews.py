"""Interviews in a real browser: a recruiter offers times, a candidate books on a phone, an interviewer answers."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect
from tiltrekk.interviews import services
from tiltrekk.interviews.links import new_link
from tiltrekk.interviews.models import Interview, State
from world import World

from .conftest import OpenAs, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def own_page(interview: Interview) -> str:
    return new_link(interview).removeprefix(settings.PUBLIC_URL)


@pytest.mark.req("INT-01")
def test_a_recruiter_offers_a_morning_from_the_drawer(world: World, open_as: OpenAs) -> None:
    page = open_as(
        world.users["recruiter"],
        reverse("applications:application-tab", args=[world.application.public_id, "interviews"]),
    )
    page.get_by_role("link", name="Plan interview").click()
    page.get_by_label("Priya Raman").check()
    expect(page.get_by_role("group", name="Fixed time")).to_be_hidden()
    page.get_by_label("At a fixed time").check()
    expect(page.get_by_role("group", name="Fixed time")).to_be_visible()
    expect(page.get_by_role("group", name="Times to choose among")).to_be_hidden()
    page.get_by_label("The candidate chooses among the times offered").check()
    page.locator("[name=days-0-day]").fill("2099-05-04")
    page.locator("[name=days-0-begins]").fill("09:00")
    page.locator("[name=days-0-ends]").fill("12:00")
    assert axe(page) == []
    page.get_by_role("button", name="Plan").click()
    expect(page.locator("#drawer")).to_contain_text("The candidate has not chosen a time yet")
    made = world.application.interviews.get(state=State.TO_BOOK)
    assert made.offered.count() == 3


@pytest.mark.req("INT-01", "FLT-48")
def test_a_candidate_books_on_a_phone_and_the_slower_one_keeps_the_other_times(world: World, open_as: OpenAs) -> None:
    page = open_as(None, own_page(world.offered), width="phone")
    times = page.locator("input[name=slot]")
    expect(times).to_have_count(3)
    first = world.offered.offered.order_by("starts_at")[0]
    rival = services.plan(
        actor=world.users["recruiter"],
        application=world.others[0],
        plan=services.Plan(
            title="Talk", kind="phone", minutes=30, time_zone="Europe/Oslo", language="en",
            panel=[world.users["interviewer"]], at=first.starts_at,
        ),
    )  # fmt: skip
    assert rival.state == State.BOOKED
    times.first.check()
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has just taken that time")
    expect(times).to_have_count(2)
    assert axe(page) == []
    times.first.check()
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_role("heading", name="Your time is booked")).to_be_visible()
    page.get_by_text("I cannot come then").click()
    page.get_by_label("What would suit you?").fill("Mornings")
    assert axe(page) == []
    page.get_by_role("button", name="Tell them").click()
    expect(page.get_by_role("status")).to_contain_text("we have noted it")


@pytest.mark.req("OQ-37")
def test_a_visitor_elsewhere_reads_their_own_time_beside_the_jobs(
    world: World, browser: Browser, live_server: Any
) -> None:
    path = own_page(world.offered)
    shown = {}
    for zone in ("Europe/Oslo", "America/New_York"):
        context = browser.new_context(base_url=live_server.url, timezone_id=zone, locale="en-GB")
        page = context.new_page()
        page.goto(path)
        expect(page.locator("input[name=slot]")).to_have_count(3)
        shown[zone] = page.locator(".own-time").all_inner_texts()
        context.close()
    assert shown["Europe/Oslo"] == []
    assert len(shown["America/New_York"]) == 3
    assert all(text.endswith("where you are") for text in shown["America/New_York"])


def test_without_scripts_a_candidate_books_as_well(world: World, browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nb-NO")
    page = context.new_page()
    page.goto(own_page(world.offered))
    page.locator("input[name=slot]").nth(1).check()
    page.get_by_role("button", name="Velg dette tidspunktet").click()
    expect(page.get_by_role("heading", name="Tiden din er avtalt")).to_be_visible()
    context.close()


@pytest.mark.req("INT-04")
def test_an_interviewer_on_a_phone_opens_it_from_home_and_accepts(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["interviewer"], "/", width="phone")
    page.get_by_role("link", name="Interview with Sunniva Berge").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".panel-list")).to_contain_text("Accepted")
    page.get_by_role("link", name="Résumé").click()
    expect(page.locator("#drawer")).to_contain_text("cv.txt")
    client = Client()
    client.force_login(world.users["interviewer"])
    feedback = reverse("applications:application-tab", args=[world.application.public_id, "feedback"])
    assert "Your feedback" in client.get(feedback).content.decode()
