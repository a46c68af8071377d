"""The one module that opens connections to other hosts.

Timeouts always, redirects never followed, and private addresses refused when the connection is made, so that neither a
redirect nor a changed DNS answer slips through. Addresses that the installation itself configures (LinkedIn's, which
may be the sandbox on loopback) are exempt; addresses typed by people never are (decision 32), but for this machine's
own where ``OUTGOING_TO_LOOPBACK`` says so.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from . import repeating
from .addresses import Unfit, may_call, unfit_shape

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
LOOKING_UP = 5.0  # seconds for a host that a person typed


class NotPublicError(httpcore.ConnectError):
    """The host's address is not a public one."""


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves a name itself, refuses private addresses, and connects to the address it has checked."""

    def __init__(self, *, loopback: bool, ends: float | None) -> None:
        self._loopback, self._ends = loopback, ends

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> httpcore.NetworkStream:  # type: ignore[override]  # the rest is passed on
        addresses = _resolve(host, port, _left(self._ends, None))
        if not _all_public(addresses, loopback=self._loopback):
            raise NotPublicError(f"{host} is not a public address")
        stream = super().connect_tcp(addresses[0], port, _left(self._ends, timeout), **options)
        return stream if self._ends is None else _Bounded(stream, self._ends)


class _Bounded(httpcore.NetworkStream):
    """A connection that ends at one moment, however slowly the other side goes on."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._ends, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._ends, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._ends, timeout))
        return _Bounded(stream, self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(ends: float | None, timeout: float | None) -> float | None:
    """Return how long a step may take; raises when the time of the whole is over."""
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole call is over")
    return left if timeout is None else min(timeout, left)


def _resolve(host: str, port: int, seconds: float | None) -> list[str]:
    """Return the addresses of a host; the system's resolver itself knows no deadline, so it runs beside."""
    answers: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"{host} was not found in time") from None
    if isinstance(found, Exception):
        raise httpcore.ConnectError(f"{host} was not found") from found
    return [str(entry[4][0]) for entry in found]


def client(*, trusted: Sequence[str] = (), seconds: float | None = None, loopback: bool = False) -> httpx.Client:
    """Return a client for outside calls.

    ``trusted``: configured base addresses that may be private. ``seconds``: from now on, for all that is done with the
    client. ``loopback``: this machine's own addresses count as public.
    """
    guarded = httpx.HTTPTransport(verify=_trust())
    ends = None if seconds is None else time.monotonic() + seconds
    guarded._pool._network_backend = _GuardedBackend(loopback=loopback, ends=ends)  # noqa: SLF001  # httpx offers no public way to pass it
    mounts = {_origin(address): httpx.HTTPTransport(verify=_trust()) for address in trusted}
    hooks = {"request": [_goes_out]}
    return httpx.Client(
        transport=guarded,
        mounts=mounts,
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
        event_hooks=hooks,
    )


def unfit(url: str, *, loopback: bool = False) -> Unfit | None:
    """Look at an address that a person typed, and up its host; return what speaks against calling it, None if nothing.

    The host may have another address later, so ``client`` looks again when it connects.
    """
    wrong = unfit_shape(url, loopback=loopback)
    if wrong:
        return wrong
    parts = httpx.URL(url)
    try:
        found = _resolve(parts.raw_host.decode().strip("[]"), parts.port or 443, LOOKING_UP)
    except (httpcore.ConnectError, httpcore.ConnectTimeout):
        return Unfit.UNKNOWN
    return None if _all_public(found, loopback=loopback) else Unfit.PRIVATE


def _all_public(addresses: Sequence[str], *, loopback: bool) -> bool:
    return bool(addresses) and all(may_call(one, loopback=loopback) for one in addresses)


def is_refused(error: BaseException) -> bool:
    """Tell whether a call failed because its host's address is not a public one."""
    return isinstance(error.__cause__, NotPublicError)


def _goes_out(_request: httpx.Request) -> None:
    repeating.lasts()


@cache
def _trust() -> ssl.SSLContext:
    """Return the authorities we trust, read once: reading them takes longer than a whole call to LinkedIn."""
    return httpx.create_ssl_context()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
