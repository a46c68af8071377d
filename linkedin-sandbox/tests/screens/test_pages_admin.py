"""Admin settings › ATS: both levels, their states, the switches and the reasons."""

import pytest

from .conftest import BERGEN, Company


def _switch(company: Company, level: str, *, on: bool, member: str = "kari") -> str:
    form = {"application": company.child.id, "level": level, "contract": BERGEN, "on": "1" if on else ""}
    return company.client(member).post("/admin/ats/switch", data=form, follow_redirects=True).text


def test_nothing_is_listed_before_anybody_asked(company: Company) -> None:
    assert "No ATS has been set up" in company.client("kari").get("/admin/ats").text


@pytest.mark.req("LI-16")
def test_both_levels_stand_with_names_types_contexts_and_states(company: Company) -> None:
    company.request("contract")
    company.request("company")
    assert "Not named yet" in company.client("kari").get("/admin/ats").text

    company.name_integrations()
    text = company.client("kari").get("/admin/ats").text

    for part in (
        "Contract level access",
        "each seat in this contract",
        "Company level access",
        "each contract in company",
        "Fyrlykt, csa_api",
        "CSA_API",
        "urn:li:contract:4410032",
        "Partner ready",
    ):
        assert part in text
    assert "Would open export, In ATS and the profile tab to Aberdeen too" in text


def test_a_switch_turns_a_level_on_and_off_and_tells_the_ats(company: Company) -> None:
    company.request("contract")
    company.name_integrations()

    assert "Contract level access is on" in _switch(company, "contract", on=True)
    assert 'aria-checked="true"' in company.client("kari").get("/admin/ats").text
    assert "Contract level access is off" in _switch(company, "contract", on=False)
    events = company.client("kari").get("/admin/events").text
    assert events.count("INTEGRATION_STATUS_CHANGE") == 2


def test_without_a_callback_url_the_switch_is_refused_with_the_reason(company: Company) -> None:
    company.request("contract")
    company.name_integrations(callback=False)

    text = company.client("kari").get("/admin/ats").text

    assert "Cannot be switched on" in text
    assert "has no CALLBACK_URL. The ATS must set one" in text
    assert "CALLBACK_URL" in _switch(company, "contract", on=True)
    assert 'aria-checked="true"' not in company.client("kari").get("/admin/ats").text.split("Harbourline")[0]


def test_only_administrators_of_the_contract_open_the_settings(connected: Company) -> None:
    text = connected.client("astrid").get("/admin/ats").text

    assert "Astrid Lunde administers no contract" in text
    assert "Kari Myklebust" in text
    assert "Only an administrator" in _switch(connected, "contract", on=False, member="astrid")
