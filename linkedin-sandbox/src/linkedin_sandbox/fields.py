"""Checks of one field, shared by the synced records; the texts are LinkedIn's where it has any."""

import re
from collections.abc import Iterable
from typing import Any

from linkedin_sandbox import addresses
from linkedin_sandbox.errors import Refusal

END_OF_TIME = 2**53  # what a JSON number holds exactly


def whole(text: str) -> int | None:
    """A whole number in plain digits; None for everything else, also for one that no field could hold."""
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def required(body: dict[str, Any], names: Iterable[str], section: str, *, empty: bool = False) -> None:
    """Each must be there, and hold something unless ``empty``. Raises Refusal 422."""
    for name in names:
        if body.get(name) is None or (not empty and body[name] in ("", [])):
            text = f"ERROR :: /{name} :: field is required but not found and has no default value\n"
            raise Refusal(422, text, section=section)


def moments(body: dict[str, Any], section: str, *names: str) -> None:
    """Positive epoch milliseconds. Raises Refusal 422 or 400."""
    for name in names:
        value = body.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value > END_OF_TIME:
            raise Refusal(422, f"ERROR :: /{name} :: {value} cannot be coerced to Long\n", section=section)
        if value <= 0:
            raise Refusal(400, f"{name} must be greater than 0", section=section)


def created_before_modified(
    body: dict[str, Any], section: str, created: str = "atsCreatedAt", modified: str = "atsLastModifiedAt"
) -> None:
    required(body, (created, modified), section)
    moments(body, section, created, modified)
    if body[modified] < body[created]:
        raise Refusal(400, f"{modified} is before {created}", section=section)


def web_address(body: dict[str, Any], name: str, section: str) -> None:
    """An absolute http or https address, where there is one. Raises Refusal 400."""
    value = body.get(name)
    if value is not None and addresses.read(value) is None:
        raise Refusal(400, f"{name} is not a valid URL", section=section)


def lists(body: dict[str, Any], section: str, *names: str) -> None:
    """Must be JSON arrays, where present. Raises Refusal 422."""
    _typed(body, section, names, list, "Array")


def texts(body: dict[str, Any], section: str, *names: str) -> None:
    """Must be JSON strings, where present. Raises Refusal 422."""
    _typed(body, section, names, str, "String")


def records(body: dict[str, Any], section: str, *names: str) -> None:
    """Must be JSON objects, or arrays of objects, where present. Raises Refusal 422."""
    for name in names:
        inner = body.get(name)
        for one in inner if isinstance(inner, list) else [inner]:
            _typed({name: one}, section, (name,), dict, "Record")


def _typed(body: dict[str, Any], section: str, names: Iterable[str], kind: type, word: str) -> None:
    for name in names:
        if body.get(name) is not None and not isinstance(body[name], kind):
            raise Refusal(422, f"ERROR :: /{name} :: {body[name]} cannot be coerced to {word}\n", section=section)
