"""Files that LinkedIn keeps for a while: résumés on their way in, applicants' files on their way out."""

import base64
import uuid
from dataclasses import dataclass

from linkedin_sandbox.state import State

URN = "urn:li:media:"
DAY_MS = 24 * 3600 * 1000
APPLICANT_LIFE_MS = 30 * DAY_MS
UPLOAD, APPLICANT = "upload", "applicant"


@dataclass(frozen=True)
class Medium:
    """A stored file; ``content`` is None until it was uploaded."""

    id: str
    name: str
    content_type: str
    content: bytes | None


def keep(state: State, application: int, use: str, file: Medium, *, life_ms: int) -> None:
    now = state.clock.now()
    state.db.add(
        "media",
        id=file.id,
        application=application,
        use=use,
        name=file.name,
        content_type=file.content_type,
        content=None if file.content is None else base64.b64encode(file.content).decode(),
        created_at=now,
        expires_at=now + life_ms,
    )


def new_id() -> str:
    return uuid.uuid4().hex


def urn(number: str) -> str:
    return f"{URN}{number}"


def address(state: State, number: str) -> str:
    return f"{state.settings.base}/ambry/?x-li-ambry-ep={number}"


def find(state: State, application: int, use: str, number: str) -> Medium | None:
    """A file of this application that has not gone yet."""
    row = state.db.row(
        "select * from media where id = ? and application = ? and use = ? and expires_at > ?",
        (number, application, use, state.clock.now()),
    )
    if row is None:
        return None
    content = None if row["content"] is None else base64.b64decode(row["content"])
    return Medium(row["id"], row["name"], row["content_type"], content)


def fill(state: State, number: str, content: bytes) -> None:
    state.db.do("update media set content = ? where id = ?", (base64.b64encode(content).decode(), number))
