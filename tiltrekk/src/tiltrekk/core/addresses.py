"""Which addresses other than configured ones may be called: public ones, however they are dressed (SEC-66, SEC-69)."""

import ipaddress
from enum import StrEnum, auto

import httpx

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 500
PORTS = frozenset({443, 8443})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = {0x0000_5EFE, 0x0200_5EFE}  # bits 64 to 95, before the IPv4 address


class Unfit(StrEnum):
    """What speaks against an address that a person typed."""

    SHAPE = auto()
    SCHEME = auto()
    USER = auto()
    PORT = auto()
    PRIVATE = auto()
    UNKNOWN = auto()  # no such host


def is_public(address: IP) -> bool:
    """Tell whether an address belongs to the public network, and so does the IPv4 address it may carry inside."""
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:  # how IPv4 looks where there is only IPv6
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    local = address.is_multicast or address.is_reserved or address.is_unspecified
    local = local or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    return address.is_global and not local and all(is_public(inner) for inner in _inside(address))


def _inside(address: IP) -> list[ipaddress.IPv4Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return [one for one in found if one is not None]


def may_call(address: str, *, loopback: bool) -> bool:
    """Tell whether a resolved address may be connected to. ``loopback``: this machine itself counts as public."""
    found = ipaddress.ip_address(address)
    return is_public(found) or (loopback and found.is_loopback)


def unfit_shape(url: str, *, loopback: bool) -> Unfit | None:
    """Return what is wrong with an address as it is written; None when only its host is left to be looked up."""
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return Unfit.SHAPE
    if len(url) > LONGEST or not parts.host or parts.fragment:
        return Unfit.SHAPE
    if parts.userinfo:
        return Unfit.USER
    if loopback and parts.host in {"localhost", "127.0.0.1", "::1"}:
        return None if parts.scheme in {"http", "https"} else Unfit.SCHEME
    if parts.scheme != "https":
        return Unfit.SCHEME
    return None if (parts.port or 443) in PORTS else Unfit.PORT
