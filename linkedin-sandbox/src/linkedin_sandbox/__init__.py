"""A LinkedIn to rehearse against: stateful, local, with a clock, faults and a ledger.

What stands here is imported when it is first asked for, so that the program reads its options at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkedin_sandbox.app import create_app
    from linkedin_sandbox.fixture import InProcess, Sandbox, Served, sandbox, served
    from linkedin_sandbox.settings import Settings
else:
    _NAMES = {
        "app": ("create_app",),
        "fixture": ("InProcess", "Sandbox", "Served", "sandbox", "served"),
        "settings": ("Settings",),
    }
    _HOMES = {name: home for home, names in _NAMES.items() for name in names}

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = ["InProcess", "Sandbox", "Served", "Settings", "create_app", "sandbox", "served"]
