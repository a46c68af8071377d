"""The screens of LinkedIn that an ATS cannot be rehearsed without, and the sandbox's own control room."""

import secrets

from flask import Blueprint, flash, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.pages import (
    admin,
    applying,
    chrome,
    control,
    jobs,
    login,
    messages,
    recruiter,
    specimens,
    words,
    world,
)
from linkedin_sandbox.pages.viewer import own_path, refuse_foreign_post

blueprint = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/static/pages"
)
for _area in (recruiter, admin, jobs, applying, messages, specimens, world):
    blueprint.register_blueprint(_area.routes)
for _top in (login, control):
    _top.add_to(blueprint)
blueprint.app_context_processor(chrome.context)
blueprint.before_request(refuse_foreign_post)


@blueprint.record_once
def _prepare(setup: BlueprintSetupState) -> None:
    """Notices after an act ride on Flask's signed cookie, which no other program on this host may share."""
    setup.app.secret_key = setup.app.secret_key or secrets.token_hex(16)
    setup.app.config["SESSION_COOKIE_NAME"] = "lisandbox_notices"
    setup.app.jinja_env.filters.update(words.FILTERS)


@blueprint.after_request
def _own_scripts_only(response: Response) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    )
    return response


@blueprint.errorhandler(ActRefused)
def _say_why(refused: ActRefused) -> Response:
    """Back to the page where the person tried it, with the reason."""
    flash(str(refused), "refused")
    back = request.referrer or ""
    path = back.removeprefix(request.host_url.rstrip("/")) if back.startswith(request.host_url) else ""
    return redirect(own_path(path, url_for("pages.control_room")), 303)
