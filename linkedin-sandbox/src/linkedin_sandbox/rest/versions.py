"""Which versions of /rest are served: all since Talent's first, until one is retired by hand (versioning page)."""

from linkedin_sandbox.state import State

FIRST, LAST = "202501", "202612"


def served(state: State, version: str) -> bool:
    gone = state.db.value("select count(*) from retired_versions where version >= ?", (version,))
    return FIRST <= version <= LAST and not gone


def retire(state: State, version: str) -> None:
    """End this version and all before it."""
    state.db.do("insert or ignore into retired_versions values (?)", (version,))


def bring_back(state: State) -> None:
    state.db.do("delete from retired_versions")


def retired(state: State) -> str:
    """The last version that is no longer served; "" while all are."""
    return state.db.value("select max(version) from retired_versions") or ""
