"""What the worker does for LinkedIn."""

from tiltrekk.core import jobs

from .connect import levels
from .inbound import held, process
from .sync.jobs import wake_due_tasks
from .sync.loop import run

jobs.loop("linkedin sync")(run)


@jobs.task(name="linkedin.load_history")
def load_history() -> None:
    """Raise everything, after a level was switched on."""
    levels.load()


@jobs.task(name="linkedin.refresh_levels")
def refresh_levels() -> None:
    """Read the levels' states."""
    levels.refresh_quietly()


@jobs.task(name="linkedin.process_notification", attempts=10)
def process_notification(*, notification: int) -> None:
    """Fetch what a push speaks of, and act on it."""
    process.process(notification)


@jobs.tick("linkedin")
def due() -> None:
    """Ask everything periodic whether it is due."""
    wake_due_tasks()
    held.expire_held()
