"""What the resource classes share."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from linkedin_talent.batch import BATCH_SIZE, BatchResult
from linkedin_talent.calls import Caller
from linkedin_talent.keys import WireKey
from linkedin_talent.names import Route, Surface, route
from linkedin_talent.records import WireRecord
from linkedin_talent.restli import CompoundKey, Key, encode_path_key

__all__ = ["ChildRecords", "ChildResource", "KeyedResource", "Resource", "child_key", "child_path", "patch"]

K = TypeVar("K", bound=WireKey)
R = TypeVar("R", bound=WireRecord)


class Resource:
    """One resource of one application."""

    name = ""

    def __init__(self, caller: Caller, surface: Surface) -> None:
        self._caller = caller
        self._surface = surface

    def _route(self, method: str = "", surface: Surface | None = None) -> Route:
        return route(self.name, surface or self._surface, needs=method, protocol=self._caller.protocol)


class KeyedResource(Resource, Generic[K]):
    """A resource whose records are named by a typed compound key."""

    batch_size = BATCH_SIZE

    def _write(self, verb: str, method: str, bodies: Mapping[K, Mapping[str, Any] | None]) -> BatchResult[K]:
        at = self._route(method)
        wire: dict[Key, K] = {at.key(key.compound()): key for key in bodies}
        entities = {name: bodies[key] for name, key in wire.items()}
        result = self._caller.write(verb, method, at, at.path, entities, size=self.batch_size)
        return BatchResult({wire[name]: element for name, element in result.items()})

    def _replace(self, records: Mapping[K, WireRecord]) -> BatchResult[K]:
        at = self._route("batch_update")
        return self._write("PUT", "batch_update", {key: at.record(record.wire()) for key, record in records.items()})

    def _delete(self, keys: Iterable[K]) -> BatchResult[K]:
        return self._write("DELETE", "batch_delete", dict.fromkeys(keys))


class ChildResource(Resource, Generic[K]):
    """Records below one parent record, named by one word or id."""

    parent = ""

    def _write(
        self, verb: str, method: str, parent: K, bodies: Mapping[str, Mapping[str, Any] | None]
    ) -> BatchResult[str]:
        at = self._route(method)
        above = parent.compound()
        wire: dict[Key, str] = {child_key(at, above, child): child for child in bodies}
        path = child_path(at, self.parent, above)
        result = self._caller.write(verb, method, at, path, {name: bodies[id_] for name, id_ in wire.items()})
        return BatchResult({wire[name]: element for name, element in result.items()})


class ChildRecords(ChildResource[K], Generic[K, R]):
    """Synced records below one candidate or application, named by an id of ours."""

    def upsert(self, parent: K, records: Mapping[str, R]) -> BatchResult[str]:
        """Create or fully replace."""
        at = self._route("batch_update")
        bodies = {child: at.record(record.wire()) for child, record in records.items()}
        return self._write("PUT", "batch_update", parent, bodies)

    def delete(self, parent: K, ids: Iterable[str]) -> BatchResult[str]:
        """Remove; an id LinkedIn does not know answers 404 for that element (A-27)."""
        return self._write("DELETE", "batch_delete", parent, dict.fromkeys(ids))


def child_key(at: Route, parent: CompoundKey, child: str) -> Key:
    """A child's key: its own id below its parent's path, or the parent's members and its id in one flat key."""
    if not at.child_key:
        return child
    return CompoundKey({**at.key(parent), at.child_key: child})


def child_path(at: Route, resource: str, parent: CompoundKey) -> str:
    """Where the children of one parent are."""
    return at.path if at.child_key else f"{resource}/{encode_path_key(parent, at.protocol)}/{at.path}"


def patch(record: Mapping[str, Any], remove: Iterable[str] = ()) -> dict[str, Any]:
    """A partial update: fields to set and fields to remove."""
    parts: dict[str, Any] = {"$set": dict(record)} if record else {}
    if gone := list(remove):
        parts["$delete"] = gone
    return {"patch": parts}
