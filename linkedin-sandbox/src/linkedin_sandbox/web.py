"""HTTP around the rules: state and session of a request, bearer tokens, error bodies, the ledger, the faults."""

import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, request
from waitress.channel import ClientDisconnected
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from linkedin_sandbox import slow
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import ActRefused, Refusal
from linkedin_sandbox.state import State, faults, ledger, sessions, world
from linkedin_sandbox.tunnel import PROBLEM, Untunnelling

EXTENSION = "linkedin_sandbox"
WIRE = ("/v2/", "/rest/", "/oauth/", "/xdoor/", "/rsc/", "/talentwidgets/", "/ambry/")
KEPT_HEADERS = (
    "Authorization",
    "Content-Type",
    "X-Restli-Method",
    "X-Restli-Protocol-Version",
    "X-HTTP-Method-Override",
    "LinkedIn-Version",
    "User-Agent",
    "Origin",
    "Referer",
)
PAGE = "<!doctype html><title>LinkedIn sandbox</title><p>We are working on it. Please come back later."


def state() -> State:
    """The sandbox this request belongs to."""
    found: State = current_app.extensions[EXTENSION]
    return found


def call() -> Call:
    """What is known of the caller of this request; filled in once the token is read."""
    if "call" not in g:
        g.call = Call()
    found: Call = g.call
    return found


def cookie_name() -> str:
    """The session cookie carries the port: cookies do not know ports, so two sandboxes would share one."""
    port = request.environ.get("SERVER_PORT", "0")
    return f"lisandbox_{port}"


def signed_in() -> world.Member | None:
    """The member signed in to the sandbox in this browser."""
    return sessions.member_of(state(), request.cookies.get(cookie_name()))


def sign_in(response: Response, member: str) -> None:
    """Open a session and set its cookie; it must reach frames on other sites, hence SameSite=None."""
    session = sessions.sign_in(state(), member)
    response.set_cookie(cookie_name(), session, httponly=True, secure=True, samesite="None", path="/")


def sign_out(response: Response) -> None:
    sessions.sign_out(state(), request.cookies.get(cookie_name(), ""))
    response.delete_cookie(cookie_name(), secure=True, samesite="None", path="/")


def install(app: Flask) -> None:
    """Hang errors, ledger and faults on an application."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(ActRefused, _act_refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RecursionError, _too_deep)
    app.wsgi_app = Untunnelling(_Connection(app.wsgi_app))  # type: ignore[method-assign]


class _Connection:
    """Drops the connection instead of answering, when a fault asked for that."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = self._inner(environ, start_response)
        if environ.get("sandbox.lost"):
            raise ClientDisconnected
        fault = environ.get("sandbox.slow")
        return slow.answer(environ, answer, fault) if fault else answer


def on_the_wire() -> bool:
    return request.path.startswith(WIRE)


def _begin() -> Response | None:
    if not on_the_wire():
        return None
    g.started = time.monotonic()
    g.faults = faults.strike(state(), f"{request.method} {request.path}")
    for one in g.faults:
        call().notes.append(ledger.Note("fault", f"Fault {one.id}: {one.fault.kind}"))
    if problem := request.environ.get(PROBLEM):
        raise Refusal(problem[0], problem[1], section="2.6")
    return _before_apply()


def _before_apply() -> Response | None:
    for one in g.faults:
        if one.fault.kind == "delay":
            time.sleep(one.fault.seconds)
        elif one.fault.kind == "entity":
            call().planned_refusals.append(one.fault)
        elif one.fault.kind == "html":
            return Response(PAGE, 200, content_type="text/html; charset=utf-8")
        elif one.fault.kind == "status":
            return _planned(one.fault)
    return None


_TEXTS = {
    401: ("The token used in the request has expired", 65602),
    404: ("Resource does not exist", 0),
    426: ("Requested version is not active", 426),
    429: ("Resource level throttle limit for calls to this resource is reached.", 101),
    500: ("Internal Server Error", 0),
    504: ("Gateway Timeout", 504),
}


def _planned(fault: faults.Fault) -> Response:
    text, service_code = _TEXTS.get(fault.status, ("Fault armed in the sandbox", fault.status))
    body = {"message": fault.message or text, "serviceErrorCode": service_code, "status": fault.status}
    if fault.status == 426:  # noqa: PLR2004
        body["code"] = "NONEXISTENT_VERSION"
    response = jsonify(body)
    response.status_code = fault.status
    if fault.retry_after is not None:
        response.headers["Retry-After"] = fault.retry_after
    return response


def _finish(response: Response) -> Response:
    if not on_the_wire():
        return response
    g.uuid = uuid.uuid4().hex
    response.headers["x-li-uuid"] = g.uuid
    response.headers["x-li-fabric"] = "sandbox"
    response.headers["x-li-request-id"] = g.uuid[:16]
    _write_down(response)
    _after_apply(response)
    return response


def _write_down(response: Response) -> None:
    body = request.get_data(cache=True)
    one = call()
    ledger.record(
        state(),
        ledger.Entry(
            method=request.method,
            path=request.path,
            query=request.query_string.decode("latin-1"),
            application=one.application or None,
            caller=one.name,
            member=one.member,
            headers={name: request.headers[name] for name in KEPT_HEADERS if name in request.headers},
            request=body[: state().settings.body_limit].decode("utf-8", "replace"),
            request_size=len(body),
            status=response.status_code,
            reply="" if response.is_streamed else response.get_data(as_text=True),
            duration_ms=int((time.monotonic() - g.get("started", time.monotonic())) * 1000),
            uuid=g.uuid,
            effect=one.effects,
            notes=one.notes,
        ),
    )


def _after_apply(response: Response) -> None:
    for one in g.get("faults", []):
        if one.fault.kind == "lost-answer":
            request.environ["sandbox.lost"] = True
        elif one.fault.kind in slow.KINDS:
            request.environ["sandbox.slow"] = one.fault
        elif one.fault.kind == "content-type":
            response.content_type = "text/plain"
        elif one.fault.kind == "truncated":
            whole = response.get_data()
            response.set_data(whole[: len(whole) // 2])
            response.headers["Content-Length"] = str(len(whole))
        elif one.fault.kind == "missing-result":
            _leave_out(response, one.fault.entity)


def _leave_out(response: Response, text: str) -> None:
    body = response.get_json(silent=True)
    if isinstance(body, dict) and isinstance(body.get("results"), dict):
        kept = {key: value for key, value in body["results"].items() if text not in key}
        response.set_data(jsonify(body | {"results": kept}).get_data())


def _refused(refusal: Refusal) -> tuple[Response, int]:
    note = ledger.Note("broken", refusal.message.strip(), refusal.section)
    if note not in call().notes:
        call().notes.append(note)
    return jsonify(refusal.body()), refusal.status


def _too_deep(_error: RecursionError) -> tuple[Response, int]:
    return _refused(Refusal(400, "The request is nested too deeply", section="2.7"))


def _act_refused(refused: ActRefused) -> tuple[Response, int]:
    return jsonify(error=str(refused)), 409


def _keyed() -> bool:
    """Is this a key after a resource that has no such calls? The resource is there, only the method is not."""
    if not on_the_wire() or not isinstance(request.routing_exception, NotFound):
        return False
    return bool(current_app.url_map.bind("").allowed_methods(request.path.rpartition("/")[0]))


def _resource() -> str:
    """What an address names: resources and keys take turns in it."""
    return ([request.path, *request.path.strip("/").split("/")[1::2]])[-1]


def _http_error(error: HTTPException) -> tuple[Response, int] | HTTPException:
    if not request.path.startswith(("/v2/", "/rest/", "/sandbox/api/")):
        return error
    refused = MethodNotAllowed() if _keyed() else error
    status = refused.code or 500
    text = f"Resource {_resource()} does not exist" if status == 404 else str(refused.description)  # noqa: PLR2004
    if on_the_wire():
        call().broken("2.7", text)
    return jsonify(message=text, serviceErrorCode=0, status=status), status
