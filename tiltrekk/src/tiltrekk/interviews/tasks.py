"""What the worker does for interviews."""

from datetime import timedelta

from tiltrekk.core import jobs

from .services import forget_old, remind_due

jobs.tick("interview reminders")(remind_due)
jobs.every(timedelta(hours=12), name="ended interviews")(forget_old)
