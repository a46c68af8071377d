"""/sandbox/api/acts: what people do in LinkedIn's screens, for tests without a browser; and what they would see."""

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, request

from linkedin_sandbox import web
from linkedin_sandbox.candidates import recruiter
from linkedin_sandbox.control import bodies
from linkedin_sandbox.control.reading import Answer, takes
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.feed import rules as feed
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.oauth import rules as oauth
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import delivery, webhooks
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.state import sessions, world

acts = Blueprint("acts", __name__)


def _application(api_key: str) -> int:
    return provisioning.named(web.state(), api_key).id


# --- Recruiter ----------------------------------------------------------------------------------------------------


@acts.post("/acts/export")
@takes(bodies.ExportBody)
def export(body: bodies.ExportBody) -> Answer:
    made = exports.export(web.state(), body.seat, body.member, body.external_job_posting_id, body.email, ats=body.ats)
    return jsonify(request_id=made.request, ats=made.job.ats, title=made.job.title)


@acts.post("/acts/inmail")
@takes(bodies.InMailBody)
def inmail(body: bodies.InMailBody) -> Answer:
    return jsonify(id=interactions.send_inmail(web.state(), body.seat, body.member, body.subject, body.body))


@acts.post("/acts/inmail-reply")
@takes(bodies.InMailReplyBody)
def inmail_reply(body: bodies.InMailReplyBody) -> Answer:
    message = interactions.reply_inmail(
        web.state(),
        body.member,
        body.seat,
        body.body,
        answer=body.answer,
        share=body.share,
        share_email=body.share_email,
    )
    return jsonify(id=message)


@acts.post("/acts/note")
@takes(bodies.NoteBody)
def note(body: bodies.NoteBody) -> Answer:
    return jsonify(id=interactions.add_note(web.state(), body.seat, body.member, body.text, body.visibility))


@acts.post("/acts/note-change")
@takes(bodies.NoteChangeBody)
def note_change(body: bodies.NoteChangeBody) -> Answer:
    if body.text is None:
        interactions.delete_note(web.state(), body.seat, body.note)
    else:
        interactions.change_note(web.state(), body.seat, body.note, body.text, body.visibility)
    return jsonify(id=body.note)


@acts.post("/acts/reject")
@takes(bodies.RejectBody)
def reject(body: bodies.RejectBody) -> Answer:
    return jsonify(id=interactions.reject(web.state(), body.seat, body.member, body.reason))


@acts.post("/acts/close-account")
@takes(bodies.MemberBody)
def close_account(body: bodies.MemberBody) -> Answer:
    interactions.close_account(web.state(), body.member)
    return jsonify(status="ok")


@acts.get("/in-ats")
def in_ats() -> Answer:
    """?seat=&member= : what stands behind the mark *In ATS*; an empty list means no mark."""
    seat, member = _seat(), _member()
    return jsonify(in_ats=[_shown(one) for one in recruiter.in_ats(web.state(), seat, member)])


@acts.get("/jobs-offered")
def jobs_offered() -> Answer:
    """?seat=&q=&ats= : the lines of the export dialog's job box."""
    args = request.args
    found = exports.jobs_offered(web.state(), _seat(), args.get("q", ""), args.get("ats"))
    return jsonify(jobs=[asdict(one) for one in found])


@acts.get("/activities")
def activities() -> Answer:
    """?seat=&member= : the tab *Recruiting activities* as this seat sees it."""
    return jsonify(activities=[asdict(one) for one in interactions.activities(web.state(), _seat(), _member())])


@acts.get("/listings")
def public_listings() -> Answer:
    """?q=&company= : public job search; each line says whether the Careers panel shows it."""
    found = listings.search(web.state(), request.args.get("q", ""), request.args.get("company", None, int))
    return jsonify(listings=[asdict(one) | {"organization": one.organization.id} for one in found])


# --- set-up -------------------------------------------------------------------------------------------------------


@acts.post("/acts/request-integration")
@takes(bodies.RequestBody)
def request_integration(body: bodies.RequestBody) -> Answer:
    found = levels.request(web.state(), _application(body.api_key), body.member, body.contract, body.level)
    return jsonify(integrations=found)


@acts.post("/acts/notify-partner")
@takes(bodies.RequestBody)
def notify_partner(body: bodies.RequestBody) -> Answer:
    found = levels.notify_partner(web.state(), _application(body.api_key), body.member, body.contract, body.level)
    return jsonify(integrations=found)


@acts.post("/acts/ats-switch")
@takes(bodies.SwitchBody)
def ats_switch(body: bodies.SwitchBody) -> Answer:
    application = _application(body.api_key) if body.api_key else None
    found = levels.switch(
        web.state(), body.contract, body.level, on=body.on, application=application, member=body.member
    )
    return jsonify(levels=[asdict(one) for one in found])


@acts.get("/levels")
def read_levels() -> Answer:
    """?contract= : where each connected ATS stands."""
    contract = world.contract(web.state(), request.args.get("contract", 0, int))
    if contract is None:
        raise ActRefused("There is no such contract in this world.")
    return jsonify(installations=[asdict(one) for one in _without_secrets(contract)])


@acts.post("/acts/sign-in")
@takes(bodies.MemberBody)
def sign_in(body: bodies.MemberBody) -> Answer:
    """A session for a browser: set this cookie, and the member is signed in."""
    session = sessions.sign_in(web.state(), body.member)
    return jsonify(cookie=web.cookie_name(), session=session)


@acts.post("/acts/consent")
@takes(bodies.ConsentBody)
def consent(body: bodies.ConsentBody) -> Answer:
    """The member allows an authorization request; where the browser is sent."""
    asked = oauth.asked(web.state(), body.model_dump() | {"response_type": "code"})
    code = oauth.allow(web.state(), asked, body.member)
    joint = "&" if "?" in asked.redirect_uri else "?"
    return jsonify(redirect=f"{asked.redirect_uri}{joint}{urlencode({'code': code, 'state': asked.state})}")


@acts.post("/tokens/revoke")
@takes(bodies.RevokeBody)
def revoke(body: bodies.RevokeBody) -> Answer:
    application = _application(body.client_id) if body.client_id else None
    return jsonify(revoked=oauth.revoke_all(web.state(), application))


# --- pushes -------------------------------------------------------------------------------------------------------


@acts.get("/pushes")
def pushes() -> Answer:
    return jsonify(pushes=[dict(row) for row in push.recent(web.state())])


@acts.post("/pushes/deliver")
def deliver() -> Answer:
    """Deliver what is due now, without waiting for the thread that does so."""
    return jsonify(sent=delivery.deliver_due(web.state()))


@acts.post("/pushes/resend")
@takes(bodies.PushBody)
def resend(body: bodies.PushBody) -> Answer:
    if not delivery.resend(web.state(), body.id):
        raise ActRefused("There is no such notification with an address.")
    return jsonify(sent=delivery.deliver_due(web.state()))


@acts.post("/due")
def due() -> Answer:
    """Everything whose time has come: pushes, challenges and feeds."""
    sent = delivery.deliver_due(web.state())
    webhooks.check_due(web.state())
    return jsonify(sent=sent, reports=[one.as_dict() for one in feed.read_due(web.state())])


def _without_secrets(contract: world.Contract) -> list[levels.Installation]:
    found = levels.installations(web.state(), contract)
    return [replace(one, application=replace(one.application, secrets=())) for one in found]


def _shown(one: recruiter.InAts) -> dict[str, Any]:
    return asdict(one) | {"ats": one.ats.name, "application": one.ats.id}


def _seat() -> world.Seat:
    seat = world.seat(web.state(), request.args.get("seat", 0, int))
    if seat is None:
        raise ActRefused("There is no such seat in this world.")
    return seat


def _member() -> world.Member:
    member = world.member(web.state(), request.args.get("member", ""))
    if member is None:
        raise ActRefused("There is no such member in this world.")
    return member
