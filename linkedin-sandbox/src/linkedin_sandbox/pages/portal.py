"""In the control room: the Developer Portal's webhooks, a resync, and which versions of /rest are served."""

import sqlite3
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.pages import words
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.push import notices, webhooks
from linkedin_sandbox.rest import versions
from linkedin_sandbox.state import State


@dataclass(frozen=True, kw_only=True)
class Hook:
    kind: str
    owner: str
    client_id: str
    url: str
    blocked: bool
    misses: int
    next: str


@dataclass(frozen=True, kw_only=True)
class Portal:
    hooks: tuple[Hook, ...]
    kinds: tuple[webhooks.Kind, ...]
    parents: tuple[Application, ...]
    children: tuple[Application, ...]
    retired: str


def view(state: State) -> Portal:
    found = provisioning.every(state)
    return Portal(
        hooks=tuple(_hook(state, row) for row in webhooks.listing(state)),
        kinds=webhooks.PORTAL,
        parents=tuple(one for one in found if one.parent is None),
        children=tuple(one for one in found if one.parent is not None),
        retired=versions.retired(state),
    )


def webhook() -> Response:
    """*Register* an address, or *Validate* one by hand."""
    state, url = web.state(), request.form["url"].strip()
    owner, kind = provisioning.named(state, request.form["client_id"]), _kind()
    if request.form["act"] == "register":
        webhooks.register(state, owner.id, kind, url)
    elif not webhooks.validate(state, owner.id, kind, url):
        raise ActRefused(webhooks.FAILED)
    flash("The address passed the challenge.", "done")
    return _back()


def resync() -> Response:
    state, jobs = web.state(), request.form["jobs"].replace(",", " ").split()
    notices.resync(state, provisioning.named(state, request.form["client_id"]), jobs)
    flash("The ATS is asked for its jobs again.", "done")
    return _back()


def version() -> Response:
    wanted = request.form.getlist("version")[-1].strip()
    if wanted:
        versions.retire(web.state(), wanted)
    else:
        versions.bring_back(web.state())
    return _back()


def _hook(state: State, found: sqlite3.Row) -> Hook:
    owner = provisioning.by_id(state, found["application"])
    blocked = found["state"] == webhooks.BLOCKED
    return Hook(
        kind=found["kind"],
        owner=owner.name if owner else "",
        client_id=owner.client_id if owner else "",
        url=found["url"],
        blocked=blocked,
        misses=found["misses"],
        next="" if blocked else words.moment(found["next_at"]),
    )


def _kind() -> webhooks.Kind:
    every: tuple[webhooks.Kind, ...] = (*webhooks.PORTAL, webhooks.APPLY)
    found = next((one for one in every if one == request.form["kind"]), None)
    if found is None:
        raise ActRefused("There is no such event.")
    return found


def _back() -> Response:
    return redirect(url_for("pages.control_room", _anchor="portal"), 303)
