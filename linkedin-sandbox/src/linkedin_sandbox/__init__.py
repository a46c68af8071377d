"""A LinkedIn to rehearse against: stateful, local, with a clock, faults and a ledger."""

from linkedin_sandbox.app import create_app
from linkedin_sandbox.fixture import InProcess, Sandbox, Served, sandbox, served
from linkedin_sandbox.settings import Settings

__all__ = ["InProcess", "Sandbox", "Served", "Settings", "create_app", "sandbox", "served"]
