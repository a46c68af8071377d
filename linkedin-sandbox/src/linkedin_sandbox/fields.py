"""Checks of one field, shared by the synced records; the texts are LinkedIn's where it has any."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from linkedin_sandbox.errors import Refusal


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
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refusal(422, f"ERROR :: /{name} :: {value} cannot be coerced to Long\n", section=section)
        if value <= 0:
            raise Refusal(400, f"{name} must be greater than 0", section=section)


def created_before_modified(body: dict[str, Any], section: str) -> None:
    required(body, ("atsCreatedAt", "atsLastModifiedAt"), section)
    moments(body, section, "atsCreatedAt", "atsLastModifiedAt")
    if body["atsLastModifiedAt"] < body["atsCreatedAt"]:
        raise Refusal(400, "atsLastModifiedAt is before atsCreatedAt", section=section)


def web_address(body: dict[str, Any], name: str, section: str) -> None:
    """An absolute http or https address, where there is one. Raises Refusal 400."""
    value = body.get(name)
    if value is not None and (urlsplit(str(value)).scheme not in {"http", "https"} or not urlsplit(str(value)).netloc):
        raise Refusal(400, f"{name} is not a valid URL", section=section)


def lists(body: dict[str, Any], section: str, *names: str) -> None:
    """Must be JSON arrays, where present. Raises Refusal 422."""
    for name in names:
        if body.get(name) is not None and not isinstance(body[name], list):
            raise Refusal(422, f"ERROR :: /{name} :: {body[name]} cannot be coerced to Array\n", section=section)
