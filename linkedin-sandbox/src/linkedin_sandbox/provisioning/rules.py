"""Developer applications: one parent for the ATS maker, one child for each customer (provisioning API)."""

import json
import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox import addresses, fields
from linkedin_sandbox.caller import Call, public_address
from linkedin_sandbox.errors import ActRefused, Refusal
from linkedin_sandbox.state import State

FIRST_APPLICATION = 771204
NAME_LIMIT = 50
STATUSES = {"created": (201, 200), "updated": (204, 200), "taken": (409, 400)}


@dataclass(frozen=True)
class Application:
    id: int
    client_id: str
    parent: int | None
    name: str
    description: str
    unique_foreign_id: str | None
    callbacks: tuple[str, ...]
    domains: tuple[str, ...]
    secrets: tuple[str, ...]  # newest last; at most two

    @property
    def urn(self) -> str:
        return f"urn:li:developerApplication:{self.id}"


def status_of(state: State, outcome: str) -> int:
    """The HTTP status of a provisioning call."""
    return STATUSES[outcome][state.assumptions["A-07"] == "plain"]


def signing_secret(state: State, application: Application) -> str:
    """The secret that signs what goes to this application: the elder, which the ATS has for certain (A-08)."""
    return application.secrets[-1 if state.assumptions["A-08"] == "newer" else 0]


def ensure_parent(state: State, client_id: str, client_secret: str, name: str) -> None:
    """The parent application that LinkedIn gave the ATS maker; stays the same when the world is posted again."""
    if by_client_id(state, client_id):
        state.db.do(
            "update applications set secrets = ?, name = ? where client_id = ?",
            (json.dumps([client_secret]), name, client_id),
        )
        return
    number = state.db.next_number("application", FIRST_APPLICATION)
    state.db.add(
        "applications",
        id=number,
        client_id=client_id,
        name=name,
        secrets=json.dumps([client_secret]),
        created_at=state.clock.now(),
    )


def by_client_id(state: State, client_id: str) -> Application | None:
    row = state.db.row("select * from applications where client_id = ?", (client_id,))
    return _application(row) if row else None


def by_id(state: State, number: int) -> Application | None:
    row = state.db.row("select * from applications where id = ?", (number,))
    return _application(row) if row else None


def children(state: State) -> list[Application]:
    """Every customer's application, oldest first."""
    return [_application(row) for row in state.db.rows("select * from applications where parent > 0 order by id")]


def every(state: State) -> list[Application]:
    """Parents and children, oldest first."""
    return [_application(row) for row in state.db.rows("select * from applications order by id")]


def named(state: State, client_id: str) -> Application:
    """The application a person names. Raises ActRefused."""
    found = by_client_id(state, client_id)
    if found is None:
        raise ActRefused(f"No application has the client_id {client_id}.")
    return found


def _application(row: sqlite3.Row) -> Application:
    return Application(
        id=row["id"],
        client_id=row["client_id"],
        parent=row["parent"],
        name=row["name"],
        description=row["description"],
        unique_foreign_id=row["unique_foreign_id"],
        callbacks=tuple(json.loads(row["callbacks"])),
        domains=tuple(json.loads(row["domains"])),
        secrets=tuple(json.loads(row["secrets"])),
    )


# --- the provisioning API -----------------------------------------------------------------------------------------


def create(state: State, call: Call, body: dict[str, Any]) -> Application:
    """A child application for one customer. Raises Refusal 400, 403, 409 or 422."""
    parent = _parent(call, "POST /provisionedApplications")
    for field in ("uniqueForeignId", "name", "description"):
        if not body.get(field) or not isinstance(body[field], str):
            text = f"ERROR :: /{field} :: field is required but not found and has no default value\n"
            raise Refusal(422, text, section="5.1")
    if len(body["name"]) > NAME_LIMIT or "linkedin" in body["name"].lower():
        raise Refusal(400, f"name must have at most {NAME_LIMIT} characters and not contain LinkedIn", section="5.1")
    if " - " not in body["name"]:
        call.broken("5.1", "name should follow {ATS Name} - {Customer Name}.")
    if by_foreign_id(state, parent, body["uniqueForeignId"]):
        raise Refusal(status_of(state, "taken"), f"uniqueForeignId {body['uniqueForeignId']} is taken", section="5.1")
    number = state.db.next_number("application", FIRST_APPLICATION)
    state.db.add(
        "applications",
        id=number,
        client_id=_client_id(),
        parent=parent,
        name=body["name"],
        description=body["description"],
        unique_foreign_id=body["uniqueForeignId"],
        callbacks=json.dumps(body.get("oauth2AuthorizedCallbackUrls") or []),
        domains=json.dumps(_domains(state, call, body.get("validJsSdkDomains") or [])),
        secrets=json.dumps([_secret()]),
        created_at=state.clock.now(),
    )
    made = by_id(state, number)
    if made is None:
        raise LookupError(number)
    call.effect(f"application {made.name} created")
    return made


def by_foreign_id(state: State, parent: int, foreign_id: str) -> Application | None:
    row = state.db.row("select * from applications where parent = ? and unique_foreign_id = ?", (parent, foreign_id))
    return _application(row) if row else None


def own_child(state: State, call: Call, urn: str, what: str) -> Application:
    """A child of the calling parent application. Raises Refusal 403 or 404."""
    parent = _parent(call, what)
    number = fields.whole(urn.rpartition(":")[2])
    found = by_id(state, number) if number is not None else None
    if found is None or found.parent != parent:
        raise Refusal(404, "Resource provisionedApplications does not exist", section="5.3", service_code=0)
    return found


def update(state: State, call: Call, urn: str, values: dict[str, Any]) -> None:
    """Replace the lists of callback addresses or script domains."""
    child = own_child(state, call, urn, "POST /provisionedApplications")
    unknown = set(values) - {"validJsSdkDomains", "oauth2AuthorizedCallbackUrls"}
    if unknown:
        fields = ", ".join(f"/patch/$set/{name}" for name in sorted(unknown))
        text = (
            f"Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [{fields}]"
        )
        raise Refusal(403, text, section="5.3")
    domains = values.get("validJsSdkDomains", child.domains)
    state.db.do(
        "update applications set domains = ?, callbacks = ? where id = ?",
        (
            json.dumps(_domains(state, call, list(domains))),
            json.dumps(list(values.get("oauth2AuthorizedCallbackUrls", child.callbacks))),
            child.id,
        ),
    )
    call.effect(f"{child.name}: {', '.join(values)} replaced")


def roll_secret(state: State, call: Call, child_urn: str | None) -> str:
    """A second secret; both are valid until one is deleted. Raises Refusal 400 while two exist."""
    target = _target(state, call, child_urn)
    if len(target.secrets) > 1:
        raise Refusal(400, "The application has two active secrets; delete one first", section="5.4")
    made = _secret()
    _store_secrets(state, target, (*target.secrets, made))
    call.effect(f"{target.name}: second secret")
    return made


def delete_secret(state: State, call: Call, child_urn: str | None, secret: str) -> None:
    """Take one of two secrets back (A-08). Raises Refusal 400 for an unknown or the last one."""
    target = _target(state, call, child_urn)
    if secret not in target.secrets or len(target.secrets) == 1:
        raise Refusal(400, "The secret is unknown or the only one", section="5.4")
    _store_secrets(state, target, tuple(one for one in target.secrets if one != secret))
    call.effect(f"{target.name}: one secret deleted")


def _store_secrets(state: State, target: Application, values: tuple[str, ...]) -> None:
    state.db.do("update applications set secrets = ? where id = ?", (json.dumps(values), target.id))


def _target(state: State, call: Call, child_urn: str | None) -> Application:
    if child_urn:
        return own_child(state, call, child_urn, "ACTION /developerApplicationsSecurity")
    found = by_id(state, call.application)
    if found is None:
        raise LookupError(call.application)
    return found


def _parent(call: Call, what: str) -> int:
    if call.parent is not None or call.member:
        raise Refusal(403, f"Not enough permissions to access: {what}", section="3.4")
    return call.application


def _domains(state: State, call: Call, domains: list[str]) -> list[str]:
    """Scheme, host and port without a trailing slash."""
    for one in domains:
        found = addresses.read(one)
        public = public_address(state, call, one, section="5.1", what="validJsSdkDomains")
        if found is None or found.path or not public:
            raise Refusal(400, f"Invalid JS SDK domain: {one}", section="5.1")
    return domains


def _client_id() -> str:
    return "86" + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(12))


def _secret() -> str:
    return secrets.token_urlsafe(24)
