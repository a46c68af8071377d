"""What an ATS page shows of LinkedIn: the loader, its extensions, and the frames they draw."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.frames import applicants, apply, onboarding, profile, scripts, sign_in
from linkedin_sandbox.frames.frame import ancestors
from linkedin_sandbox.pages.viewer import refuse_foreign_post
from linkedin_sandbox.provisioning import rules as provisioning

blueprint = Blueprint(
    "frames", __name__, template_folder="templates", static_folder="static", static_url_path="/static/frames"
)
for _part in (scripts, sign_in, onboarding, profile, applicants, apply):
    blueprint.register_blueprint(_part.routes)
blueprint.before_request(refuse_foreign_post)


@blueprint.after_request
def _only_on_registered_pages(response: Response) -> Response:
    """The browser itself keeps a frame out of pages whose domain is not registered."""
    if response.mimetype == "text/html":
        application = provisioning.by_client_id(web.state(), request.args.get("api_key", ""))
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            f"form-action 'self'; base-uri 'none'; {ancestors(application)}"
        )
        response.headers["Cache-Control"] = "no-store"
    return response
