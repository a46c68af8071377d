"""What the control API does that no room owns."""

from typing import Any

from linkedin_sandbox.feed import rules as feed
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import delivery, webhooks
from linkedin_sandbox.state import State, records, world

SHOWN_TABLES = (
    "jobs",
    "tasks",
    "integrations",
    "levels",
    "configurations",
    "exports",
    "messages",
    "stubs",
    "notes",
    "rejections",
    "feed_jobs",
    "pushes",
    "throttles",
    "webhooks",
    "onsite_applications",
    "lifecycle_actions",
)


def merge_world(state: State, new: world.World) -> None:
    """Add to the world, by id. A parent application is provisioned as soon as it is named."""
    with state.db.transaction():
        world.merge(state, new)
        _provision(state, new.parent_application)


def begin_again(state: State) -> None:
    """Forget what happened and keep the people and companies. Real time again."""
    with state.db.transaction():
        state.reset(besides=world.TABLES)
        _provision(state, world.parent_application(state))


def _provision(state: State, parent: world.ParentApplication | None) -> None:
    if parent:
        provisioning.ensure_parent(state, parent.client_id, parent.client_secret, parent.name)


def do_what_is_due(state: State) -> None:
    """Deliver pushes, challenge webhooks and read feeds whose time has come; posting tasks end when somebody looks."""
    state.clock.tick()
    delivery.deliver_due(state)
    webhooks.check_due(state)
    feed.read_due(state)


def stored(state: State, resource: str) -> list[dict[str, Any]]:
    """What lies in the store: a synced resource by its path below /v2, or one of the sandbox's own tables."""
    if resource not in SHOWN_TABLES:
        return records.listing(state, resource)
    rows = state.db.rows(f"select * from {resource} order by rowid limit 1000")  # noqa: S608 - one of the names above
    return [dict(row) for row in rows]
