"""Query tunnelling, undone before anything else looks at a request (query-tunneling page)."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from linkedin_talent.restli import RestliError, untunnel

QUERY_LIMIT = 4096
URL_LIMIT = 8192
PROBLEM = "sandbox.problem"  # environ: status and text of a request that cannot be read


class Untunnelling:
    """Turns a POST with `X-HTTP-Method-Override` into the request it stands for."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        verb = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", "").upper()
        if environ["REQUEST_METHOD"] == "POST" and verb in {"GET", "PUT", "POST", "DELETE"}:
            _undo(environ, verb)
        elif len(environ.get("QUERY_STRING", "")) > QUERY_LIMIT or len(environ["PATH_INFO"]) > URL_LIMIT:
            environ[PROBLEM] = (414, "URI Too Long")
        return self._inner(environ, start_response)


def _undo(environ: dict[str, Any], verb: str) -> None:
    content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        meant = untunnel(environ.get("CONTENT_TYPE", ""), content)
    except (RestliError, UnicodeError) as error:
        environ[PROBLEM] = (400, f"The tunnelled request cannot be read: {error}")
        return
    environ |= {
        "REQUEST_METHOD": verb,
        "QUERY_STRING": meant.query,
        "CONTENT_TYPE": meant.content_type,
        "CONTENT_LENGTH": str(len(meant.content)),
        "wsgi.input": io.BytesIO(meant.content),
    }
