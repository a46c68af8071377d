"""/sandbox/api: world, clock, feeds, faults and ledger, as JSON."""

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from linkedin_sandbox import web
from linkedin_sandbox.control import bodies, rules
from linkedin_sandbox.control.acts import acts
from linkedin_sandbox.control.job_acts import job_acts
from linkedin_sandbox.control.reading import Answer, takes
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.feed import rules as feed
from linkedin_sandbox.seeding import Size, seed
from linkedin_sandbox.state import faults, ledger, throttles, world

blueprint = Blueprint("control", __name__, url_prefix="/sandbox/api")


@blueprint.errorhandler(ValidationError)
def _invalid(error: ValidationError) -> Answer:
    found = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors()]
    return jsonify(error="The document does not fit.", fields=found), 400


@blueprint.errorhandler(Refusal)
def _refused(refusal: Refusal) -> Answer:
    return jsonify(error=refusal.message), 409


@blueprint.before_request
def _own_site_only() -> None:
    """A page of another site must not move the clock: browsers say where a request comes from."""
    origin = request.headers.get("Origin")
    if request.method != "GET" and origin and origin.partition("://")[2] != request.host:
        raise Refusal(403, "The control API does not take requests from other sites.", section="")


# --- world and state ----------------------------------------------------------------------------------------------


@blueprint.get("/health")
def health() -> Answer:
    state = web.state()
    return jsonify(status="ok", now=state.clock.now(), base=state.settings.base, assumptions=state.assumptions.all())


@blueprint.get("/world")
def read_world() -> Answer:
    return Response(world.pieces(web.state()), content_type="application/json")


@blueprint.post("/world")
@takes(world.World)
def merge_world(body: world.World) -> Answer:
    """How many there are of each now."""
    rules.merge_world(web.state(), body)
    return jsonify(world.counts(web.state()))


@blueprint.post("/world/seed")
@takes(bodies.SeedBody)
def seed_world(body: bodies.SeedBody) -> Answer:
    """Add made-up companies, contracts, seats and members; how many there are of each now."""
    size = Size.of(body.members, body.companies, body.contracts, body.seats)
    seed(web.state(), body.seed, size)
    return jsonify(world.counts(web.state()))


@blueprint.post("/reset")
def reset() -> Answer:
    web.state().reset()
    return jsonify(status="ok")


@blueprint.get("/snapshots")
def snapshots() -> Answer:
    return jsonify(names=sorted(web.state().snapshots))


@blueprint.post("/snapshots")
@takes(bodies.SnapshotBody)
def save_snapshot(body: bodies.SnapshotBody) -> Answer:
    web.state().save_snapshot(body.name)
    return snapshots()


@blueprint.post("/snapshots/restore")
@takes(bodies.SnapshotBody)
def restore_snapshot(body: bodies.SnapshotBody) -> Answer:
    name = body.name
    if name not in web.state().snapshots:
        return jsonify(error=f"There is no snapshot {name}."), 404
    web.state().restore_snapshot(name)
    return snapshots()


@blueprint.get("/store")
def store() -> Answer:
    """Stored records: resource = atsCandidates, atsApplications/stages, jobs, tasks, integrations, …"""
    found = rules.stored(web.state(), request.args.get("resource", ""))
    return jsonify(records=found)


# --- clock --------------------------------------------------------------------------------------------------------


@blueprint.get("/clock")
def read_clock() -> Answer:
    clock = web.state().clock
    return jsonify(now=clock.now(), offset_seconds=clock.offset, frozen=clock.frozen, speed=clock.speed)


@blueprint.post("/clock")
@takes(bodies.ClockBody)
def move_clock(wanted: bodies.ClockBody) -> Answer:
    state = web.state()
    if wanted.set is not None:
        state.clock.set(wanted.set)
    if wanted.advance_seconds is not None:
        state.clock.advance(wanted.advance_seconds)
    if wanted.speed is not None:
        state.clock.go_at(wanted.speed)
    if wanted.freeze:
        state.clock.freeze()
    if wanted.resume:
        state.clock.resume()
    return read_clock()


# --- feeds --------------------------------------------------------------------------------------------------------


@blueprint.get("/feed")
def read_feeds() -> Answer:
    state = web.state()
    known = [
        {"url": one.url, "interval_seconds": one.interval_seconds, "next_at": one.next_at} for one in feed.feeds(state)
    ]
    return jsonify(feeds=known, reports=[one.as_dict() for one in feed.reports(state)])


@blueprint.post("/feed")
@takes(bodies.FeedBody)
def add_feed(wanted: bodies.FeedBody) -> Answer:
    feed.add(web.state(), wanted.url, wanted.interval_seconds)
    return read_feeds()


@blueprint.post("/feed/read")
@takes(bodies.FeedReadBody)
def read_feed_now(wanted: bodies.FeedReadBody) -> Answer:
    state = web.state()
    urls = [wanted.url] if wanted.url else [one.url for one in feed.feeds(state)]
    return jsonify(reports=[feed.read(state, url).as_dict() for url in urls])


# --- faults -------------------------------------------------------------------------------------------------------


@blueprint.get("/faults")
def read_faults() -> Answer:
    return jsonify(faults=[one.model_dump(mode="json") for one in faults.armed(web.state())])


@blueprint.post("/faults")
@takes(faults.Fault)
def arm_fault(body: faults.Fault) -> Answer:
    return jsonify(id=faults.arm(web.state(), body))


@blueprint.delete("/faults", defaults={"number": None})
@blueprint.delete("/faults/<int:number>")
def lift_faults(number: int | None) -> Answer:
    faults.lift(web.state(), number)
    return read_faults()


# --- throttles ----------------------------------------------------------------------------------------------------


@blueprint.get("/throttles")
def read_throttles() -> Answer:
    return jsonify(on=throttles.are_on(web.state()))


@blueprint.post("/throttles")
@takes(bodies.ThrottlesBody)
def turn_throttles(body: bodies.ThrottlesBody) -> Answer:
    throttles.turn(web.state(), on=body.on)
    return read_throttles()


# --- ledger -------------------------------------------------------------------------------------------------------


@blueprint.get("/ledger")
def read_ledger() -> Answer:
    """?after=&limit=&judgement=broken|waiver|fault|kept&broken=1&q=text&newest=1"""
    args = request.args
    judgement = "broken" if args.get("broken") in {"1", "true"} else args.get("judgement")
    found = ledger.entries(
        web.state(),
        after=args.get("after", 0, int),
        limit=min(args.get("limit", 200, int), 5000),
        judgement=judgement,
        text=args.get("q", ""),
        newest_first=args.get("newest") in {"1", "true"},
    )
    return jsonify(entries=found, counts=ledger.counts(web.state()))


@blueprint.get("/ledger/<int:number>")
def read_entry(number: int) -> Answer:
    found = ledger.entry(web.state(), number)
    return jsonify(found) if found else (jsonify(error="There is no such entry."), 404)


blueprint.register_blueprint(acts)
blueprint.register_blueprint(job_acts)
