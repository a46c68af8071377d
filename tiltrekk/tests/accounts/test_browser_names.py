"""The list of sign-ins names a browser as people do."""

import pytest
from tiltrekk.accounts.templatetags.accounts import browser_name

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {_CHROME}", "Chrome, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Edg/120.0.0.0", "Edge, Windows"),
        (f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {_CHROME}", "Chrome, Android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) {_SAFARI}", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, macOS"),
        ("curl/8.4.0", "curl/8.4.0"),
        ("", ""),
    ],
)
def test_what_a_browser_says_of_itself_becomes_its_name_and_system(sent: str, told: str) -> None:
    assert browser_name(sent) == told


def test_a_long_unknown_name_is_cut() -> None:
    assert len(browser_name("x" * 500)) < 100
