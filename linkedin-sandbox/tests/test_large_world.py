"""A world of any size: pages show a part of it, and what touches all of it does so in the store or in pieces."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from linkedin_sandbox.fixture import InProcess
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State, world

from .conftest import Customer

PEOPLE = 300
PAGE = 200  # more rows than any page asks for at once
SEEDED = {"seed": 7, "members": PEOPLE, "companies": PEOPLE, "contracts": 1, "seats": PEOPLE}
PAGES = (
    *("/", "/world", "/world?page=3", "/world?q=a", "/login", "/login?q=a", "/recruiter", "/admin/ats", "/admin/seats"),
    *("/jobs", "/company/1000250", "/company/fjordtech", "/frames"),
)


@contextmanager
def reads(inside: InProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows each statement brings meanwhile."""
    brought: list[int] = []
    really = inside.state.db.rows

    def counting(*asked: Any) -> list[sqlite3.Row]:
        found = really(*asked)
        brought.append(len(found))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(inside.state.db, "rows", counting)
        yield brought


def browser(inside: InProcess, member: str) -> httpx.Client:
    cookie = inside.post("acts/sign-in", {"member": member})
    return httpx.Client(base_url=inside.base, cookies={cookie["cookie"]: cookie["session"]})


@pytest.fixture
def large(inside: InProcess) -> InProcess:
    inside.post("world/seed", SEEDED)
    return inside


@pytest.mark.req("SB-09")
@pytest.mark.parametrize("member", ["s7-1", "sol"], ids=["administrator", "without a seat"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_everybody(large: InProcess, monkeypatch: pytest.MonkeyPatch, page: str, member: str) -> None:
    with browser(large, member) as client, reads(large, monkeypatch) as brought:
        reply = client.get(page)
    assert reply.status_code == 200
    assert brought
    assert max(brought) <= PAGE


@pytest.mark.req("SB-09")
def test_an_applicant_is_found_by_their_address_alone(
    large: InProcess, enabled: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.post(
        "world",
        {"members": [{"id": "l", "first_name": "Liv", "last_name": "By", "profile_url": "https://x.test/in/Liv/"}]},
    )
    with reads(large, monkeypatch) as brought:
        for said in ("https://x.test/in/liv", "https://x.test/in/LIV/"):
            found = world.member_at(large.state, said)
            assert found is not None
            assert found.id == "l"
    assert brought == [1] * 4
    assert world.member_at(large.state, "https://x.test/in/nobody") is None


@pytest.mark.req("SB-09")
def test_a_page_says_what_it_leaves_out(large: InProcess) -> None:
    with browser(large, "s7-1") as client:
        page = client.get("/world").text
        seats = [client.get(f"/admin/seats?page={n}").text for n in (1, 2, 3)]
    assert f"and {PEOPLE - 20} more" in page
    assert [one.count("urn:li:seat:") for one in seats] == [100, 100, 100]
    assert "3 of 3" in seats[2]


@pytest.mark.req("SB-09")
def test_adding_to_a_large_world_reads_nothing_of_it(large: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    with reads(large, monkeypatch) as brought:
        counts = large.post("world", {"members": [{"id": "new", "first_name": "New", "last_name": "One"}]})
    assert counts["members"] == PEOPLE + 6
    assert sum(brought) <= PAGE


@pytest.mark.req("SB-09")
def test_the_world_comes_whole_and_in_pieces(inside: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    inside.post("world/seed", {"seed": 1, "members": 2_500})
    with reads(inside, monkeypatch) as brought:
        told = world.World.model_validate(inside.get("world"))
    assert max(brought) <= 1_000
    assert len({one.id for one in told.members}) == 2_505
    assert told.parent_application is not None
    assert told.foreign_ats[0].jobs[0].id == "X-1"


def test_of_two_with_one_id_the_last_stands(inside: InProcess) -> None:
    first, last = {"id": "two", "first_name": "A", "last_name": "A"}, {"id": "two", "first_name": "B", "last_name": "B"}
    inside.post("world", {"members": [first, last]})
    told = [one for one in inside.get("world")["members"] if one["id"] == "two"]
    assert [one["first_name"] for one in told] == ["B"]
    assert [one.id for one in world.search(inside.state, "b b")] == ["two"]


def test_an_empty_world_is_a_document_too() -> None:
    state = State(Settings())
    try:
        assert world.World.model_validate_json("".join(world.pieces(state))) == world.World()
    finally:
        state.close()


@pytest.mark.req("SB-09")
def test_beginning_again_leaves_a_large_world_where_it_lies(
    large: InProcess, enabled: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = large.get("world")
    with browser(large, "kari") as client, reads(large, monkeypatch) as brought:
        assert client.post("/control/reset").status_code == 303
    assert sum(brought) <= PAGE
    assert large.get("world") == told
    assert large.get("store", resource="integrations")["records"] == []
    form = {"grant_type": "client_credentials", "client_id": "parent", "client_secret": "parent-secret"}
    assert httpx.post(f"{large.base}/oauth/v2/accessToken", data=form).status_code == 200
