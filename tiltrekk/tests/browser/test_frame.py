"""What every page shares: the search palette, keys of lists, unsaved changes, refused forms, look and language."""

import re

import pytest
from playwright.sync_api import Dialog, expect
from world import World

from .conftest import OpenAs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_palette_finds_a_person_by_keyboard_alone(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], "/")
    page.keyboard.press("Control+k")
    box = page.locator("#palette").get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("Sunniva")
    found = page.locator("#palette .palette-entry").filter(has_text="Sunniva Berge")
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/candidates/{world.candidate.public_id}/"))


def test_palette_closes_and_gives_the_page_back(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], "/")
    page.locator("[data-palette-url]").click()
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_slash_goes_to_the_search_of_a_list_and_j_k_walk_its_rows(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/applicants/list/")
    page.keyboard.press("/")
    expect(page.locator("[data-list-search]")).to_be_focused()
    page.locator("h1").click()
    names = page.locator("tbody [data-row] .cell-title, tbody [data-row].cell-title")
    page.keyboard.press("j")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()


def test_leaving_typed_text_asks_first(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.draft.public_id}/details/")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.locator("[name=title]").fill("Something else")
    page.once("dialog", stay)
    page.locator('.page-head a[href$="/team/"]').click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(page.locator("[name=title]")).to_have_value("Something else")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Something else")


def test_refused_form_keeps_what_was_typed_and_says_why_beside_the_field(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["admin"], "/admin-center/people/new/")
    page.locator("[name=name]").fill("Marit Haugen the second")
    page.locator("[name=email]").fill(world.users["recruiter"].email)
    page.locator("main form button.btn-brand").click()
    expect(page.locator(".field-error, .error-summary").first).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Marit Haugen the second")
    expect(page.locator("[name=email]")).to_have_value(world.users["recruiter"].email)


def test_look_and_language_change_with_the_settings(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], "/settings/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.locator("[name=theme]").select_option("dark")
    page.locator("[name=language]").select_option("nb")
    page.locator("main form button.btn-brand").click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("#toasts .toast")).to_be_visible()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_without_network_a_toast_says_so_and_nothing_is_lost(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/applicants/")
    page.context.set_offline(True)
    page.get_by_role("link", name="Sunniva Berge").click()
    expect(page.locator("#toasts .toast-bad")).to_contain_text("No answer from the server")
    page.context.set_offline(False)
    page.get_by_role("link", name="Sunniva Berge").click()
    expect(page.locator("#drawer").get_by_role("heading", name="Sunniva Berge")).to_be_visible()


def test_escape_closes_an_open_menu_and_leaves_the_drawer_under_it(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/")
    menu = page.locator("#drawer .drawer-person .menu")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(page.locator("#drawer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_what_the_drawer_covers_on_a_phone_is_out_of_the_keyboards_reach(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/", width="phone")
    expect(page.locator("#main")).to_have_js_property("inert", value=True)
    page.locator("[data-drawer-close]").click()
    expect(page.locator("#main")).to_have_js_property("inert", value=False)


def test_cancel_closes_a_dialog_and_leads_back_from_the_same_form_as_a_page(world: World, open_as: OpenAs) -> None:
    close, job = f"/jobs/{world.job.public_id}/close/", f"/jobs/{world.job.public_id}/details/"
    page = open_as(world.users["recruiter"], job)
    page.locator(".page-actions .menu summary").click()
    page.get_by_role("link", name="Close the job").click()
    page.locator("#dialog").get_by_role("link", name="Cancel").click()
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{job}$"))
    page.goto(close)
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(f"/jobs/{world.job.public_id}/applicants/$"))


def test_the_present_tab_is_in_sight_on_a_phone(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/activity/", width="phone")
    expect(page.locator(".page-head .tab[aria-current]")).to_be_in_viewport(ratio=1)
