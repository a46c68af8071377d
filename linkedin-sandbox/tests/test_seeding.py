"""A world of any size from a seed: the same each time, found by searching, never listed whole."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linkedin_sandbox import seeding
from linkedin_sandbox.cli import main
from linkedin_sandbox.fixture import Sandbox, served
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State, world

from .conftest import Customer

COUNTS = st.integers(0, 30)


def made(seed: int, size: seeding.Size) -> world.World:
    state = State(Settings())
    try:
        seeding.seed(state, seed, size)
        return world.World.model_validate_json("".join(world.pieces(state)))
    finally:
        state.close()


@pytest.mark.req("SB-09")
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 5), members=COUNTS, companies=COUNTS, contracts=COUNTS, seats=COUNTS)
def test_any_size_is_made_the_same_each_time(
    *, seed: int, members: int, companies: int, contracts: int, seats: int
) -> None:
    size = seeding.Size(members=members, companies=companies, contracts=contracts, seats=seats)
    first, second = made(seed, size), made(seed, size)
    assert first == second
    assert len(first.members) == len({one.emails for one in first.members}) == members
    assert len(first.organizations) == companies
    held = {one.id for one in first.contracts}
    assert all(one.contract in held for one in first.seats)
    assert {one.organization for one in first.contracts} <= {one.id for one in first.organizations}
    assert len(first.seats) == (min(seats, members) if held else 0)


def test_another_seed_is_another_world() -> None:
    size = seeding.Size.of(20)
    assert made(1, size).members[0].name != made(2, size).members[0].name or made(1, size) != made(2, size)


@pytest.fixture
def big(linkedin: Sandbox) -> Iterator[httpx.Client]:
    """A browser of somebody with a seat, in a world of three hundred more."""
    linkedin.post("world/seed", {"seed": 7, "members": 300})
    cookie = linkedin.post("acts/sign-in", {"member": "kari"})
    with httpx.Client(base_url=linkedin.base, cookies={cookie["cookie"]: cookie["session"]}) as client:
        yield client


@pytest.mark.req("SB-09")
@pytest.mark.parametrize("page", ["/recruiter", "/login", "/world", "/"])
def test_no_page_lists_everybody(big: httpx.Client, page: str) -> None:
    reply = big.get(page)
    assert reply.status_code == 200
    assert reply.text.count("s7-") <= 250, "a page of people with their links and addresses, not three hundred"


@pytest.mark.req("SB-09")
def test_pages_of_people_hold_each_of_them_once(big: httpx.Client, linkedin: Sandbox) -> None:
    total = len(linkedin.get("world")["members"]) - 1  # not oneself
    seen: list[str] = []
    for page in range(1, 8):
        text = big.get("/recruiter", params={"page": page}).text
        seen += [part.split('"')[0].split("?")[0] for part in text.split('class="person" href="/recruiter/')[1:]]
    assert len(set(seen)) == len(seen) == total


@pytest.mark.req("SB-09")
def test_somebody_far_down_is_found_by_name(big: httpx.Client, linkedin: Sandbox) -> None:
    last: dict[str, Any] = linkedin.get("world")["members"][-1]
    found = big.get("/recruiter", params={"q": f"{last['first_name']} {last['last_name']}"}).text
    assert f"/recruiter/{last['id']}" in found


@pytest.mark.req("SB-09")
@pytest.mark.parametrize("page", ["/login", "/frames/sign-in"])
def test_somebody_far_down_can_sign_in(big: httpx.Client, linkedin: Sandbox, enabled: Customer, page: str) -> None:
    last: dict[str, Any] = linkedin.get("world")["members"][-1]
    query = {"api_key": enabled.api_key, "origin": linkedin.base}
    button = f'name="member" value="{last["id"]}"'
    assert button not in big.get(page, params=query).text
    for words in (last["id"], f"{last['first_name']} {last['last_name']}"):
        assert button in big.get(page, params=query | {"q": words}).text
    assert "Nobody fits" in big.get(page, params=query | {"q": "zzzz"}).text


@pytest.mark.process
def test_the_program_begins_with_a_seeded_world() -> None:
    with served(None, "--seed", "7", "--members", "200", "--companies", "3") as linkedin:
        found = linkedin.get("world")
    assert (len(found["members"]), len(found["organizations"])) == (200, 3)


def test_a_count_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--members", "many"])
    assert "give a whole number" in capsys.readouterr().err
