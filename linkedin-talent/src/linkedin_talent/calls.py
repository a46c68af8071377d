"""How a resource is called: headers, encoding, tunnelling, token, budget, batches, pages."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import httpx

from linkedin_talent.assumptions import UNKNOWN_KEY_STATUS
from linkedin_talent.batch import BATCH_SIZE, BatchReply, BatchResult, ElementResult
from linkedin_talent.budget import Budget, charges
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.errors import LinkedInError, ReplyError, error_for, is_success
from linkedin_talent.exchange import Deadline, Reply, send
from linkedin_talent.names import Route, Surface
from linkedin_talent.oauth import ApplicationTokens
from linkedin_talent.restli import (
    TUNNEL_ABOVE,
    CompoundKey,
    Key,
    Param,
    Protocol,
    RestliError,
    decode_key,
    encode_key,
    encode_query,
    tunnel,
)
from linkedin_talent.tokens import AccessToken, Clock

__all__ = ["Call", "Caller", "Entities", "elements_of", "pages", "result_of"]

PAGE = 100  # elements asked for in one page of a finder
_UNAUTHORIZED = 401
_SILENT = "LinkedIn's reply does not speak of this element"

K = TypeVar("K")
Entities = Mapping[Key, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Call:
    """One Rest.li call. `path` is below the surface's prefix, with its keys already encoded.

    `records` counts against the record limits, `member` is whom a limit per member is counted for.
    """

    verb: str
    route: Route
    path: str
    query: Mapping[str, Param] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    method: str = ""
    records: int = 0
    member: str = ""
    protocol: Protocol | None = None

    @property
    def encoding(self) -> Protocol:
        """Rest.li protocol of this call."""
        return self.protocol or self.route.protocol


@dataclass(frozen=True, slots=True)
class Caller:
    """Sends calls for one application."""

    endpoints: Endpoints
    http: httpx.Client
    tokens: ApplicationTokens
    budget: Budget
    client_id: str
    clock: Clock
    version: str
    seconds: float

    def call(self, call: Call) -> Reply:
        """Send and return the reply whatever its status; a refused token is replaced once."""
        deadline = Deadline(self.seconds)
        token = self.tokens.current(deadline)
        reply = self._send(call, token, deadline)
        if reply.status != _UNAUTHORIZED:
            return reply
        return self._send(call, self.tokens.instead_of(token, deadline), deadline)

    def object(self, call: Call) -> dict[str, Any]:
        """Send; the reply's JSON object, or the matching error raised."""
        return self.call(call).object()

    def _send(self, call: Call, token: AccessToken, deadline: Deadline) -> Reply:
        now = self.clock()
        bill = charges(call.route.resource, now, records=call.records, member=call.member)
        self.budget.spend(self.client_id, bill, now=now)
        headers, content = self._headers(call, token), None
        if call.body is not None:
            content = json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
            headers["Content-Type"] = "application/json"
        url = f"{self.endpoints.api}/{call.route.surface}/{call.path}"
        query, verb = encode_query(call.query, call.encoding), call.verb
        if len(query) > TUNNEL_ABOVE:
            tunnelled = tunnel(verb, query, content)
            headers, content, query, verb = headers | tunnelled.headers, tunnelled.content, "", "POST"
        return send(
            self.http,
            verb,
            f"{url}?{query}" if query else url,
            headers=headers,
            content=content,
            deadline=deadline,
        )

    def _headers(self, call: Call, token: AccessToken) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {token.value}", "Accept": "application/json"}
        if call.method:
            headers["X-Restli-Method"] = call.method
        if call.encoding is Protocol.TWO:
            headers["X-Restli-Protocol-Version"] = Protocol.TWO.value
        if call.route.surface is Surface.REST:
            headers["LinkedIn-Version"] = self.version
        return headers

    # --- batches ---------------------------------------------------------------------------------------------------

    def write(self, verb: str, method: str, route: Route, path: str, entities: Entities) -> BatchResult[Key]:
        """A batch that changes: PUT with records, POST with patches, DELETE without bodies. Cut at 100."""
        results: dict[Key, ElementResult] = {}
        for part in _parts(entities.items()):
            chunk = dict(part)
            try:
                results |= self._write_part(verb, method, route, path, chunk)
            except LinkedInError as error:
                if not results:
                    raise
                results |= {key: ElementResult(error.status, error) for key in entities if key not in results}
                break
        return BatchResult(results)

    def _write_part(self, verb: str, method: str, route: Route, path: str, chunk: Entities) -> dict[Key, ElementResult]:
        bodies = {encode_key(key, route.protocol): body for key, body in chunk.items() if body is not None}
        call = Call(
            verb,
            route,
            path,
            query={"ids": _ids(chunk)},
            body={"entities": bodies} if bodies else None,
            method=method,
            records=len(chunk),
        )
        body = self.object(call)
        results, errors = _keyed(body, "results"), _keyed(body, "errors")
        statuses = _keyed(body, "statuses")
        return {key: _element(key, results, statuses, errors) for key in chunk}

    def read(
        self, route: Route, path: str, keys: Sequence[Key], extra: Mapping[str, Param] | None = None
    ) -> BatchReply[Key, dict[str, Any]]:
        """A BATCH_GET. Cut at 100."""
        found: dict[Key, dict[str, Any]] = {}
        failed: dict[Key, LinkedInError] = {}
        for part in _parts(dict.fromkeys(keys)):
            call = Call("GET", route, path, query={"ids": _ids(part), **(extra or {})}, records=len(part))
            body = self.object(call)
            results, errors = _keyed(body, "results"), _keyed(body, "errors")
            for key in part:
                record = results.get(key)
                if isinstance(record, dict):
                    found[key] = record
                else:
                    failed[key] = _failure(errors.get(key), missing=UNKNOWN_KEY_STATUS)
        return BatchReply(found, failed)


def pages(fetch: Callable[[int, int], Mapping[str, Any]], count: int = PAGE) -> Iterator[dict[str, Any]]:
    """All elements of a finder: pages of `count` until one is not full (LinkedIn: Pagination)."""
    start = 0
    while True:
        elements = elements_of(fetch(start, count))
        yield from elements
        if len(elements) < count:
            return
        start += len(elements)


def elements_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The `elements` of a finder's reply."""
    elements = body.get("elements")
    if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
        raise ReplyError("the reply has no elements")
    return elements


def _parts(items: Iterable[K]) -> Iterator[list[K]]:
    rest = iter(items)
    while part := list(islice(rest, BATCH_SIZE)):
        yield part


def _ids(keys: Iterable[Key]) -> Param:
    ids = list(keys)
    compound = [key for key in ids if isinstance(key, CompoundKey)]
    return compound or [key for key in ids if isinstance(key, str)]


def _keyed(body: Mapping[str, Any], name: str) -> dict[Key, Any]:
    """A map of the reply by parsed key; what is unreadable as a key cannot be ours."""
    rows = body.get(name)
    read: dict[Key, Any] = {}
    for text, value in (rows if isinstance(rows, dict) else {}).items():
        try:
            read[decode_key(text)] = value
        except RestliError:
            continue
    return read


def _element(
    key: Key, results: Mapping[Key, Any], statuses: Mapping[Key, Any], errors: Mapping[Key, Any]
) -> ElementResult:
    if key in errors:
        error = _failure(errors[key])
        return ElementResult(error.status, error)
    said = results.get(key)
    status = said.get("status") if isinstance(said, dict) else statuses.get(key)
    if not isinstance(status, int):
        return ElementResult(0, ReplyError(_SILENT))
    return result_of(status, said if isinstance(said, dict) else {})


def result_of(status: int, said: Mapping[str, Any]) -> ElementResult:
    """One element's outcome from its status and, on failure, its `error`."""
    if is_success(status):
        return ElementResult(status, id=str(said.get("id") or ""))
    return ElementResult(status, _failure(said.get("error"), missing=status))


def _failure(said: Any, missing: int = 0) -> LinkedInError:
    """The error object of an element; `missing` is the status when it names none."""
    body = said if isinstance(said, dict) else {}
    status = body.get("status", missing)
    if not isinstance(status, int) or not status:
        return ReplyError(_SILENT)
    return error_for(status, body)
