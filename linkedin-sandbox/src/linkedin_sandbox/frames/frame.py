"""What every frame shares: for which application it is drawn, on whose page, and for whom."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Response as FlaskResponse
from flask import abort, jsonify, render_template, request
from werkzeug.datastructures import MultiDict

from linkedin_sandbox import web
from linkedin_sandbox.pages.viewer import Viewer, viewer
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.provisioning.rules import Application

_SOURCE = re.compile(r"[\w.:/*\[\]-]+")  # what may stand in a CSP source list


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One frame: the tag's attributes arrive as its query, and stay in each address inside it."""

    application: Application
    origin: str  # of the embedding page; the only one that is told anything
    query: MultiDict[str, str] = field(default_factory=MultiDict)
    viewer: Viewer

    def get(self, key: str) -> str:
        return self.query.get(key, "")

    def yes(self, key: str) -> bool:
        return self.get(key).lower() == "true"


def frame() -> Frame:
    """The frame of this request; 404 without a known application, 403 on a page it may not stand on."""
    application = provisioning.by_client_id(web.state(), request.args.get("api_key", ""))
    if application is None:
        abort(404, "No application has this api_key.")
    origin = request.args.get("origin", "")
    if not may_embed(application, origin):
        abort(403, f"{origin or 'This page'} is not in validJsSdkDomains of {application.name}.")
    return Frame(application=application, origin=origin, query=MultiDict(request.args), viewer=viewer())


def may_embed(application: Application, origin: str) -> bool:
    """Is this origin registered with the application, or the sandbox's own?"""
    return origin == own_origin() or any(_same(origin, domain) for domain in application.domains)


def own_origin() -> str:
    return request.host_url.rstrip("/")


def ancestors(application: Application | None) -> str:
    """The CSP directive that lets only registered pages hold a frame."""
    domains = application.domains if application else ()
    return " ".join(["frame-ancestors 'self'", *(domain for domain in domains if _SOURCE.fullmatch(domain))])


def show(template: str, held: Frame, *, state: str = "ready", **parts: Any) -> str:
    """A frame's page. ``state`` is told to the embedding page: ready or signed-out."""
    name = held.viewer.name if held.viewer.signed_in else "nobody signed in"
    return render_template(template, frame=held, origin=held.origin, state=state, viewer=name, **parts)


def answer(callback: str = "", *values: Any, following: str = "") -> FlaskResponse:
    """What a form inside a frame is told: which callback of the tag to call with what, and where to go."""
    return jsonify({"callback": callback, "values": list(values), "next": following})


def _same(origin: str, domain: str) -> bool:
    """Domains are registered as origins; one without a scheme stands for https."""
    wanted = urlsplit(domain if "://" in domain else f"https://{domain}")
    return bool(wanted.netloc) and origin == f"{wanted.scheme}://{wanted.netloc}"
