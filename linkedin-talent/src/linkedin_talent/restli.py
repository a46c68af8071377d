"""Rest.li on the wire, protocols 1.0.0 and 2.0.0, in both directions.

A key is text or a `CompoundKey`. Protocol 1 writes a compound key `a=x&b=y`, protocol 2 `(a:x,b:y)`; the order
of the members and the case of percent codes carry no meaning, and a leading `$params:()` is ignored.
Source: LinkedIn API guide, "Protocol versions", "Methods", "Query tunneling".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from urllib.parse import quote, unquote, unquote_plus

__all__ = [
    "TUNNEL_ABOVE",
    "CompoundKey",
    "Key",
    "Param",
    "Protocol",
    "RestliError",
    "Tunnelled",
    "Untunnelled",
    "Value",
    "decode_key",
    "decode_query",
    "decode_value",
    "deduce_protocol",
    "encode_key",
    "encode_path_key",
    "encode_query",
    "encode_value",
    "escaped_wholly",
    "ids_in",
    "key_from",
    "tunnel",
    "untunnel",
]

TUNNEL_ABOVE = 4000  # characters of encoded query; LinkedIn's own client libraries switch here
_EMPTY = "''"  # protocol 2's empty text
_LIST = re.compile(r"List\((.*)\)\Z", re.DOTALL)
_INDEXED = re.compile(r"(?P<name>[^\[\].]+)\[(?P<index>[0-9]{1,9})\](?:\.(?P<member>.+))?\Z", re.DOTALL)
_NOT_REDUCED = re.compile(r"%(?!28|29|2C|3A|27)", re.IGNORECASE)  # a percent sign that escapes nothing in a body
_CRLF = "\r\n"


class Protocol(StrEnum):
    """Value of `X-Restli-Protocol-Version`; an absent header means ONE."""

    ONE = "1.0.0"
    TWO = "2.0.0"


class RestliError(ValueError):
    """Text that is not in Rest.li's grammar."""


class CompoundKey(Mapping[str, str]):
    """A key of several members, equal to every other with the same members in whatever order."""

    __slots__ = ("_members",)

    def __init__(self, members: Mapping[str, str] | Iterable[tuple[str, str]] = (), /, **more: str) -> None:
        self._members = dict(members, **more)
        if not self._members:
            raise RestliError("a compound key needs at least one member")

    def __getitem__(self, name: str) -> str:
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompoundKey) and self._members == other._members

    def __hash__(self) -> int:
        return hash(frozenset(self._members.items()))

    def __repr__(self) -> str:
        return f"CompoundKey({self._members!r})"


Key = str | CompoundKey
Value = str | list["Value"] | dict[str, "Value"]
Param = str | int | bool | CompoundKey | Sequence[Key]


# --- keys -------------------------------------------------------------------------------------------------------


def encode_key(key: Key, protocol: Protocol) -> str:
    """A key as it stands in `entities`, `results`, `statuses` and `errors`.

    Protocol 1 leaves the colons of URNs as they are, as every LinkedIn sample does; protocol 2 must not.
    """
    if isinstance(key, str):
        return _leaf(key, protocol)
    pairs = [(_leaf(name, protocol), _leaf(value, protocol)) for name, value in key.items()]
    if protocol is Protocol.ONE:
        return "&".join(f"{name}={value}" for name, value in pairs)
    return "(" + ",".join(f"{name}:{value}" for name, value in pairs) + ")"


def encode_path_key(key: Key, protocol: Protocol) -> str:
    """A key as one path segment.

    In protocol 1 the whole entity key is one segment, so a percent sign in it is escaped once more; in protocol 2
    the key's own escaping is the segment's.
    """
    text = encode_key(key, protocol)
    return quote(text, safe="=&:") if protocol is Protocol.ONE else text


def decode_key(text: str, protocol: Protocol | None = None) -> Key:
    """Read a key. Without a protocol the text decides: brackets mean 2, an equals sign means 1."""
    if protocol is None:
        protocol = Protocol.TWO if text.startswith("(") and text.endswith(")") else Protocol.ONE
    if protocol is Protocol.TWO:
        return key_from(decode_value(text))
    if "=" not in text:
        return unquote(text)
    return CompoundKey(_pair(part, "=") for part in text.split("&") if not part.startswith("$params"))


def escaped_wholly(text: str) -> str:
    """A key of a reply's body or header, where Rest.li escapes only `( ) , ' :`, as it would stand in an address."""
    return _NOT_REDUCED.sub("%25", text)


def key_from(value: Value) -> Key:
    """A decoded value as a key; `$params` members are dropped."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        raise RestliError("a list is not a key")
    members = {name: member for name, member in value.items() if not name.startswith("$params")}
    if not all(isinstance(member, str) for member in members.values()):
        raise RestliError("a key's members must be plain values")
    return CompoundKey({name: str(member) for name, member in members.items()})


def _leaf(text: str, protocol: Protocol) -> str:
    if protocol is Protocol.ONE:
        return quote(text, safe=":")
    return quote(text, safe="") or _EMPTY


def _unleaf(text: str) -> str:
    return "" if text == _EMPTY else unquote(text)


def _pair(part: str, separator: str) -> tuple[str, str]:
    name, found, value = part.partition(separator)
    if not found:
        raise RestliError(f"a member without {separator!r}")
    return _unleaf(name), _unleaf(value)


# --- protocol 2 values ------------------------------------------------------------------------------------------

DEEPEST = 32  # levels of brackets; nothing in the contract has more than four


def encode_value(value: Value) -> str:
    """A value in protocol 2: text, `List(a,b)` or `(a:x,b:y)`, nested as needed."""
    if isinstance(value, str):
        return _leaf(value, Protocol.TWO)
    if isinstance(value, list):
        return "List(" + ",".join(encode_value(item) for item in value) + ")"
    return "(" + ",".join(f"{_leaf(name, Protocol.TWO)}:{encode_value(item)}" for name, item in value.items()) + ")"


def decode_value(text: str) -> Value:
    """Read a protocol 2 value."""
    if matched := _LIST.match(text):
        return [decode_value(item) for item in _split(matched[1])]
    if text.startswith("(") and text.endswith(")"):
        return dict(_member(part) for part in _split(text[1:-1]))
    if "(" in text or ")" in text:
        raise RestliError("brackets do not match")
    return _unleaf(text)


def _member(part: str) -> tuple[str, Value]:
    name, found, value = part.partition(":")
    if not found:
        raise RestliError("a member without ':'")
    return _unleaf(name), decode_value(value)


def _split(text: str) -> list[str]:
    """Cut at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for position, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise RestliError("brackets do not match")
        if depth > DEEPEST:
            raise RestliError("nested too deeply")
        if sign == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    if depth:
        raise RestliError("brackets do not match")
    return [*parts, text[start:]] if text else []


# --- query strings ----------------------------------------------------------------------------------------------


def encode_query(params: Mapping[str, Param], protocol: Protocol) -> str:
    """A query string in the order of `params`. `fields` is a projection and keeps its commas, colons and brackets."""
    write = _write_one if protocol is Protocol.ONE else _write_two
    return "&".join(f"{name}={value}" for key, param in params.items() for name, value in write(key, param))


def _scalar(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write_one(name: str, param: Param) -> Iterator[tuple[str, str]]:
    if name == "fields":
        yield name, quote(str(param), safe=",:()")
    elif isinstance(param, CompoundKey):
        yield from ((f"{name}.{_leaf(member, Protocol.ONE)}", _leaf(v, Protocol.ONE)) for member, v in param.items())
    elif isinstance(param, str | int):
        yield name, _leaf(_scalar(param), Protocol.ONE)
    else:
        for index, item in enumerate(param):
            prefix = f"{name}[{index}]" if isinstance(item, CompoundKey) else name
            yield from _write_one(prefix, item)


def _write_two(name: str, param: Param) -> Iterator[tuple[str, str]]:
    if name == "fields":
        yield name, quote(str(param), safe=",:()")
    elif isinstance(param, CompoundKey):
        yield name, encode_key(param, Protocol.TWO)
    elif isinstance(param, str | int):
        yield name, _leaf(_scalar(param), Protocol.TWO)
    else:
        yield name, "List(" + ",".join(encode_key(item, Protocol.TWO) for item in param) + ")"


def deduce_protocol(query: str) -> Protocol:
    """The protocol a query is written in when the header does not say (A-02)."""
    values = (part.partition("=")[2] for part in query.split("&") if not part.startswith("fields="))
    unmistakable = any(value.startswith(("List(", "(")) and value.endswith(")") for value in values)
    return Protocol.TWO if unmistakable else Protocol.ONE


def decode_query(query: str, protocol: Protocol | None = None) -> dict[str, Value]:
    """Read a raw (still percent-encoded) query string.

    Protocol 1: a repeated name becomes a list, `name[0].member` a list of members, `name.member` members.
    """
    protocol = protocol or deduce_protocol(query)
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    if protocol is Protocol.TWO:
        return {unquote(name): unquote(v) if name == "fields" else decode_value(v) for name, v in pairs}
    return _read_one([(unquote_plus(name), unquote_plus(value)) for name, value in pairs])


def _read_one(pairs: list[tuple[str, str]]) -> dict[str, Value]:
    plain: dict[str, list[str]] = {}
    indexed: dict[str, dict[int, Value]] = {}
    members: dict[str, dict[str, Value]] = {}
    for name, value in pairs:
        if matched := _INDEXED.match(name):
            _place(indexed.setdefault(matched["name"], {}), int(matched["index"]), matched["member"], value)
        elif "." in name:
            head, _, member = name.partition(".")
            members.setdefault(head, {})[member] = value
        else:
            plain.setdefault(name, []).append(value)
    read: dict[str, Value] = {name: list(vs) if len(vs) > 1 else vs[0] for name, vs in plain.items()}
    read |= members
    return read | {name: [rows[index] for index in sorted(rows)] for name, rows in indexed.items()}


def _place(rows: dict[int, Value], index: int, member: str | None, value: str) -> None:
    if member is None:
        rows[index] = value
        return
    row = rows.setdefault(index, {})
    if not isinstance(row, dict):
        raise RestliError("a list element that is both a value and members")
    row[member] = value


def ids_in(query: str, protocol: Protocol | None = None, name: str = "ids") -> list[Key]:
    """The keys of a batch call, in any of the four spellings."""
    value = decode_query(query, protocol).get(name, [])
    return [key_from(item) for item in (value if isinstance(value, list) else [value])]


# --- tunnelling -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tunnelled:
    """A request whose query moved into the body; it is sent with POST and no query."""

    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Untunnelled:
    """What a tunnelled request means. `content_type` is empty when there was no inner body."""

    query: str
    content_type: str
    content: bytes


def tunnel(verb: str, query: str, content: bytes | None) -> Tunnelled:
    """Move the query into the body: a form without a body, a two-part message with one."""
    override = {"X-HTTP-Method-Override": verb}
    if content is None:
        return Tunnelled(override | {"Content-Type": "application/x-www-form-urlencoded"}, query.encode("ascii"))
    boundary = sha256(query.encode() + content).hexdigest()  # cannot stand in what it is the digest of
    head = [f"--{boundary}", "Content-Type: application/x-www-form-urlencoded", "", query]
    second = [f"--{boundary}", "Content-Type: application/json", "", ""]
    text = _CRLF.join([*head, *second]).encode("ascii")
    mixed = {"Content-Type": f"multipart/mixed; boundary={boundary}"}
    return Tunnelled(override | mixed, text + content + f"{_CRLF}--{boundary}--{_CRLF}".encode())


def untunnel(content_type: str, content: bytes) -> Untunnelled:
    """Read a tunnelled body back. Both parts may come in either order."""
    if not content_type.lower().startswith("multipart/mixed"):
        return Untunnelled(content.decode("ascii"), "", b"")
    matched = re.search(r'boundary="?([^";]+)"?', content_type, re.IGNORECASE)
    if matched is None:
        raise RestliError("multipart without a boundary")
    query, inner_type, inner = "", "", b""
    for kind, body in _parts(content, matched[1].encode("ascii")):
        if kind.startswith("application/x-www-form-urlencoded"):
            query = body.decode("ascii")
        else:
            inner_type, inner = kind, body
    return Untunnelled(query, inner_type, inner)


def _parts(content: bytes, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    marker = b"\r\n--" + boundary
    for part in (b"\r\n" + content).split(marker)[1:]:
        if part.startswith(b"--"):
            return
        head, found, body = part.partition(b"\r\n\r\n")
        if not found:
            raise RestliError("a part without a header")
        lines = head.decode("ascii").split(_CRLF)
        kinds = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("content-type:")]
        yield (kinds[0].lower() if kinds else ""), body
    raise RestliError("multipart without its closing line")
