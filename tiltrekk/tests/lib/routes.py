"""All routes of the product, and the tables in ``tests/routes`` that say who gets what from each.

A table has one line for each route and method: method, route name, and the expected status for each kind of person in
the order of ``world.KINDS``. ``ARGS`` and ``DATA`` of a module hold what its routes need beyond the usual.
"""

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from world import KINDS, World

TABLES = Path(__file__).parents[1] / "routes"
Given = Callable[[World], dict[str, Any]]

# What the names of path parameters stand for, unless a table says otherwise.
USUAL: Mapping[str, Callable[[World], Any]] = {
    "public_id": lambda world: world.candidate.public_id,
    "job_id": lambda world: world.job.public_id,
    "candidate_id": lambda world: world.candidate.public_id,
    "application_id": lambda world: world.application.public_id,
    "note_id": lambda world: world.note.public_id,
    "feedback_id": lambda world: world.feedback.public_id,
    "user_id": lambda world: world.colleague.public_id,
    "pool_id": lambda world: world.pool.public_id,
    "interview_id": lambda world: world.interview.public_id,
    "document_id": lambda world: world.document.public_id,
    "endpoint_id": lambda world: world.endpoint.public_id,
    "delivery_id": lambda world: world.delivery.public_id,
    "member_id": lambda world: world.users["manager"].public_id,
    "other_id": lambda world: world.prospect.candidate.public_id,
    "tab": lambda _world: "notes",
    "channel": lambda _world: "career_site",
    "activity": lambda _world: "application",
    "number": lambda world: world.draft.process.stages.get(kind="screening").pk,
    "move": lambda world: world.application.moves.latest("pk").pk,
    "secret": lambda _world: "guessed",
    "token": lambda _world: "guessed",
    "uidb36": lambda _world: "1",
    "key": lambda _world: "guessed",
}


@dataclass(frozen=True)
class Route:
    """One address pattern by its full name (``jobs:job-read``)."""

    name: str
    parameters: tuple[str, ...]
    view: Any


def routes(patterns: list[Any] | None = None, prefix: str = "", above: tuple[str, ...] = ()) -> Iterator[Route]:
    """Return every route of the URL table."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        parameters = (*above, *pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", {}))
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern.url_patterns, space, parameters)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{prefix}{pattern.name}", tuple(dict.fromkeys(parameters)), pattern.callback)


@dataclass(frozen=True)
class Line:
    """What one method of one route answers to each kind of person."""

    method: str
    name: str
    expected: dict[str, int]
    args: Given | None
    data: Given | None


def lines() -> Iterator[Line]:
    """Return the lines of all tables."""
    for path in sorted(TABLES.glob("*.py")):
        table = _module(path)
        for text in table.TABLE.strip().splitlines():
            method, name, *codes = text.split()
            assert len(codes) == len(KINDS), f"{path.name}: {text}"
            expected = dict(zip(KINDS, map(int, codes), strict=True))
            key = f"{method} {name}"
            args, data = getattr(table, "ARGS", {}), getattr(table, "DATA", {})
            yield Line(method, name, expected, args.get(key) or args.get(name), data.get(key))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"routes_of_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arguments(route: Route, line: Line | None, world: World) -> dict[str, Any]:
    """Return the path parameters of a route in the small world."""
    own = line.args(world) if line and line.args else {}
    return {name: own[name] if name in own else USUAL[name](world) for name in route.parameters}
