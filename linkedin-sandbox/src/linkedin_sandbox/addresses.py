"""Reading web addresses that come from outside."""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Address:
    """The parts that matter of an absolute http or https address."""

    scheme: str
    host: str
    port: int | None
    path: str

    @property
    def loopback(self) -> bool:
        return self.host in LOOPBACK


def read(text: object) -> Address | None:
    """None for whatever is not an absolute http or https address."""
    if not str(text).isprintable():
        return None
    try:
        parts = urlsplit(str(text))
        port = parts.port
        (parts.hostname or "").encode("idna")  # a name that no server could have is a UnicodeError
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return Address(parts.scheme, parts.hostname, port, parts.path)
