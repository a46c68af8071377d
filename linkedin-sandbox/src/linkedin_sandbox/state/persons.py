"""A member as one developer application knows them: by a person id that no other application sees."""

import base64
import hashlib
import hmac

from linkedin_sandbox.state import State, world

PERSON_KEY = b"sandbox person ids"  # fixed, so that a rehearsal meets the same ids each time


def id_of(application: int, member_id: str) -> str:
    """The member's id as one developer application sees it: pairwise, so no two applications can compare."""
    digest = hmac.digest(PERSON_KEY, f"{application}:{member_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:10].replace("-", "a").replace("_", "b")


def urn_of(application: int, member_id: str) -> str:
    return f"urn:li:person:{id_of(application, member_id)}"


def member(state: State, application: int, urn: str) -> world.Member | None:
    """The member whom one application knows under this person URN."""
    wanted = urn.rpartition(":")[2]
    found = _known_as(state, application, wanted)
    if found is None:
        _get_to_know(state, application)
        found = _known_as(state, application, wanted)
    return world.member(state, found) if found else None


def _known_as(state: State, application: int, person: str) -> str | None:
    sql = "select member from people where application = ? and person = ?"
    found: str | None = state.db.value(sql, (application, person))
    return found


def _get_to_know(state: State, application: int) -> None:
    """Ids cannot be turned back, so those of all members are written down once; new members are caught up with."""
    known = state.db.value("select count(*) from people where application = ?", (application,))
    if known == world.count(state, "members"):
        return
    ids = [row["id"] for row in state.db.rows("select id from world where kind = 'members'")]
    state.db.many(
        "insert or ignore into people values (?, ?, ?)",
        ((application, id_of(application, one), one) for one in ids),
    )
