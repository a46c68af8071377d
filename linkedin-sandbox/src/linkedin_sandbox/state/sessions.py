"""Who is signed in to the sandbox's LinkedIn, in which browser."""

import secrets

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.state import State, world


def sign_in(state: State, member: str) -> str:
    """Open a session for a member; its secret id, for the cookie."""
    if world.member(state, member) is None:
        raise ActRefused(f"There is no member {member} in this world.")
    session = secrets.token_urlsafe(24)
    state.db.add("sessions", id=session, member=member, created_at=state.clock.now())
    return session


def sign_out(state: State, session: str) -> None:
    state.db.do("delete from sessions where id = ?", (session,))


def member_of(state: State, session: str | None) -> world.Member | None:
    """The member signed in under this cookie value, if any."""
    found = state.db.value("select member from sessions where id = ?", (session or "",))
    return world.member(state, found) if found else None
