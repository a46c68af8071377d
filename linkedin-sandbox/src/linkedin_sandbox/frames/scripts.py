"""The loader ``in.js`` and the extension scripts, at LinkedIn's own paths."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from linkedin_sandbox import web
from linkedin_sandbox.frames.frame import may_embed
from linkedin_sandbox.provisioning import rules as provisioning

routes = Blueprint("scripts", __name__)
LOADER = Path(__file__).parent / "static" / "in.js"
JAVASCRIPT = "text/javascript; charset=utf-8"

# extension -> name of its tag, frame it draws, attributes of the tag that the frame is told
ONBOARDING = ("ATSIntegrationWidget", "/frames/onboarding", ("supportedBundledIntegrationTypes",))
APPLICANT = ("integrationContext", "liJobApplicationId", "atsJobPostingId", "applicantEmail", "liApplicantProfileUrl")
PROFILE = (
    "HcmWidget",
    "/frames/profile",
    ("widgetType", "atsCandidateId", "showUnlinkUrl", "confirmUnlink", *APPLICANT),
)
HIGHLIGHTS = ("ApplicantHighlights", "/frames/applicant-highlights", APPLICANT)
APPLY = (
    "AwliWidget",
    "/frames/apply",
    ("companyJobCode", "integrationContext", "mode", "size", "color", "allowSignIn"),
)
EXTENSIONS = {
    "/rsc/extensions/onboarding-widget": ONBOARDING,
    "/recruiter/widget/ATSIntegration": ONBOARDING,
    "/rsc/extensions/profile-widget": PROFILE,
    "/recruiter/widget/hcm": PROFILE,
    "/talentwidgets/extensions/apply-with-linkedin-widget-v3": APPLY,
    "/talentwidgets/extensions/applicant-highlights-widget": HIGHLIGHTS,
}


@routes.get("/xdoor/scripts/in.js")
def loader() -> Response:
    return _script(LOADER.read_text(encoding="utf-8"))


def extension() -> Response:
    """Draws its tags, or says in the console why it does not (plug-in pages: validJsSdkDomains)."""
    tag, path, attributes = EXTENSIONS[request.path]
    name = request.args.get("name", tag)
    if refusal := _refusal():
        web.call().broken("6.2", refusal)
        return _script(f"console.error({json.dumps(f'Sandbox: {refusal}')});")
    shown = name if re.fullmatch(r"\w+", name) else tag
    web.call().effect(f"{shown} drawn on {_page_origin()}")
    return _script(f"window.IN.extend({json.dumps(shown)}, {json.dumps(path)}, {json.dumps(attributes)});")


for _path in EXTENSIONS:
    routes.add_url_rule(_path, view_func=extension)


def _refusal() -> str | None:
    """Why no frame may be drawn on the page that asks; None when it may."""
    application = provisioning.by_client_id(web.state(), request.args.get("api_key", ""))
    if application is None:
        return "api_key names no application."
    web.call().application, web.call().name = application.id, application.name
    origin = _page_origin()
    if not origin:
        return "The page sends no Referer, so its domain cannot be checked. Use Referrer-Policy: strict-origin."
    if not may_embed(application, origin):
        return f"{origin} is not in validJsSdkDomains of {application.name}."
    return None


def _page_origin() -> str:
    parts = urlsplit(request.headers.get("Referer", ""))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _script(text: str) -> Response:
    response = Response(text, content_type=JAVASCRIPT)
    response.headers["Cache-Control"] = "no-store"
    return response
