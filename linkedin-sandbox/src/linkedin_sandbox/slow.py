"""Answers that do not come to an end: faults below HTTP."""

import socket
import time
from collections.abc import Iterable, Iterator
from typing import Any

from waitress.channel import ClientDisconnected

from linkedin_sandbox.state.faults import Fault

KINDS = ("half-closed", "trickle")


def answer(environ: dict[str, Any], whole: Iterable[bytes], fault: Fault) -> Iterator[bytes]:
    """The body as the fault wants it."""
    body = b"".join(whole)
    return _trickle(body, fault) if fault.kind == "trickle" else _half_closed(environ, body, fault)


def _trickle(body: bytes, fault: Fault) -> Iterator[bytes]:
    for index in range(len(body)):
        yield body[index : index + 1]
        time.sleep(fault.seconds)


def _half_closed(environ: dict[str, Any], body: bytes, fault: Fault) -> Iterator[bytes]:
    """Half of the body, then our side says that it is done, while the connection still listens for a while."""
    yield body[: len(body) // 2]
    asks = environ.get("waitress.client_disconnected")
    if asks is not None:
        asks.__self__.socket.shutdown(socket.SHUT_WR)
    time.sleep(fault.seconds)
    raise ClientDisconnected
