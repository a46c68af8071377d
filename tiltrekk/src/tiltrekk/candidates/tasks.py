"""What the worker does for people's files."""

from datetime import timedelta

from tiltrekk.core import jobs

from .services import sweep_files

jobs.every(timedelta(hours=6), name="stored files")(sweep_files)
