"""The WSGI application: every room's routes on one state."""

import importlib

from flask import Flask

from linkedin_sandbox import web
from linkedin_sandbox.settings import Settings
from linkedin_sandbox.state import State

ROOMS = (
    "control.routes",
    "oauth.routes",
    "provisioning.routes",
    "integrations.routes",
    "jobs.routes",
    "candidates.routes",
    "applications.routes",
    "acls.routes",
    "exports.routes",
    "interactions.routes",
    "apply.routes",
    "rest",
    "pages",
    "frames",
    "description.routes",
)


def create_app(settings: Settings | None = None) -> Flask:
    """A sandbox as a WSGI application. Its state is ``app.extensions["linkedin_sandbox"]``."""
    app = Flask("linkedin_sandbox", static_folder=None, template_folder=None)
    app.extensions[web.EXTENSION] = State(settings or Settings())
    app.json.sort_keys = False  # type: ignore[attr-defined]
    web.install(app)
    for room in ROOMS:
        _register(app, room)
    return app


def _register(app: Flask, room: str) -> None:
    name = f"linkedin_sandbox.{room}"
    app.register_blueprint(importlib.import_module(name).blueprint)
