"""The two access levels of an integration, from *Request* to *Enabled* (customer configuration pages).

Each level runs through its states on its own:

0. no row: AVAILABLE. An administrator of the Recruiter contract presses *Request*
1. REQUESTED: LinkedIn holds the pre-authorisation, the plug-in tells the ATS; the ATS names every integration
2. PARTNER_READY: an administrator may switch it on in Recruiter
3. ENABLED: data may flow
4. DISABLED: switched off again; looks like *Partner ready* in the plug-in (A-10)

What a level carries: the company level opens export, In ATS and profile to every contract of the company; the
contract level opens the same three to the seats of that contract, and InMail, notes and seats (CSA_API) too.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.state import State, world

Level = Literal["company", "contract", "apply", "apply-connect", "premium"]
LEVELS: tuple[Level, ...] = ("company", "contract")  # Recruiter System Connect; the others are bundles of their own
OTHERS: tuple[Level, ...] = ("apply", "apply-connect", "premium")
ON_CONTRACT: tuple[Level, ...] = ("contract", "premium")  # the others belong to the organization
BUNDLES: dict[str, Level] = {
    "RECRUITER_SYSTEM_CONNECT_COMPANY": "company",
    "RECRUITER_SYSTEM_CONNECT_CONTRACT": "contract",
    "APPLY_WITH_LINKEDIN": "apply",
    "APPLY_STARTERS_EXP": "apply-connect",
    "PREMIUM_JOB_POSTING": "premium",
}
ORGANIZATION_TYPES = ("IN_ATS_INDICATOR", "ONE_CLICK_EXPORT", "PROFILE_PLUGIN")
CONTRACT_TYPE = "CSA_API"
CONNECT_TYPE = "APPLY_CONNECT"
PREMIUM_TYPE = "PREMIUM_JOB_POSTING"
CONTRACT_TYPES = (CONTRACT_TYPE, PREMIUM_TYPE)
TYPES_OF_OTHERS: dict[Level, str] = {
    "apply": "APPLY_WITH_LINKEDIN",
    "apply-connect": CONNECT_TYPE,
    "premium": PREMIUM_TYPE,
}
LABELS = {
    "AVAILABLE": "Request",
    "REQUESTED": "Notify partner",
    "PARTNER_READY": "Partner ready",
    "ENABLED": "Enabled",
    "DISABLED": "Partner ready",
}


@dataclass(frozen=True)
class Integration:
    """One integration as a screen shows it."""

    context: str
    type: str
    name: str | None
    state: str


@dataclass(frozen=True)
class LevelView:
    """One access level of one application, as the plug-in and Recruiter's ATS tab show it."""

    application: int
    level: Level
    context: str  # organization URN for the company level, contract URN for the contract level
    organization: int
    state: str  # AVAILABLE, REQUESTED, PARTNER_READY, ENABLED or DISABLED
    requested_by: str | None = None
    requested_at: int | None = None
    changed_at: int | None = None
    integrations: tuple[Integration, ...] = ()
    refusal: str | None = None  # why it cannot be switched on now, as a sentence

    @property
    def label(self) -> str:
        """What the plug-in writes on the row."""
        return LABELS[self.state]


@dataclass(frozen=True)
class Installation:
    """One connected ATS with its two levels, as Recruiter's ATS tab lists it for a contract."""

    application: provisioning.Application
    levels: tuple[LevelView, ...]


# --- reading ----------------------------------------------------------------------------------------------------


def types_of(state: State, level: Level) -> tuple[str, ...]:
    """The integration types a request at this level asks for (A-11)."""
    if level in TYPES_OF_OTHERS:
        return (TYPES_OF_OTHERS[level],)
    if level == "company":
        return ORGANIZATION_TYPES
    return (*ORGANIZATION_TYPES, CONTRACT_TYPE) if state.assumptions["A-11"] == "four" else (CONTRACT_TYPE,)


def tenant_of(kind: str) -> str:
    """The LinkedIn product that an integration type belongs to (integration-types page)."""
    return "JOBS" if kind in TYPES_OF_OTHERS.values() else "RECRUITER"


def context_of(contract: world.Contract, level: Level) -> str:
    """The URN to which a level belongs."""
    return contract.urn if level in ON_CONTRACT else f"urn:li:organization:{contract.organization}"


def contracts_of(state: State, member: str) -> list[world.Contract]:
    """The contracts in which a member has an active seat; more than one must be chosen from."""
    seats = [seat for seat in world.seats(state, member_id=member) if seat.state == "ACTIVE"]
    found = [world.contract(state, seat.contract) for seat in seats]
    return list(dict.fromkeys(one for one in found if one))


def view(state: State, application: int, contract: world.Contract, level: Level) -> LevelView:
    """Where one level of one application stands for a contract."""
    context = context_of(contract, level)
    row = _row(state, application, level, context)
    if row is None:
        return LevelView(application, level, context, contract.organization, "AVAILABLE")
    return LevelView(
        application,
        level,
        context,
        row["organization"],
        row["state"],
        row["requested_by"],
        row["requested_at"],
        row["changed_at"],
        tuple(_integration(state, application, one) for one in keys_of(state, contract, level)),
        None if row["state"] == "ENABLED" else why_not(state, application, contract, level),
    )


def plugin(state: State, application: int, contract: world.Contract) -> list[LevelView]:
    """The plug-in's rows: company level, then contract level."""
    return [view(state, application, contract, level) for level in LEVELS]


def installations(state: State, contract: world.Contract) -> list[Installation]:
    """Every connected ATS of a contract's company, for Recruiter › Admin settings › ATS."""
    found = [Installation(one, _asked(state, one.id, contract)) for one in provisioning.children(state)]
    return [one for one in found if any(level.state != "AVAILABLE" for level in one.levels)]


def _asked(state: State, application: int, contract: world.Contract) -> tuple[LevelView, ...]:
    """Both levels, and the other bundles once somebody asked for them."""
    others = [view(state, application, contract, level) for level in OTHERS]
    return (*plugin(state, application, contract), *(one for one in others if one.state != "AVAILABLE"))


def status(state: State, application: int, context: str, integration_type: str) -> str:
    """State of one integration: that of the furthest level which carries it."""
    rows = state.db.rows("select * from levels where application = ?", (application,))
    states = {row["state"] for row in rows if integration_type in types_of(state, row["level"]) and _in(row, context)}
    return next((one for one in ("ENABLED", "PARTNER_READY", "DISABLED", "REQUESTED") if one in states), "REQUESTED")


def enabled(state: State, application: int, context: str) -> bool:
    """May data flow for this organization or contract?"""
    kind = CONTRACT_TYPE if context.startswith("urn:li:contract:") else ORGANIZATION_TYPES[0]
    return status(state, application, context, kind) == "ENABLED"


def serving(state: State, seat: world.Seat) -> list[provisioning.Application]:
    """The ATSs whose switches give this seat export, In ATS and profile."""
    contract = world.contract(state, seat.contract)
    return [one for one in provisioning.children(state) if contract and serves(state, one.id, contract)]


def serves(state: State, application: int, contract: world.Contract) -> bool:
    """Is a level on that carries the organization types to this contract's seats?"""
    on = [level for level in LEVELS if view_state(state, application, contract, level) == "ENABLED"]
    return any(ORGANIZATION_TYPES[0] in types_of(state, level) for level in on)


def view_state(state: State, application: int, contract: world.Contract, level: Level) -> str:
    context = context_of(contract, level)
    row = _row(state, application, level, context)
    return row["state"] if row else "AVAILABLE"


def why_not(state: State, application: int, contract: world.Contract, level: Level) -> str | None:
    """Why an administrator cannot switch this level on now; None when they can."""
    present = view_state(state, application, contract, level)
    if present == "AVAILABLE":
        return "Nobody has requested this level in the ATS yet."
    if present == "REQUESTED":
        return "The ATS has not named every integration of this level yet (§6.5)."
    if "ONE_CLICK_EXPORT" not in types_of(state, level):
        return None
    organization = f"urn:li:organization:{contract.organization}"
    if push.callback_url(state, application, organization):
        return None
    name = _integration(state, application, (organization, "ONE_CLICK_EXPORT")).name
    return f"“{name}” has no CALLBACK_URL. The ATS must set one before anyone can switch this on (§6.7)."


# --- the acts of people -------------------------------------------------------------------------------------------


def request(state: State, application: int, member: str, contract: int, level: Level) -> list[dict[str, Any]]:
    """*Request* in the plug-in; what `data-onintegrate` receives (A-09). Asking again changes nothing."""
    chosen = _administered(state, member, contract)
    current = view(state, application, chosen, level)
    if current.state == "AVAILABLE":
        _store_request(state, application, member, chosen, level)
    return payload(state, application, chosen, level)


def notify_partner(state: State, application: int, member: str, contract: int, level: Level) -> list[dict[str, Any]]:
    """*Notify partner* in the plug-in: the callback fires again (A-10)."""
    chosen = _administered(state, member, contract)
    if view_state(state, application, chosen, level) == "AVAILABLE":
        raise ActRefused("Request this level first.")
    if state.assumptions["A-10"] == "notify":
        make_ready(state, application, chosen, level)
    return payload(state, application, chosen, level)


def payload(state: State, application: int, contract: world.Contract, level: Level) -> list[dict[str, Any]]:
    """The elements handed to the page of the ATS (A-09)."""
    return [_element(state, application, key) for key in keys_of(state, contract, level)]


def _element(state: State, application: int, key: tuple[str, str]) -> dict[str, Any]:
    context, kind = key
    found: dict[str, Any] = {"integrationContext": context, "integrationType": kind}
    found |= {"tenantType": tenant_of(kind), "dataProvider": "ATS"}
    if state.assumptions["A-09"] == "keys":
        return found
    own = _integration(state, application, key)
    return found | {"integrationName": own.name, "integrationStatus": own.state}


def switch(
    state: State, contract: int, level: Level, *, on: bool, application: int | None = None, member: str | None = None
) -> list[LevelView]:
    """The lever in Recruiter › Admin settings › ATS, for one connected ATS or for all of them."""
    chosen = _administered(state, member, contract) if member else _contract(state, contract)
    meant = [one.application.id for one in installations(state, chosen)]
    meant = [one for one in meant if application in (None, one)]
    if not meant:
        raise ActRefused("No ATS has requested access for this contract.")
    for one in meant:
        _switch_one(state, one, chosen, level, on=on)
    return [view(state, one, chosen, level) for one in meant]


def make_ready(state: State, application: int, contract: world.Contract, level: Level) -> None:
    """REQUESTED becomes PARTNER_READY once every integration of the level has its name."""
    unnamed = [key for key in keys_of(state, contract, level) if not _integration(state, application, key).name]
    if not unnamed and view_state(state, application, contract, level) == "REQUESTED":
        _move(state, application, contract, level, "PARTNER_READY")


def keys_of(state: State, contract: world.Contract, level: Level) -> list[tuple[str, str]]:
    """Context and type of each integration of a level."""
    organization = f"urn:li:organization:{contract.organization}"
    return [(contract.urn if kind in CONTRACT_TYPES else organization, kind) for kind in types_of(state, level)]


def _store_request(state: State, application: int, member: str, contract: world.Contract, level: Level) -> None:
    now = state.clock.now()
    context = context_of(contract, level)
    with state.db.transaction():
        state.db.add(
            "levels",
            application=application,
            level=level,
            context=context,
            organization=contract.organization,
            state="REQUESTED",
            requested_by=member,
            requested_at=now,
            changed_at=now,
        )
        for key_context, kind in keys_of(state, contract, level):
            state.db.do(
                "insert or ignore into integrations values (?, ?, ?, ?, null, ?)",
                (application, key_context, kind, tenant_of(kind), now),
            )
        if state.assumptions["A-10"] == "naming":
            make_ready(state, application, contract, level)


def _switch_one(state: State, application: int, contract: world.Contract, level: Level, *, on: bool) -> None:
    present = view_state(state, application, contract, level)
    if (present == "ENABLED") == on:
        return
    if on and (reason := why_not(state, application, contract, level)):
        raise ActRefused(reason)
    with state.db.transaction():
        _move(state, application, contract, level, "ENABLED" if on else "DISABLED")
        organization = f"urn:li:organization:{contract.organization}"
        changed: dict[str, Any] = {"integrations": keys_of(state, contract, level)}
        push.enqueue(state, application, "INTEGRATION_STATUS_CHANGE", organization, changed)


def _move(state: State, application: int, contract: world.Contract, level: Level, to: str) -> None:
    context = context_of(contract, level)
    now = state.clock.now()
    state.db.do(
        "update levels set state = ?, changed_at = ? where application = ? and level = ? and context = ?",
        (to, now, application, level, context),
    )
    for key_context, kind in keys_of(state, contract, level):
        state.db.do(
            "update integrations set modified_at = ? where application = ? and context = ? and type = ?",
            (now, application, key_context, kind),
        )


def _integration(state: State, application: int, key: tuple[str, str]) -> Integration:
    name = state.db.value(
        "select name from integrations where application = ? and context = ? and type = ?", (application, *key)
    )
    return Integration(*key, name, status(state, application, *key))


def _row(state: State, application: int, level: str, context: str) -> sqlite3.Row | None:
    return state.db.row(
        "select * from levels where application = ? and level = ? and context = ?", (application, level, context)
    )


def _in(row: sqlite3.Row, context: str) -> bool:
    return context in (row["context"], f"urn:li:organization:{row['organization']}")


def _contract(state: State, contract: int) -> world.Contract:
    found = world.contract(state, contract)
    if found is None:
        raise ActRefused(f"There is no contract {contract} in this world.")
    return found


def _administered(state: State, member: str, contract: int) -> world.Contract:
    seats = world.seats(state, contract_number=contract, member_id=member)
    if not any(seat.admin and seat.state == "ACTIVE" for seat in seats):
        raise ActRefused("Only an administrator of the Recruiter contract with an active seat can do this.")
    return _contract(state, contract)
