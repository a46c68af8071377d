"""Rest.li over HTTP for every resource: token, method, keys, batches, pages, projections."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from flask import Response, jsonify, request
from linkedin_talent.restli import (
    CompoundKey,
    Key,
    Protocol,
    RestliError,
    Value,
    decode_key,
    decode_query,
    deduce_protocol,
    encode_key,
    ids_in,
)

from linkedin_sandbox import fields, web
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.oauth import rules as oauth
from linkedin_sandbox.state import State, throttles

MOST_RECORDS = 100
NOWHERE = frozenset({"get_all", "batch_finder"})  # methods of Rest.li that no Talent resource has
DISAGREE = "The ids of the query and the keys of entities do not agree"
Handle = Callable[[Key, dict[str, Any]], int]


@dataclass(frozen=True)
class Asked:
    """A Rest.li request, read."""

    state: State
    call: Call
    protocol: Protocol
    params: dict[str, Value]
    method: str  # X-Restli-Method in lower case, or ""

    def text(self, name: str, default: str = "") -> str:
        """A simple parameter; the last when it stands twice."""
        value = self.params.get(name, default)
        found = value[-1] if isinstance(value, list) and value else value
        return found if isinstance(found, str) else default

    def texts(self, name: str) -> list[str]:
        """A list parameter in either protocol, indexed or repeated."""
        value = self.params.get(name, [])
        return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]

    def number(self, name: str) -> int | None:
        """A whole number. Raises Refusal 400 for anything else."""
        text = self.text(name)
        number = fields.whole(text)
        if text and number is None:
            raise Refusal(400, f"Invalid parameter {name}: {text}", section="2.7")
        return number

    def needed(self, name: str, section: str) -> str:
        value = self.text(name)
        if not value:
            raise Refusal(400, f"Parameter '{name}' is required", section=section)
        return value

    def member_of(self, name: str, member: str) -> str:
        """`name.member=x` (protocol 1) or `name=(member:x)` (protocol 2)."""
        value = self.params.get(name)
        found = value.get(member) if isinstance(value, dict) else None
        return found if isinstance(found, str) else ""


def read(*, child: str | None = None, throttle: str | None = None) -> Asked:
    """Authenticate and read the request.

    ``child`` names the resource that only a customer's (child) application may call.
    """
    state, call = web.state(), web.call()
    _authenticate(state, call)
    protocol = _protocol()
    try:
        params = decode_query(_query(), protocol)
    except RestliError as error:
        raise Refusal(400, f"Invalid query parameters: {error}", section="2.3") from error
    asked = Asked(state, call, protocol, params, request.headers.get("X-Restli-Method", "").lower())
    if asked.method in NOWHERE:
        raise Refusal(405, f"{asked.method.upper()} is not supported by any resource", section="2.2")
    if child and (call.parent is None or call.member):
        raise Refusal(403, f"Not enough permissions to access: {request.method} /{child}", section="3.4")
    if throttle:
        throttles.count(state, call.application, throttle, len(_entities_or_elements()))
    return asked


def keys(asked: Asked) -> list[Key]:
    """The keys of `ids`. Raises Refusal 400 when there is none, or more than a hundred."""
    try:
        found = ids_in(_query(), asked.protocol)
    except RestliError as error:
        raise Refusal(400, "Batch key parameter value is invalid", section="2.3") from error
    if not found or found == [""]:
        raise Refusal(400, "Batch key parameter value is invalid", section="2.3")
    if len(found) > MOST_RECORDS:
        raise Refusal(400, f"Batch size {len(found)} exceeds the limit of {MOST_RECORDS}", section="20")
    return found


def path_key() -> Key:
    """The key in `/v2/{resource}/{key}/…`. Raises Refusal 400.

    In protocol 2 the key's percent codes are the segment's own, so the raw address is read where the server keeps it.
    """
    segment = request.environ.get("REQUEST_URI", "").partition("?")[0].split("/")[3:4]
    raw = segment[0] if segment else quote(request.path.split("/")[3], safe="()=&,")
    text = raw if raw.startswith("(") else unquote(raw)
    try:
        return decode_key(text)
    except RestliError as error:
        raise Refusal(400, "Key parameter value is invalid", section="2.3") from error


def members(key: Key, *names: str, section: str) -> tuple[str, ...]:
    """Members of a compound key in this order. Raises Refusal 400 when one is missing or `dataProvider` is not ATS."""
    if not isinstance(key, CompoundKey):
        raise Refusal(400, "Batch key parameter value is invalid", section=section)
    missing = [name for name in names if not key.get(name)]
    if missing:
        raise Refusal(400, f"Key member {missing[0]} is required", section=section)
    if key.get("dataProvider", "ATS") != "ATS":
        raise Refusal(400, "dataProvider must be ATS", section=section)
    return tuple(key[name] for name in names)


def body() -> dict[str, Any]:
    """The JSON object of the request. Raises Refusal 400."""
    try:
        content = request.get_data(cache=True) or b"{}"
        found = json.loads(content)
        if b"\\u" in content:
            json.dumps(found, ensure_ascii=False).encode()  # half a character is not text
    except ValueError as error:
        raise Refusal(400, "Invalid JSON in request body", section="2.7") from error
    if not isinstance(found, dict):
        raise Refusal(400, "Request body must be a JSON object", section="2.7")
    return found


# --- batches ------------------------------------------------------------------------------------------------------


def batch_write(asked: Asked, handle: Handle) -> Response:
    """BATCH_UPDATE and BATCH_PARTIAL_UPDATE: each entity in its own right, a status for each."""
    wanted = keys(asked)
    entities = _entities(body())
    if set(wanted) != set(entities) and asked.state.assumptions["A-03"] == "call":
        raise Refusal(400, DISAGREE, section="2.3")

    def apply(key: Key) -> int:
        if key not in entities or key not in wanted:
            raise Refusal(400, DISAGREE, section="2.3")
        return handle(key, entities[key])

    return _batch(asked, list(dict.fromkeys([*wanted, *entities])), apply)


def batch_patch(asked: Asked, handle: Callable[[Key, dict[str, Any], list[str]], int]) -> Response:
    """BATCH_PARTIAL_UPDATE: what to set and what to delete."""

    def apply(key: Key, entity: dict[str, Any]) -> int:
        patch = entity.get("patch")
        values, removed = (patch.get("$set") or {}, patch.get("$delete") or []) if isinstance(patch, dict) else (0, 0)
        if not isinstance(values, dict) or not isinstance(removed, list):
            raise Refusal(400, "A partial update needs a patch", section="2.2")
        return handle(key, values, removed)

    return batch_write(asked, apply)


def batch_delete(asked: Asked, handle: Callable[[Key], bool]) -> Response:
    """BATCH_DELETE; ``handle`` says whether there was something to delete (A-27)."""

    def delete(key: Key) -> int:
        if not handle(key) and asked.state.assumptions["A-27"] == "404":
            raise Refusal(404, "Entity does not exist", section="13", service_code=0)
        return 204

    return _batch(asked, keys(asked), delete)


def batch_read(asked: Asked, find: Callable[[Key], dict[str, Any] | None]) -> Response:
    """BATCH_GET: what is known under each key; unknown keys stand under errors."""
    results, statuses, errors = {}, {}, {}
    for key in keys(asked):
        name = encode_key(key, asked.protocol)
        try:
            found = find(key)
        except Refusal as refusal:
            errors[name], statuses[name] = refusal.body(), refusal.status
            continue
        statuses[name] = 200 if found is not None else 404
        if found is None:
            errors[name] = {"message": "Entity does not exist", "serviceErrorCode": 0, "status": 404}
        else:
            results[name] = project(asked, found)
    return jsonify(results=results, statuses=statuses, errors=errors)


def success(state: State, *, created: bool) -> int:
    """Status of one successful entity (A-04)."""
    if state.assumptions["A-04"] == "200":
        return 200
    return 201 if created else 204


def _batch(asked: Asked, wanted: Sequence[Key], handle: Callable[[Key], int]) -> Response:
    results, errors = {}, {}
    with asked.state.db.transaction():
        for key in wanted:
            name = encode_key(key, asked.protocol)
            try:
                _planned_refusal(asked.call, name)
                results[name] = {"status": handle(key)}
            except Refusal as refusal:
                if not asked.call.planned(name):
                    asked.call.broken(refusal.section, f"{name}: {refusal.message}")
                errors[name] = refusal.body()
    asked.call.effect(_summary(results, errors))
    return jsonify(results=results, errors=errors)


def _planned_refusal(call: Call, name: str) -> None:
    if fault := call.planned(name):
        raise Refusal(fault.status, fault.message or "Fault armed in the sandbox", section="")


def _summary(results: dict[str, dict[str, int]], errors: dict[str, Any]) -> str:
    created = sum(1 for one in results.values() if one["status"] == 201)  # noqa: PLR2004
    parts = [(created, "created"), (len(results) - created, "written or deleted"), (len(errors), "refused")]
    return ", ".join(f"{n} {word}" for n, word in parts if n) or "nothing"


def _entities(document: dict[str, Any]) -> dict[Key, dict[str, Any]]:
    found = document.get("entities")
    if not isinstance(found, dict):
        raise Refusal(400, "The body needs entities", section="2.2")
    try:
        return {_entity_key(name): value if isinstance(value, dict) else {} for name, value in found.items()}
    except RestliError as error:
        raise Refusal(400, "Batch key parameter value is invalid", section="2.3") from error


def _entity_key(name: str) -> Key:
    """A key in the body; a simple key may be written with or without percent codes."""
    return decode_key(name) if name.startswith("(") or "=" in name else unquote(name)


# --- pages and projections ----------------------------------------------------------------------------------------


def page(asked: Asked, elements: Sequence[dict[str, Any]], *, default: int = 10) -> Response:
    """One page of a finder, with the link to the next."""
    start, count = asked.number("start") or 0, asked.number("count")
    count = default if count is None else count
    shown = [project(asked, one) for one in elements[start : start + count]]
    links = []
    if start + count < len(elements):
        links.append({"rel": "next", "href": _next(start + count, count), "type": "application/json"})
    paging = {"start": start, "count": count, "total": len(elements), "links": links}
    return jsonify(elements=shown, paging=paging)


def project(asked: Asked, entity: dict[str, Any]) -> dict[str, Any]:
    """Trim an entity to `fields`."""
    fields = ",".join(asked.texts("fields"))
    if not fields:
        return entity
    wanted = {one.partition(":")[0].strip() for one in fields.split(",")}
    return {name: value for name, value in entity.items() if name in wanted}


def _next(start: int, count: int) -> str:
    kept = [part for part in _query().split("&") if not part.startswith(("start=", "count="))]
    return f"{request.path}?{'&'.join([*kept, f'start={start}', f'count={count}'])}"


# --- reading the request ------------------------------------------------------------------------------------------


def _authenticate(state: State, call: Call) -> None:
    header = request.headers.get("Authorization", "")
    found = oauth.holder(state, header[7:].strip() if header[:7].lower() == "bearer " else "")
    call.application, call.parent = found.application.id, found.application.parent
    call.name, call.member = found.application.name, found.member
    call.scope = " ".join(found.scopes)


def _protocol() -> Protocol:
    version = request.headers.get("X-Restli-Protocol-Version", "")
    if version.startswith("2"):
        return Protocol.TWO
    return Protocol.ONE if version.startswith("1") else deduce_protocol(_query())


def _query() -> str:
    return request.query_string.decode("latin-1")


def _entities_or_elements() -> Sequence[Any]:
    document = request.get_json(silent=True)
    found = (document.get("entities") or document.get("elements")) if isinstance(document, dict) else None
    return list(found) if found else [None]
