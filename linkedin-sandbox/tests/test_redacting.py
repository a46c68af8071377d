"""What the ledger blots out, and that it looks no less closely at a text for looking quickly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_sandbox.state import ledger

SECRET = "s3cr3t-of-somebody"
WORDS = st.sampled_from(
    [
        "client_secret",
        "access_token",
        "refresh_token",
        "id_token",
        "&code=",
        "?token=",
        "Bearer ",
        "bEARER\t",
        '":"',
        "=",
        " ",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        f'{{"client_secret": "{SECRET}"}}',
        f"grant_type=x&client_secret={SECRET}",
        f'"access_token":"{SECRET}"',
        f"refresh_token={SECRET}&x=1",
        f"code={SECRET}&state=1",
        f"a=1&token={SECRET}",
        f"authorization: BEARER {SECRET}",
    ],
)
def test_a_secret_is_told_by_its_first_four_letters_only(text: str) -> None:
    assert SECRET not in ledger.redact(text)
    assert f"{SECRET[:4]}…" in ledger.redact(text)


@given(st.lists(WORDS | st.text(max_size=8) | st.just(SECRET)).map("".join))
def test_looking_for_signs_first_leaves_nothing_out(text: str) -> None:
    looked_through = ledger._BEARER.sub(ledger._blot, ledger._SECRET.sub(ledger._blot, text))
    assert ledger.redact(text) == looked_through
