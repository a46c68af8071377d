"""What keeps the worker from working: noted for the status page, forgotten once it has healed."""

from datetime import timedelta

from django.db import Error as DatabaseError
from django.utils import timezone

from .models import WorkerTrouble

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds
HEALED = timedelta(seconds=3 * LONGEST_WAIT)  # whoever has not failed for so long works again


def note(name: str, error: Exception) -> float:
    """Note that a part of the worker met an error it does not know; return how many seconds it should rest."""
    now, kind = timezone.now(), type(error).__name__
    try:
        row, _ = WorkerTrouble.objects.get_or_create(name=name, defaults={"since": now, "at": now})
        row.error, row.at, row.times = kind, now, row.times + 1
        row.save()
    except DatabaseError:
        return FIRST_WAIT  # without the database nothing can be noted; it is looked for again each second
    return float(min(FIRST_WAIT * 2 ** (row.times - 1), LONGEST_WAIT))


def forget_healed() -> None:
    """Delete the notes of what has not failed for three minutes."""
    WorkerTrouble.objects.filter(at__lt=timezone.now() - HEALED).delete()
