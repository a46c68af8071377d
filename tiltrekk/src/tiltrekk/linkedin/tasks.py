"""What the worker does for LinkedIn."""

from datetime import timedelta

from django.utils import timezone

from tiltrekk.core import clock, jobs

from . import closed as closed_accounts
from . import journal, support
from .connect import features, imported, levels, rotation
from .inbound import applying, files, held, process
from .models import Connection, Level
from .notices import sending
from .pull import closed, cursors
from .pull import run as recruiters
from .store import forget_old_counts
from .sync import load, restored, statuses
from .sync.loop import run
from .sync.tasks import wake_due_tasks

LOOK_AT_LEVELS_EVERY = timedelta(hours=1)  # a status push may be lost

jobs.loop("linkedin sync")(run)
jobs.loop("linkedin notices")(sending.run)


@jobs.task(name="linkedin.load_history")
def load_history() -> None:
    """List everything there is to be sent."""
    load.run_asked()


@jobs.task(name="linkedin.refresh_levels")
def refresh_levels() -> None:
    """Read the states of levels and features."""
    levels.refresh_quietly()
    features.refresh_quietly()


@jobs.task(name="linkedin.process_notification", attempts=10)
def process_notification(*, notification: int) -> None:
    """Fetch what a push speaks of, and act on it."""
    process.process(notification)


@jobs.task(name="linkedin.take_in_delivery", attempts=10)
def take_in_delivery(*, delivery: int) -> None:
    """Make an applicant of somebody who applied on LinkedIn."""
    applying.take_in(delivery)


@jobs.task(name="linkedin.fetch_file", attempts=1)
def fetch_file(*, file: int) -> None:
    """Fetch a file of somebody who applied on LinkedIn."""
    files.fetch(file)


@jobs.task(name="linkedin.look_at_jobs", attempts=1)
def look_at_jobs() -> None:
    """Read whether people apply to jobs on LinkedIn."""
    statuses.look()


@jobs.task(name="linkedin.pull", attempts=1)
def pull() -> None:
    """Read InMail, notes, seats and stubs."""
    recruiters.pull()


@jobs.task(name="linkedin.pull_closed", attempts=1)
def pull_closed() -> None:
    """Ask who closed their account."""
    closed.pull()


@jobs.task(name="linkedin.retire_secret", attempts=1)
def retire_secret() -> None:
    """Delete the secret that was exchanged an hour ago."""
    rotation.retire_old_secret()


@jobs.tick("linkedin")
def due() -> None:
    """Ask everything periodic whether it is due."""
    _expire()
    if Connection.current() is None:
        return
    restored.keep_numbers_free_if_behind()
    wake_due_tasks()
    process.try_unread_again()
    files.ask_again()
    if statuses.is_due():
        look_at_jobs.defer()
    load.ask_again_if_lost()
    load.finish()
    if recruiters.is_due():
        begun = cursors.started()
        begun.last_run = clock.now()  # so that the next tick does not ask again
        begun.save()
        pull.defer()
    if closed.is_due():
        pull_closed.defer()
    if rotation.is_due():
        retire_secret.defer()
    _look_at_levels()


def _expire() -> None:
    """What may be kept for so long only, whether LinkedIn is connected or not."""
    held.expire_held()
    closed_accounts.expire_activities()
    imported.expire()
    support.forget_old()


def _look_at_levels() -> None:
    """Read the levels where nothing was heard for an hour."""
    old = Level.objects.filter(looked_at__lt=clock.now() - LOOK_AT_LEVELS_EVERY)
    if old.update(looked_at=clock.now()):
        refresh_levels.defer()
        forget_old_counts(timezone.now())
        journal.forget_old()
        load.forget_old_minutes(timezone.now())
