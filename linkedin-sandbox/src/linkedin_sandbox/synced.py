"""The calls that every kind of synced record has: PUT, GET and DELETE by keys, and children below a key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, request
from linkedin_talent.restli import Key

from linkedin_sandbox import api
from linkedin_sandbox.caller import Call
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.state import State
from linkedin_sandbox.state.records import ChildKey

Put = Callable[[State, Call, str, str, dict[str, Any]], bool]  # context, key, record; whether it is new
Read = Callable[[State, Call, str, str], dict[str, Any] | None]
Delete = Callable[[State, Call, str, str], bool]
PutChild = Callable[[State, Call, ChildKey, dict[str, Any]], bool]
DeleteChild = Callable[[State, Call, ChildKey], bool]


@dataclass(frozen=True, kw_only=True)
class Child:
    """A sub-resource, addressed below its parent's key."""

    put: PutChild
    delete: DeleteChild


@dataclass(frozen=True, kw_only=True)
class Synced:
    """One resource of /v2 whose records belong to an integration context."""

    resource: str
    member: str  # of the key, beside integrationContext
    section: str
    put: Put
    read: Read
    delete: Delete
    children: Mapping[str, Child] = field(default_factory=dict)

    def parts(self, key: Key) -> tuple[str, str]:
        context, name = api.members(key, "integrationContext", self.member, section=self.section)
        return context, name

    def asked(self, *, below: bool = False) -> api.Asked:
        """Authenticate; data flow only for contexts that are enabled."""
        asked = api.read(child=self.resource, throttle=self.resource)
        contexts = {self.parts(key)[0] for key in ([api.path_key()] if below else api.keys(asked))}
        for context in sorted(contexts):
            integrations.require_enabled(asked.state, asked.call, context, f"{request.method} /{self.resource}")
        return asked


def add(blueprint: Blueprint, synced: Synced) -> None:
    """Give a blueprint the routes of one resource and of what hangs below it."""
    path = f"/{synced.resource}"
    for verb, view in (("PUT", _put), ("GET", _read), ("DELETE", _delete)):
        _route(blueprint, verb, path, lambda view=view: view(synced))
    for kind, child in synced.children.items():
        below = f"{path}/<key>/{kind}"
        _route(blueprint, "PUT", below, lambda key, child=child: _put_child(synced, child))  # noqa: ARG005
        _route(blueprint, "DELETE", below, lambda key, child=child: _delete_child(synced, child))  # noqa: ARG005


def _route(blueprint: Blueprint, verb: str, path: str, view: Callable[..., Response]) -> None:
    blueprint.add_url_rule(path, f"{verb} {path}".replace(".", ""), view, methods=[verb])


def _put(synced: Synced) -> Response:
    asked = synced.asked()

    def apply(key: Key, body: dict[str, Any]) -> int:
        return api.success(asked.state, created=synced.put(asked.state, asked.call, *synced.parts(key), body))

    return api.batch_write(asked, apply)


def _read(synced: Synced) -> Response:
    asked = synced.asked()
    return api.batch_read(asked, lambda key: synced.read(asked.state, asked.call, *synced.parts(key)))


def _delete(synced: Synced) -> Response:
    asked = synced.asked()
    return api.batch_delete(asked, lambda key: synced.delete(asked.state, asked.call, *synced.parts(key)))


def _put_child(synced: Synced, child: Child) -> Response:
    asked = synced.asked(below=True)
    parent = synced.parts(api.path_key())

    def apply(key: Key, body: dict[str, Any]) -> int:
        return api.success(asked.state, created=child.put(asked.state, asked.call, ChildKey(*parent, str(key)), body))

    return api.batch_write(asked, apply)


def _delete_child(synced: Synced, child: Child) -> Response:
    asked = synced.asked(below=True)
    parent = synced.parts(api.path_key())
    return api.batch_delete(asked, lambda key: child.delete(asked.state, asked.call, ChildKey(*parent, str(key))))
