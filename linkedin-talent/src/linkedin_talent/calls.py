"""How a resource is called: headers, encoding, tunnelling, token, budget, batches, pages."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import httpx

from linkedin_talent.assumptions import UNKNOWN_KEY_STATUS, UPLOAD_VERB
from linkedin_talent.batch import BATCH_SIZE, BatchReply, BatchResult, ElementResult
from linkedin_talent.budget import Budget, charges
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.errors import LinkedInError, ReplyError, error_for, is_success
from linkedin_talent.exchange import Deadline, Exchange, Observer, Reply, send
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
    escaped_wholly,
    tunnel,
)
from linkedin_talent.tokens import AccessToken, Clock

__all__ = ["Call", "Caller", "Entities", "elements_of", "in_parts", "pages", "projection", "result_of"]

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
    protocol: Protocol = Protocol.ONE
    observer: Observer | None = None

    def call(self, call: Call) -> Reply:
        """Send and return the reply whatever its status; a refused token is replaced once."""
        return self._with_token(lambda token, deadline: self._send(call, token, deadline))

    def download(self, url: str) -> bytes:
        """The bytes at an address of LinkedIn's."""
        self._own(url)
        reply = self._with_token(lambda token, deadline: send(self.http, "GET", url, **_signed(token, deadline)))
        reply.check()
        return reply.content

    def upload(self, url: str, content: bytes, content_type: str) -> None:
        """Put bytes at an address of LinkedIn's."""
        self._own(url)
        kind = {"Content-Type": content_type}
        self._with_token(
            lambda token, deadline: send(self.http, UPLOAD_VERB, url, **_signed(token, deadline, content, kind))
        ).check()

    def _own(self, url: str) -> None:
        """The token goes to nobody but LinkedIn, whatever a reply or a webhook says."""
        address = urlsplit(url)
        if f"{address.scheme}://{address.netloc}" not in self.endpoints.origins:
            raise ReplyError("the address does not lie with LinkedIn")

    def _with_token(self, attempt: Callable[[AccessToken, Deadline], Reply]) -> Reply:
        deadline = Deadline(self.seconds)
        token = self.tokens.current(deadline)
        reply = attempt(token, deadline)
        if reply.status != _UNAUTHORIZED:
            return reply
        return attempt(self.tokens.instead_of(token, deadline), deadline)

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
        return self._observed(verb, f"{url}?{query}" if query else url, headers, content, deadline)

    def _observed(
        self, verb: str, url: str, headers: Mapping[str, str], content: bytes | None, deadline: Deadline
    ) -> Reply:
        try:
            reply = send(self.http, verb, url, headers=headers, content=content, deadline=deadline)
        except LinkedInError as error:
            self._tell(Exchange(verb, url, _without_token(headers), content, None, error))
            raise
        self._tell(Exchange(verb, url, _without_token(headers), content, reply))
        return reply

    def _tell(self, exchange: Exchange) -> None:
        if self.observer:
            self.observer(exchange)

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

    def write(
        self, verb: str, method: str, route: Route, path: str, entities: Entities, *, size: int = BATCH_SIZE
    ) -> BatchResult[Key]:
        """A batch that changes: PUT with records, POST with patches, DELETE without bodies. Cut at `size`."""
        return in_parts(
            entities,
            size,
            lambda part: self._write_part(verb, method, route, path, {key: entities[key] for key in part}),
        )

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
        results, errors = _keyed(body, "results", chunk), _keyed(body, "errors", chunk)
        statuses = _keyed(body, "statuses", chunk)
        return {key: _element(key, results, statuses, errors) for key in chunk}

    def read(
        self, route: Route, path: str, keys: Sequence[Key], extra: Mapping[str, Param] | None = None
    ) -> BatchReply[Key, dict[str, Any]]:
        """A BATCH_GET. Cut at 100."""
        found: dict[Key, dict[str, Any]] = {}
        failed: dict[Key, LinkedInError] = {}
        for part in _parts(dict.fromkeys(keys), BATCH_SIZE):
            call = Call("GET", route, path, query={"ids": _ids(part), **(extra or {})}, records=len(part))
            body = self.object(call)
            results, errors = _keyed(body, "results", part), _keyed(body, "errors", part)
            for key in part:
                record = results.get(key)
                if isinstance(record, dict):
                    found[key] = record
                else:
                    failed[key] = _failure(errors.get(key), missing=UNKNOWN_KEY_STATUS)
        return BatchReply(found, failed)


def in_parts(keys: Iterable[K], size: int, send_part: Callable[[list[K]], Mapping[K, ElementResult]]) -> BatchResult[K]:
    """One call after another, `size` elements each. What a failed call leaves over carries its error."""
    wanted = list(dict.fromkeys(keys))
    results: dict[K, ElementResult] = {}
    for part in _parts(wanted, size):
        try:
            results |= send_part(part)
        except LinkedInError as error:
            if not results:
                raise
            results |= {key: ElementResult(error.status, error) for key in wanted if key not in results}
            break
    return BatchResult(results)


def projection(route: Route, fields: Iterable[str], *always: str) -> dict[str, Param]:
    """The `fields` of a read, in the names of its surface; none asks for everything (LinkedIn: Projections)."""
    named = dict.fromkeys([*always, *fields]) if (fields := tuple(fields)) else {}
    return {"fields": ",".join(route.field(name) for name in named)} if named else {}


def pages(fetch: Callable[[int, int], Mapping[str, Any]], count: int = PAGE) -> Iterator[dict[str, Any]]:
    """All elements of a finder: until a page is not full and names no next one (LinkedIn: Pagination)."""
    start = 0
    while True:
        body = fetch(start, count)
        elements = elements_of(body)
        yield from elements
        if not elements or (len(elements) < count and not _goes_on(body)):
            return
        start += len(elements)


def _goes_on(body: Mapping[str, Any]) -> bool:
    """LinkedIn may send smaller pages than were asked for; then a link says that there is more."""
    paging = body.get("paging")
    links = paging.get("links") if isinstance(paging, dict) else None
    return any(isinstance(link, dict) and link.get("rel") == "next" for link in links or ())


def elements_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The `elements` of a finder's reply."""
    elements = body.get("elements")
    if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
        raise ReplyError("the reply has no elements")
    return elements


def _parts(items: Iterable[K], size: int) -> Iterator[list[K]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _signed(
    token: AccessToken, deadline: Deadline, content: bytes | None = None, more: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What `send` needs for a call to an address that is no resource."""
    headers = {"Authorization": f"Bearer {token.value}", **(more or {})}
    return {"headers": headers, "content": content, "deadline": deadline}


def _without_token(headers: Mapping[str, str]) -> dict[str, str]:
    return {**headers, "Authorization": "Bearer ***"}


def _ids(keys: Iterable[Key]) -> Param:
    ids = list(keys)
    compound = [key for key in ids if isinstance(key, CompoundKey)]
    return compound or [key for key in ids if isinstance(key, str)]


def _keyed(body: Mapping[str, Any], name: str, asked: Collection[Key]) -> dict[Key, Any]:
    """A map of the reply by the keys that were asked for; what is none of them cannot be ours."""
    rows = body.get(name)
    spoken = (rows if isinstance(rows, dict) else {}).items()
    return {key: value for text, value in spoken if (key := _asked(text, asked)) is not None}


def _asked(text: str, asked: Collection[Key]) -> Key | None:
    """Which key is meant. LinkedIn escapes the keys of its replies wholly, only where it must, or not at all."""
    return next((key for key in _readings(text) if key in asked), None)


def _readings(text: str) -> Iterator[Key]:
    for spelling in (text, escaped_wholly(text)):
        with suppress(RestliError):
            yield decode_key(spelling)
        yield unquote(spelling)  # a simple key may look like a compound one
    yield text


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
