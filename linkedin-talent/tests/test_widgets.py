"""Tags of LinkedIn's plug-ins: as LinkedIn's pages print them, and safe with any text."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import Endpoints, IntegrationKey, widgets
from linkedin_talent.errors import ReplyError
from linkedin_talent.integrations import (
    BUNDLE_TYPES,
    Bundle,
    IntegrationType,
    integration_key,
    read_callback,
)

COMPANY, CONTRACT = "urn:li:organization:90210", "urn:li:contract:5150"
REAL = Endpoints.linkedin()


def test_the_loader_is_the_documented_script() -> None:
    assert widgets.loader(REAL, "86qz", REAL.onboarding_extension) == (
        '<script type="text/javascript" src="https://platform.linkedin.com/xdoor/scripts/in.js">\n'
        "  api_key: 86qz\n"
        "  extensions: ATSIntegrationWidget@https://platform.linkedin.com/rsc/extensions/onboarding-widget\n"
        "</script>"
    )
    assert 'in.js" nonce="n&quot;1">' in widgets.loader(REAL, "86qz", REAL.profile_extension, nonce='n"1')


@pytest.mark.parametrize("key", ["", "a b", "a\n  extensions: x", "</script>", "é"])
def test_an_api_key_cannot_become_script(key: str) -> None:
    with pytest.raises(ValueError, match="API key"):
        widgets.loader(REAL, key, REAL.profile_extension)


def test_the_set_up_plug_in() -> None:
    assert widgets.onboarding([Bundle.COMPANY, Bundle.CONTRACT], on_integrate="onIntegrate").html() == (
        '<script type="IN/ATSIntegrationWidget" data-supported-bundled-integration-types='
        '"RECRUITER_SYSTEM_CONNECT_COMPANY,RECRUITER_SYSTEM_CONNECT_CONTRACT" data-onintegrate="onIntegrate" '
        'data-width="500"></script>'
    )


def test_the_profile_widget() -> None:
    tag = widgets.profile("C-8812", COMPANY, on_link="linked", on_unlink="unlinked")
    assert tag.html() == (
        '<script type="IN/HcmWidget" data-widget-type="ATS" data-ats-candidate-id="C-8812" '
        'data-integration-context="urn:li:organization:90210" data-show-unlink-url="true" data-confirm-unlink="true" '
        'data-onlink="linked" data-onunlink="unlinked" data-width="800"></script>'
    )
    looking = widgets.profile("C-8812", COMPANY, show_unlink=False)
    assert looking.attributes["show-unlink-url"] == "false"
    assert "onlink" not in looking.attributes


def test_apply_with_linkedin() -> None:
    assert widgets.apply_button("N1-1042", COMPANY, callback="fill", height=30).html() == (
        '<script type="IN/AwliWidget" data-company-job-code="N1-1042" '
        'data-integration-context="urn:li:organization:90210" data-mode="BUTTON_DATA" data-callback-method="fill" '
        'data-size="medium" data-color="blue" data-height="30"></script>'
    )
    assert dict(widgets.apply_conversion("N1-1042", COMPANY).attributes) == {
        "company-job-code": "N1-1042",
        "integration-context": COMPANY,
        "mode": "CONVERSION",
    }


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (widgets.applicant_highlights, "IN/ApplicantHighlights"),
        (widgets.applicant_profile, "IN/HcmWidget"),
    ],
)
def test_the_applicant_widgets(made: Callable[..., widgets.Widget], kind: str) -> None:
    tag = made(
        COMPANY,
        job_application="urn:li:jobApplication:88",
        job_posting_id="N1-1042",
        email="kari@mail.test",
        profile_url="https://www.linkedin.com/in/kari",
    )
    assert tag.type == kind
    assert dict(tag.attributes) == {
        "integration-context": COMPANY,
        "li-job-application-id": "urn:li:jobApplication:88",
        "ats-job-posting-id": "N1-1042",
        "applicant-email": "kari@mail.test",
        "li-applicant-profile-url": "https://www.linkedin.com/in/kari",
    }


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append({"": tag, **dict(attrs)})


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1))
def test_no_text_leaves_its_attribute(text: str) -> None:
    page = _Tags()
    page.feed(widgets.profile(text, COMPANY).html())
    (tag,) = page.found
    assert (tag[""], tag["data-ats-candidate-id"]) == ("script", text)


# --- what the set-up plug-in tells ------------------------------------------------------------------------------


def test_the_callbacks_elements_are_keys() -> None:
    element = {
        "integrationContext": CONTRACT,
        "integrationType": "CSA_API",
        "tenantType": "RECRUITER",
        "dataProvider": "ATS",
    }
    assert read_callback([element]) == [IntegrationKey(CONTRACT, "CSA_API")]
    for nonsense in ({}, {"integrationContext": CONTRACT}, element | {"tenantType": 7}):
        with pytest.raises(ReplyError):
            read_callback([nonsense])


@pytest.mark.parametrize(
    ("type_", "context", "tenant"),
    [
        ("IN_ATS_INDICATOR", COMPANY, "RECRUITER"),
        ("ONE_CLICK_EXPORT", COMPANY, "RECRUITER"),
        ("PROFILE_PLUGIN", COMPANY, "RECRUITER"),
        ("CSA_API", CONTRACT, "RECRUITER"),
        ("RECOMMENDED_MATCHES", COMPANY, "RECRUITER"),
        ("UNIFIED_SEARCH", COMPANY, "RECRUITER"),
        ("APPLY_CONNECT", COMPANY, "JOBS"),
        ("APPLY_WITH_LINKEDIN", COMPANY, "JOBS"),
        ("PREMIUM_JOB_POSTING", CONTRACT, "JOBS"),
        ("CRM_ONE_CLICK_EXPORT", COMPANY, "RECRUITER"),
        ("CRM_CSA_API", CONTRACT, "RECRUITER"),
    ],
)
def test_each_type_has_its_context_and_tenant(type_: str, context: str, tenant: str) -> None:
    assert integration_key(type_, organization=COMPANY, contract=CONTRACT) == IntegrationKey(context, type_, tenant)


def test_a_type_of_a_contract_needs_one() -> None:
    with pytest.raises(ValueError, match="CSA_API belongs to a contract"):
        integration_key("CSA_API", organization=COMPANY)


def test_every_bundle_says_what_is_in_it() -> None:
    assert set(BUNDLE_TYPES) == set(Bundle)
    assert BUNDLE_TYPES[Bundle.CONTRACT] == (IntegrationType.CSA_API,)
