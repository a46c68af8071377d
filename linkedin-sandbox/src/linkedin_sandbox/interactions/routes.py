"""/v2/seatsV2, conversationEvents, mailStubs and prospectNotes (type CSA_API)."""

from flask import Blueprint, Response, request

from linkedin_sandbox import api, fields
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.interactions import wire
from linkedin_sandbox.state import throttles, world

blueprint = Blueprint("interactions", __name__, url_prefix="/v2")
FAR_FUTURE = 2**53


def _read(resource: str, finder: str, section: str) -> api.Asked:
    asked = api.read(child=resource, throttle="interactions")
    if asked.text("q") != finder:
        raise Refusal(400, "Unknown finder", section=section)
    return asked


def _urn(text: str, kind: str, section: str) -> int:
    head, _, digits = text.rpartition(":")
    number = fields.whole(digits)
    if head != f"urn:li:{kind}" or number is None:
        raise Refusal(400, f"{text} is not a {kind} URN", section=section)
    return number


def _contract(asked: api.Asked, text: str, section: str) -> int:
    number = _urn(text, "contract", section)
    resource = request.path.rpartition("/")[2]
    integrations.require_enabled(asked.state, asked.call, text, f"GET /{resource}")
    return number


def _owners(asked: api.Asked, section: str) -> list[int]:
    return [_urn(one, "seat", section) for one in asked.texts("owners")]


@blueprint.get("/seatsV2")
def seats() -> Response:
    asked = _read("seatsV2", "attributes", "15.1")
    if asked.text("start") == "" and asked.state.assumptions["A-29"] == "400":
        raise Refusal(400, "Parameter 'start' is required", section="15.1")
    wanted = asked.texts("contracts")
    if not wanted:
        raise Refusal(400, "Parameter 'contracts' is required", section="15.1")
    contracts = [_contract(asked, one, "15.1") for one in wanted]
    return api.page(asked, wire.seats(asked.state, asked.call, contracts, asked.texts("states")))


@blueprint.get("/conversationEvents")
def conversation_events() -> Response:
    asked = _read("conversationEvents", "criteria", "15.2")
    viewer = _urn(asked.needed("viewer", "15.2"), "seat", "15.2")
    seat = world.seat(asked.state, viewer)
    if seat is None:
        raise Refusal(400, f"Seat {viewer} does not exist", section="15.2")
    _contract(asked, f"urn:li:contract:{seat.contract}", "15.2")
    throttles.count_events(asked.state, asked.call.application, seat.member)
    start, end = (fields.whole(asked.member_of("timeRange", one)) for one in ("start", "end"))
    if start is None or end is None:
        raise Refusal(400, "timeRange.start and timeRange.end are required", section="15.2")
    found = wire.conversation(asked.state, asked.call, viewer, start=start, end=end, thread=asked.text("threadUrn"))
    return api.page(asked, found)


@blueprint.get("/mailStubs")
def mail_stubs() -> Response:
    asked = _read("mailStubs", "contract", "15.3")
    contract = _contract(asked, asked.needed("contract", "15.3"), "15.3")
    owners = _owners(asked, "15.3")
    if not owners:
        asked.call.broken("15.3", "owners should always be sent.")
    found = wire.stubs(
        asked.state,
        asked.call,
        contract,
        owners=owners,
        start=asked.number("createdDateStart") or 0,
        end=asked.number("createdDateEnd") or FAR_FUTURE,
    )
    return api.page(asked, found)


@blueprint.get("/prospectNotes")
def prospect_notes() -> Response:
    asked = _read("prospectNotes", "criteria", "15.4")
    contract = _contract(asked, asked.needed("contract", "15.4"), "15.4")
    after, until = asked.number("cutoffDate"), asked.number("beforeDate")
    if after is None or until is None:
        raise Refusal(400, "beforeDate and cutoffDate are required", section="15.4")
    found = wire.notes(asked.state, asked.call, contract, owners=_owners(asked, "15.4"), after=after, until=until)
    return api.page(asked, found)
