"""A product connected to a LinkedIn sandbox that runs as a process of its own."""

from linkedin_fixtures import admin, hilde, job, live, ragna, sandbox, sandbox_program
from notice_stage import applied_kari, told_there
from onsite_stage import open_door, vacancy

__all__ = [
    "admin",
    "applied_kari",
    "hilde",
    "job",
    "live",
    "open_door",
    "ragna",
    "sandbox",
    "sandbox_program",
    "told_there",
    "vacancy",
]
