"""Reading the ledger: which records each call really put, replaced or deleted at LinkedIn."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

from .expected import APPLICATIONS, ASSIGNEES, CANDIDATES, LISTS
from .facts import JOBS, Body, Entity, Ledger, Row

_KEYS = {CANDIDATES: "atsCandidateId", APPLICATIONS: "atsJobApplicationId"}
_PATH = re.compile(r"/v2/(?P<resource>\w+)(?:/(?P<key>[^/]+)/(?P<child>\w+))?\Z")
CUT_AT = 64 * 1024  # characters the ledger keeps of a body


class Effect(NamedTuple):
    """One record changed by one call; ``body`` None is a deletion. For a job it is the element that was accepted."""

    entry: Row
    entity: Entity
    body: Body | None


def resource_of(entry: Row) -> str:
    """The resource a call went to, without keys: what LinkedIn counts by and what a hold is for."""
    found = _PATH.match(entry["path"])
    if not found:
        return str(entry["path"])
    return f"{found['resource']}/{found['child']}" if found["child"] else found["resource"]


def sent(entry: Row) -> dict[str, Body]:
    """The records of a batch as the product sent them, by their keys on the wire."""
    if len(entry["request"]) >= CUT_AT:
        raise ValueError(f"the ledger has cut the body of call {entry['id']}, so nobody can judge it")
    body = json.loads(entry["request"]) if entry["request"] else {}
    found: dict[str, Body] = body.get("entities", {}) if isinstance(body, dict) else {}
    return found


def effects(ledger: Ledger) -> Iterator[Effect]:
    """Every record that was changed, in order. What the sandbox answered is believed even if the answer was lost."""
    for entry in ledger.calls:
        if entry["method"] == "POST" and entry["path"] == "/v2/simpleJobPostings":
            yield from _jobs(entry)
        elif entry["method"] in {"PUT", "DELETE"} and resource_of(entry).split("/")[0] in {*_KEYS, LISTS, ASSIGNEES}:
            yield from _batch(entry)


def _batch(entry: Row) -> Iterator[Effect]:
    records = {_plain(key): body for key, body in sent(entry).items()}
    for key, said in _answer(entry).get("results", {}).items():
        if 200 <= said.get("status", 0) < 300:
            body = records.get(_plain(key), {}) if entry["method"] == "PUT" else None
            yield Effect(entry, _entity(entry, key), None if body is None else _stored(body))


def _jobs(entry: Row) -> Iterator[Effect]:
    elements = json.loads(entry["request"]).get("elements", []) if entry["request"] else []
    for element, said in zip(elements, _answer(entry).get("elements", []), strict=False):
        if said.get("status") == 202:
            name = element["externalJobPostingId"]
            yield Effect(entry, Entity(JOBS, element["integrationContext"], "", name), element)


def _answer(entry: Row) -> dict[str, Any]:
    """Nothing, where a fault answered before anything was applied."""
    before = any(note["kind"] == "fault" and note["text"].endswith((": status", ": html")) for note in entry["notes"])
    if before or entry["status"] != 200:
        return {}
    found: dict[str, Any] = json.loads(entry["reply"])
    return found


def _stored(body: Body) -> Body:
    return {name: value for name, value in body.items() if value is not None}


def _plain(key: str) -> str:
    return unquote(key)


def _entity(entry: Row, key: str) -> Entity:
    found = _PATH.match(entry["path"])
    assert found
    resource = found["resource"]
    if found["child"]:
        above = dict(parse_qsl(found["key"]))
        name = above[_KEYS[resource]]
        return Entity(f"{resource}/{found['child']}", above["integrationContext"], name, _plain(key))
    members = dict(parse_qsl(key))
    if resource in _KEYS:
        return Entity(resource, members["integrationContext"], "", members[_KEYS[resource]])
    name = members["atsEntityId" if resource == LISTS else "assignee"]
    return Entity(resource, members["integrationContext"], members["atsEntityAclId"], name)


def replay(ledger: Ledger) -> dict[Entity, Body]:
    """The store that the effects add up to: a replacement is whole, a deletion takes what hangs below."""
    held: dict[Entity, Body] = {}
    for _entry, entity, body in effects(ledger):
        if entity.resource == JOBS:
            continue
        if body is None:
            for one in [*below(held, entity), entity]:
                held.pop(one, None)
        else:
            held[entity] = body
    return held


def below(held: Mapping[Entity, Body], entity: Entity) -> list[Entity]:
    """What the store holds under a record and goes with it."""
    if entity.resource not in _KEYS:
        return []
    return [
        one
        for one in held
        if one.parent == entity.key
        and one.organization == entity.organization
        and one.resource.startswith(f"{entity.resource}/")
    ]


def stored(ledger: Ledger) -> dict[Entity, Body]:
    """What lies at LinkedIn, in the checker's words."""
    return {
        Entity(row["resource"], row["context"], row["parent"], row["key"]): _own(row)
        for row in ledger.store
        if row["resource"].split("/")[0] in {*_KEYS, LISTS, ASSIGNEES}
    }


def _own(row: Row) -> Body:
    """Access lists are nothing but their keys."""
    return {} if row["resource"] in {LISTS, ASSIGNEES} else row["body"]
