"""What the worker does for equality figures."""

from datetime import timedelta

from tiltrekk.core import jobs

from . import services

COUNT_EVERY = timedelta(hours=1)  # there is something to do four times a year

jobs.every(COUNT_EVERY, name="equality figures")(services.count_ended_quarters)
