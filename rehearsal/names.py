"""Where LinkedIn's resources are called in this walk: below /v2, or below /rest where names are published there.

The walk's own version goes to the products by their setting of the same name, as the environment hands it on.
"""

import os
from collections.abc import Callable
from typing import Any

from linkedin_talent.names import Surface, route

VARIABLE = "LINKEDIN_API_VERSION"
EVERY = ("/v2/", "/rest/")
_ABOVE = {
    "candidateNotes": "atsCandidates",
    "applicationNotes": "atsApplications",
    "applicationStages": "atsApplications",
    "interviewFeedback": "atsApplications",
}


def version() -> str:
    """Return the version that the products name in this walk; empty below /v2."""
    return os.environ.get(VARIABLE, "")


def path(resource: str, needs: str = "") -> str:
    """Return where a resource (in its name on /v2) is called; ``needs`` is the method or finder."""
    at = route(resource, Surface.REST if version() else Surface.V2, needs=needs)
    above = f"{_ABOVE[resource]}/*/" if at.surface is Surface.V2 and resource in _ABOVE else ""
    return f"/{at.surface}/{above}{at.path}"


def is_about(resource: str, needs: str = "") -> Callable[[dict[str, Any]], bool]:
    """Return the question whether an entry of the ledger is a call to a resource, and not to one below it."""
    begins, _star, ends = path(resource, needs).partition("*")
    if not ends:
        return lambda one: bool(one["path"] == begins)
    return lambda one: bool(one["path"].startswith(begins) and one["path"].endswith(ends))
