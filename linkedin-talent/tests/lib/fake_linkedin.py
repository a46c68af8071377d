"""A LinkedIn that answers what the test says and remembers what it was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
from linkedin_talent import Application, Endpoints, LinkedInClient

ORGANIZATION = "urn:li:organization:90210"
CONTRACT = "urn:li:contract:4711"
NOW = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)


_OF_THE_CONNECTION = {"host", "accept-encoding", "connection", "user-agent", "content-length"}


def wire_of(request: httpx.Request) -> str:
    """Verb, host, path and query; the headers in the order of their names; an empty line and the body, if any."""
    headers = sorted((name, value) for name, value in request.headers.items() if name not in _OF_THE_CONNECTION)
    lines = [f"{request.method} {request.url.host}{request.url.raw_path.decode('ascii')}"]
    lines += [f"{name}: {value}" for name, value in headers]
    body = request.content.decode()
    return "\n".join([*lines, "", body] if body else lines)


@dataclass
class FakeLinkedIn:
    """Scripted replies in order; a reply is a (status, JSON) pair. Tokens are counted `token-1`, `token-2` …"""

    now: datetime = NOW
    requests: list[httpx.Request] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)
    replies: list[tuple[int, Any]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)
    token_life: Any = 1800
    token_more: Mapping[str, Any] = field(default_factory=dict)
    token_wire: str = ""
    token_refusal: tuple[int, Any] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/v2/accessToken":
            self.token_requests.append(dict(parse_qsl(request.content.decode())))
            self.token_wire = wire_of(request)
            if self.token_refusal:
                return httpx.Response(self.token_refusal[0], json=self.token_refusal[1])
            token = {
                "access_token": f"token-{len(self.token_requests)}",
                "expires_in": self.token_life,
                **self.token_more,
            }
            return httpx.Response(200, json=token)
        self.requests.append(request)
        status, body = self.replies.pop(0)
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content, headers=dict(self.headers))

    def client(self, **more: Any) -> LinkedInClient:
        return LinkedInClient(
            Endpoints.linkedin(),
            Application("child-77", ("secret-a",)),
            http=httpx.Client(transport=httpx.MockTransport(self)),
            clock=lambda: self.now,
            **more,
        )

    def will_answer(self, body: Any, status: int = 200) -> None:
        self.replies.append((status, body))

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    @property
    def line(self) -> str:
        """Verb, path and query of the last request as they stood on the wire."""
        return f"{self.last.method} {self.last.url.raw_path.decode()}"

    @property
    def wire(self) -> str:
        """The last request as it stood on the wire, without what belongs to the connection."""
        return wire_of(self.last)

    @property
    def body(self) -> Any:
        return json.loads(self.last.content)
