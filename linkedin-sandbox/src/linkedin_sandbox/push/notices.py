"""What LinkedIn tells the maker of an ATS about jobs: resync them, their status has changed (job notification pages).

Both go to the parent application's address in the Developer Portal and name the customer's application.
"""

import json
from typing import Any

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.push import webhooks
from linkedin_sandbox.state import State


def resync(state: State, child: provisioning.Application, jobs: list[str]) -> str:
    """Ask for these jobs again, or for all open ones; the notification's id. Raises ActRefused without a webhook."""
    body: dict[str, Any] = {"type": "RESYNC_JOBS", "syncAllOpenJobs": not jobs}
    found = _send(state, child, "RESYNC_JOBS", body | ({"externalJobPostingIds": jobs} if jobs else {}))
    if found is None:
        raise ActRefused("The ATS has no webhook for RESYNC_JOBS that works.")
    return found


def status_changed(state: State, child: provisioning.Application, status: dict[str, Any]) -> str | None:
    """Tell how a job stands now; nothing goes out where no webhook is registered."""
    return _send(state, child, "JOB_POSTING_STATUS", {"type": "JOB_POSTING_STATUS"} | status)


def _send(state: State, child: provisioning.Application, kind: webhooks.Kind, body: dict[str, Any]) -> str | None:
    parent = child.parent or 0
    url = webhooks.address(state, parent, kind)
    text = json.dumps({"developerApplicationUrn": child.urn} | body)
    return push.post(state, parent, kind, url, text) if url else None
