"""The ATS's side of the set-up: naming, reading and configuring integrations (customer configuration pages)."""

from typing import Any

from linkedin_sandbox.caller import Call, public_address
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import challenge
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.state import State, world

KEYS = {
    "CALLBACK_URL": ("ONE_CLICK_EXPORT", "CRM_ONE_CLICK_EXPORT"),
    "JOB_POSTING_VIEWERS": ("ONE_CLICK_EXPORT",),
    "APPLICATION_VIEWERS": ("IN_ATS_INDICATOR",),
}
NAME_LIMIT = 200


def owner(state: State, call: Call, context: str, kind: str) -> int | None:
    """The application that holds an integration: the caller, or a child of the calling parent (A-06)."""
    parent = call.application if state.assumptions["A-06"] == "accepted" else 0
    rows = state.db.rows(
        """select i.application from integrations i join applications a on a.id = i.application
        where (a.id = ? or a.parent = ?) and i.context = ? and i.type = ?""",
        (call.application, parent, context, kind),
    )
    return rows[0]["application"] if rows else None


def name(state: State, call: Call, context: str, kind: str, text: Any) -> None:
    """Set `integrationName`. Once all of a level are named it is *Partner ready*. Raises Refusal."""
    application = owner(state, call, context, kind)
    if application is None:
        status = int(state.assumptions["A-12"])
        raise Refusal(status, "Integration does not exist or is not pre-authorized", section="6.5", service_code=0)
    if not isinstance(text, str) or not text.strip() or len(text) > NAME_LIMIT:
        raise Refusal(400, "integrationName must not be empty", section="6.5")
    state.db.do(
        "update integrations set name = ?, modified_at = ? where application = ? and context = ? and type = ?",
        (text, state.clock.now(), application, context, kind),
    )
    call.effect(f"{kind} named “{text}”")
    if state.assumptions["A-10"] == "naming":
        _advance(state, application)


def entity(state: State, call: Call, context: str, kind: str) -> dict[str, Any] | None:
    """An integration as it is read."""
    application = owner(state, call, context, kind)
    return None if application is None else shown(state, application, context, kind)


def shown(state: State, application: int, context: str, kind: str) -> dict[str, Any] | None:
    """An integration of this application as it goes over the wire (A-13)."""
    row = state.db.row(
        "select * from integrations where application = ? and context = ? and type = ?", (application, context, kind)
    )
    if row is None:
        return None
    symbol = levels.status(state, application, context, kind)
    found = {
        "integrationContext": context,
        "integrationType": kind,
        "tenantType": row["tenant"],
        "dataProvider": "ATS",
        "integrationStatus": state.assumptions["A-13"] if symbol == "ENABLED" else symbol,
        "lastModifiedAt": row["modified_at"],
    }
    return found | ({"integrationName": row["name"]} if row["name"] else {})


def changed(state: State, call: Call, request: str) -> list[dict[str, Any]]:
    """What an INTEGRATION_STATUS_CHANGE notification was about."""
    payload = push.open_request(state, call.application, "INTEGRATION_STATUS_CHANGE", request)
    found = (entity(state, call, context, kind) for context, kind in (payload or {}).get("integrations", []))
    return [one for one in found if one]


def configure(state: State, call: Call, context: str, kind: str, key: str, *, value: Any) -> bool:
    """Set a configuration value; whether it is new. Raises Refusal 400 or 404."""
    application = _holder(state, call, context, kind)
    text = value.get("string") if isinstance(value, dict) else None
    if kind not in KEYS.get(key, ()) or not isinstance(text, str):
        raise Refusal(400, f"Configuration {key} is not valid for {kind}", section="6.7")
    if key == "CALLBACK_URL":
        _callback(state, call, application, text)
    elif text != "ALL_PRODUCT_USERS":
        raise Refusal(400, f"{key} can only be ALL_PRODUCT_USERS", section="6.7")
    present = configuration(state, call, context, kind, key)
    state.db.add(
        "configurations", replace=True, application=application, context=context, type=kind, key=key, value=text
    )
    call.effect(f"{key} set")
    return present is None


def configuration(state: State, call: Call, context: str, kind: str, key: str) -> dict[str, Any] | None:
    text = state.db.value(
        "select value from configurations where application = ? and context = ? and type = ? and key = ?",
        (_holder(state, call, context, kind), context, kind, key),
    )
    return None if text is None else {"configurationValue": {"string": text}}


def remove_configuration(state: State, call: Call, context: str, kind: str, key: str) -> bool:
    call.effect(f"{key} removed")
    return bool(
        state.db.do(
            "delete from configurations where application = ? and context = ? and type = ? and key = ?",
            (_holder(state, call, context, kind), context, kind, key),
        )
    )


def require_enabled(state: State, call: Call, context: str, what: str) -> None:
    """Customer data flow only while the integration is enabled (A-15). Raises Refusal 403."""
    if not levels.enabled(state, call.application, context):
        status = int(state.assumptions["A-15"])
        raise Refusal(status, f"Not enough permissions to access: {what}", section="6.8")


def _holder(state: State, call: Call, context: str, kind: str) -> int:
    application = owner(state, call, context, kind)
    if application is None:
        raise Refusal(404, "Integration does not exist or is not pre-authorized", section="6.7", service_code=0)
    return application


def _callback(state: State, call: Call, application: int, url: str) -> None:
    """https, unique to one customer, and answering the challenge where that is switched on (A-16)."""
    if not public_address(state, call, url, section="6.7", what="CALLBACK_URL"):
        raise Refusal(400, "CALLBACK_URL must be an https URL on port 80 or 443", section="6.7")
    taken = "select count(*) from configurations where key = 'CALLBACK_URL' and value = ? and application <> ?"
    if state.db.value(taken, (url, application)):
        raise Refusal(400, "CALLBACK_URL must be unique per customer", section="6.7")
    own = provisioning.by_id(state, application)
    if state.assumptions["A-16"] == "on" and own and not challenge.passes(state, own, url):
        raise Refusal(400, "This URL did not pass the security challenge check", section="7.1")


def _advance(state: State, application: int) -> None:
    """Look whether a level of this application has all its names now."""
    rows = state.db.rows("select * from levels where application = ? and state = 'REQUESTED'", (application,))
    for row in rows:
        if row["level"] in levels.ON_CONTRACT:
            contract = world.contract(state, int(row["context"].rpartition(":")[2]))
        else:
            contract = next(iter(world.contracts(state, row["organization"])), None)
        if contract:
            levels.make_ready(state, application, contract, row["level"])
