"""The control room: who is signed in, clock, feed, faults, the ledger, reset and snapshots."""

import time

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from linkedin_sandbox import web
from linkedin_sandbox.control import rules
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.pages import ledger_view, login, portal, words
from linkedin_sandbox.pages.feed import feed_view, read_feed
from linkedin_sandbox.pages.viewer import viewer
from linkedin_sandbox.state import State, faults, ledger, throttles, world

FAULT_KINDS = (
    ("status 401", "401 expired"),
    ("status 403", "403 forbidden"),
    ("status 404", "404 gone"),
    ("status 426", "426 version retired"),
    ("status 429", "429 throttle"),
    ("status 500", "500 broken"),
    ("status 504", "504 late"),
    ("lost-answer", "answer lost"),
    ("delay", "slow by 5 s"),
    ("truncated", "reply cut short"),
    ("half-closed", "connection half closed"),
    ("trickle", "a byte at a time"),
    ("html", "web page instead"),
    ("content-type", "wrong content type"),
    ("entity", "one record refused"),
    ("missing-result", "one result missing"),
    ("push-lost", "push never sent"),
    ("push-doubled", "push sent twice"),
    ("push-delayed", "push late by 60 s"),
    ("task-failed", "posting task fails"),
)
ROUTES = (
    "*",
    "* /v2/*",
    "PUT /v2/atsCandidates*",
    "PUT /v2/atsApplications*",
    "POST /v2/simpleJobPostings*",
    "GET /v2/seatsV2*",
    "GET /v2/exportedCandidates*",
    "POST /oauth/v2/accessToken",
)
SECONDS = {"delay": 5, "push-delayed": 60, "half-closed": 30, "trickle": 1}
SPEEDS = (1, 60, 3600)
STEPS = {"now": None, "+1h": words.HOUR, "+1d": words.DAY}


def add_to(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/", "control_room", _show)
    blueprint.add_url_rule("/ledger/rows", "ledger_rows", _rows)
    blueprint.add_url_rule("/ledger/<int:number>", "ledger_row", _row)
    blueprint.add_url_rule("/ledger.har", "ledger_har", _har)
    for name, act in _ACTS.items():
        blueprint.add_url_rule(f"/control/{name}", f"control_{name}", act, methods=["POST"])


def _show() -> str:
    state = web.state()
    number = request.args.get("row", type=int)
    return render_template(
        "pages/control.html",
        world=_world_words(state),
        people=login.people(state),
        person=viewer(),
        now=state.clock.now(),
        frozen=state.clock.frozen,
        speed=state.clock.speed,
        speeds=SPEEDS,
        feed=feed_view(state),
        armed=faults.armed(state),
        fault_kinds=FAULT_KINDS,
        routes=ROUTES,
        throttled=throttles.are_on(state),
        snapshots=list(state.snapshots),
        portal=portal.view(state),
        opened=ledger_view.opened(state, number) if number else None,
        **_ledger(state),
    )


def _ledger(state: State) -> dict[str, object]:
    show, text = request.args.get("show", "all"), request.args.get("q", "").strip()
    return {
        "rows": ledger_view.rows(state, show=show, text=text),
        "show": show if show in ledger_view.FILTERS else "all",
        "text": text,
        "counts": ledger.counts(state),
    }


def _rows() -> str:
    """New rows since ``after``, for a control room that stands open."""
    found = ledger_view.rows(
        web.state(),
        show=request.args.get("show", "all"),
        text=request.args.get("q", ""),
        after=request.args.get("after", 0, type=int),
    )
    return render_template("pages/ledger_rows.html", rows=found)


def _row(number: int) -> str:
    found = ledger_view.opened(web.state(), number)
    if found is None:
        abort(404)
    return render_template("pages/ledger_opened.html", opened=found)


def _har() -> Response:
    response = jsonify(ledger_view.har(web.state()))
    response.headers["Content-Disposition"] = "attachment; filename=ledger.har"
    return response


def _clock() -> AnyResponse:
    clock, act = web.state().clock, request.form["act"]
    if act == "freeze":
        clock.freeze()
    elif act == "resume":
        clock.resume()
    elif act == "speed":
        clock.go_at(request.form.get("speed", 1.0, float))
    elif seconds := STEPS.get(act):
        clock.advance(seconds)
    else:
        clock.resume()
        clock.go_at(1)
        clock.set(int(time.time() * 1000))
    return _done()


def _feed() -> AnyResponse:
    flash(read_feed(web.state(), request.form.get("url", "")), "done")
    return _done("feed")


def _arm() -> AnyResponse:
    kind, _, status = request.form["kind"].partition(" ")
    fault = {"route": request.form["route"] or "*", "nth": request.form["nth"] or "1", "kind": kind}
    seconds = SECONDS.get(kind, 0)
    try:
        faults.arm(web.state(), faults.Fault.model_validate(fault | {"status": status or "500", "seconds": seconds}))
    except ValidationError as error:
        raise ActRefused(f"This fault cannot be armed: {error.errors()[0]['msg']}.") from error
    return _done("faults")


def _lift() -> AnyResponse:
    faults.lift(web.state(), int(request.form["fault"]))
    return _done("faults")


def _rearm() -> AnyResponse:
    state, number = web.state(), int(request.form["fault"])
    spent = next((one for one in faults.armed(state) if one.id == number), None)
    if spent:
        faults.lift(state, number)
        faults.arm(state, spent.fault)
    return _done("faults")


def _throttles() -> AnyResponse:
    throttles.turn(web.state(), on=request.form["on"] == "yes")
    return _done("faults")


def _snapshot() -> AnyResponse:
    state, name = web.state(), request.form["name"].strip()
    if request.form["act"] == "save":
        state.save_snapshot(name or f"Snapshot {words.clock_time(state.clock.now())}")
    elif name in state.snapshots:
        state.restore_snapshot(name)
        flash(f"The world is as it was at “{name}”.", "done")
    else:
        raise ActRefused("Choose a snapshot first.")
    return _done()


def _reset() -> AnyResponse:
    rules.begin_again(web.state())
    flash("The world begins again. Ledger, jobs, candidates and sessions are gone.", "done")
    return _done()


_ACTS = {
    "clock": _clock,
    "feed": _feed,
    "arm": _arm,
    "lift": _lift,
    "rearm": _rearm,
    "throttles": _throttles,
    "snapshot": _snapshot,
    "reset": _reset,
    "webhook": portal.webhook,
    "resync": portal.resync,
    "version": portal.version,
}


def _done(anchor: str | None = None) -> AnyResponse:
    return redirect(url_for("pages.control_room", _anchor=anchor), 303)


def _world_words(state: State) -> str:
    parts = (
        (world.count(state, "organizations"), "organisation"),
        (world.count(state, "contracts"), "contract"),
        (world.count(state, "seats"), "seat"),
        (world.count(state, "members"), "member"),
    )
    return ", ".join(f"{words.number(count)} {name}{'' if count == 1 else 's'}" for count, name in parts)
