"""The one module that opens connections to other hosts.

Timeouts always, redirects never followed, and private addresses refused when the connection is made, so that neither a
redirect nor a changed DNS answer slips through. Addresses that the installation itself configures (LinkedIn's, which
may be the sandbox on loopback) are exempt; addresses typed by people never are (decision 32).
"""

import ipaddress
import socket
import ssl
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from . import repeating

TIMEOUT = httpx.Timeout(20.0, connect=5.0)


class PrivateAddressError(httpx.ConnectError):
    """The host's address is not a public one."""


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves a name itself, refuses private addresses, and connects to the address it has checked."""

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(ipaddress.ip_address(address).is_global for address in addresses):
            raise httpcore.ConnectError(f"{host} is not a public address")
        return super().connect_tcp(addresses[0], port, *args, **options)


def client(*, trusted: Sequence[str] = ()) -> httpx.Client:
    """Return a client for outside calls. ``trusted``: configured base addresses that may be private."""
    guarded = httpx.HTTPTransport(verify=_trust())
    guarded._pool._network_backend = _GuardedBackend()  # noqa: SLF001  # httpx offers no public way to pass it
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


def _goes_out(_request: httpx.Request) -> None:
    repeating.lasts()


@cache
def _trust() -> ssl.SSLContext:
    """Return the authorities we trust, read once: reading them takes longer than a whole call to LinkedIn."""
    return httpx.create_ssl_context()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
