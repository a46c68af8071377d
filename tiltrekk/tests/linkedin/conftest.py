"""A product connected to a LinkedIn sandbox that runs as a process of its own."""

from linkedin_fixtures import admin, hilde, job, live, ragna, sandbox, sandbox_program

__all__ = ["admin", "hilde", "job", "live", "ragna", "sandbox", "sandbox_program"]
