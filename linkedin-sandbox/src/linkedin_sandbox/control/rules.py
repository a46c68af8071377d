"""What the control API does that no room owns."""

from linkedin_sandbox.feed import rules as feed
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import delivery
from linkedin_sandbox.state import State, world


def merge_world(state: State, new: world.World) -> None:
    """Add to the world, by id. A parent application is provisioned as soon as it is named."""
    with state.db.transaction():
        world.merge(state, new)
        if parent := new.parent_application:
            provisioning.ensure_parent(state, parent.client_id, parent.client_secret, parent.name)


def do_what_is_due(state: State) -> None:
    """Deliver pushes and read feeds whose time has come; posting tasks end when somebody looks."""
    delivery.deliver_due(state)
    feed.read_due(state)
