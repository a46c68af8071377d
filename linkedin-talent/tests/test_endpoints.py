"""Addresses: LinkedIn's own, and any others in the same places."""

import pytest
from linkedin_talent import Endpoints


def test_linkedin_is_where_the_documents_say() -> None:
    real = Endpoints.linkedin()
    assert real.authorization == "https://www.linkedin.com/oauth/v2/authorization"
    assert real.token == "https://www.linkedin.com/oauth/v2/accessToken"
    assert real.introspection == "https://www.linkedin.com/oauth/v2/introspectToken"
    assert real.userinfo == "https://api.linkedin.com/v2/userinfo"
    assert real.issuer == "https://www.linkedin.com/oauth"
    assert real.discovery == "https://www.linkedin.com/oauth/.well-known/openid-configuration"
    assert real.keys == "https://www.linkedin.com/oauth/openid/jwks"
    assert real.script == "https://platform.linkedin.com/xdoor/scripts/in.js"


def test_plug_ins_name_their_extension_and_its_address() -> None:
    real = Endpoints.linkedin()
    assert (
        real.onboarding_extension
        == "ATSIntegrationWidget@https://platform.linkedin.com/rsc/extensions/onboarding-widget"
    )
    assert real.profile_extension == "HcmWidget@https://platform.linkedin.com/rsc/extensions/profile-widget"
    assert real.apply_extension == (
        "AwliWidget@https://www.linkedin.com/talentwidgets/extensions/apply-with-linkedin-widget-v3"
    )
    assert real.highlights_extension == (
        "APPLICANT_HIGHLIGHTS@https://www.linkedin.com/talentwidgets/extensions/applicant-highlights-widget"
    )


def test_every_address_lies_below_the_configured_ones() -> None:
    other = Endpoints("http://127.0.0.1:8010/api/", "http://127.0.0.1:8010", "http://127.0.0.1:8011/")
    assert other.token == "http://127.0.0.1:8010/oauth/v2/accessToken"
    assert other.userinfo == "http://127.0.0.1:8010/api/v2/userinfo"
    assert other.script == "http://127.0.0.1:8011/xdoor/scripts/in.js"
    assert other.origins == ("http://127.0.0.1:8011", "http://127.0.0.1:8010")
    assert other.company_jobs("90210").startswith("http://127.0.0.1:8010/jobs/search/?f_C=90210&")


@pytest.mark.parametrize("address", ["", "api.linkedin.com", "ftp://x", "https://"])
def test_an_address_must_be_absolute(address: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        Endpoints(address, "https://www.linkedin.com", "https://platform.linkedin.com")
