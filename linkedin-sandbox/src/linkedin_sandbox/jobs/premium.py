"""Promoted jobs: a contract pays for them with a number of slots (premium job posting pages)."""

import json
import re
from typing import Any

from linkedin_sandbox.caller import Call
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import extras
from linkedin_sandbox.jobs.refusals import missing, no_record, refuse
from linkedin_sandbox.state import State, throttles, world

DAY_MS = 24 * 3600 * 1000
LIFE_MS, LONGEST_MS = 30 * DAY_MS, 90 * DAY_MS
CONTRACT = re.compile(r"urn:li:contract:(\d+)\Z")
BUCKET = "premium simpleJobPostings"


def wanted(body: dict[str, Any]) -> bool:
    return body.get("listingType") == "PREMIUM" or body.get("jobPostingOperationType") == "UPGRADE"


def fits(ahead: int) -> bool:
    """A promoted job runs 1 to 90 days."""
    return DAY_MS <= ahead <= LONGEST_MS


def check(body: dict[str, Any]) -> None:
    """What a promoted or internal job must say of itself. Raises Refusal."""
    if "contract" in body and not CONTRACT.match(str(body["contract"])):
        raise no_record("contract", body["contract"], "ContractUrn")
    if "showPosterInfo" in body and not isinstance(body["showPosterInfo"], bool):
        raise no_record("showPosterInfo", body["showPosterInfo"], "Boolean")
    if "budget" in body:
        _budget(body["budget"])
    if body.get("jobPostingOperationType") == "CLOSE":
        return
    if (wanted(body) or body.get("availability") == "INTERNAL") and "contract" not in body:
        raise missing("contract")
    if wanted(body) and body.get("availability", "PUBLIC") != "PUBLIC":
        raise refuse(400, "availability must be PUBLIC for a PREMIUM job", "8.2")


def _budget(found: Any) -> None:
    if not isinstance(found, dict):
        raise no_record("budget", found)
    for name, amount in found.items():
        extras.money(f"budget/{name}", amount)


def require_slot(state: State, call: Call, body: dict[str, Any]) -> None:
    """Raises Refusal 403 for a contract that is not connected, 402 for one without a free slot, 429."""
    if not wanted(body):
        return
    contract = str(body["contract"])
    if levels.status(state, call.application, contract, levels.PREMIUM_TYPE) != "ENABLED":
        raise refuse(403, f"Caller is not authorized to access the jobs for contract: {contract}", "2.7")
    throttles.count(state, call.application, BUCKET, 1)
    found = world.contract(state, int(contract.rpartition(":")[2]))
    name = str(body["externalJobPostingId"])
    if len(_holders(state, contract) - {(call.application, name)}) >= (found.job_slots if found else 0):
        raise refuse(402, f"Insufficient job slots for contract = {contract} for purchase flow", "8.6")


def _holders(state: State, contract: str) -> set[tuple[int, str]]:
    """The jobs that hold a slot of a contract, and those that will once their task has ended."""
    rows = state.db.rows(
        """select application, external_id, body from jobs where state = 'OPEN' and expire_at > :now
        and json_extract(body, '$.contract') = :contract
        union all select application, external_id, body from tasks where status = 'IN_PROGRESS'
        and json_extract(body, '$.contract') = :contract""",
        {"now": state.clock.now(), "contract": contract},
    )
    return {(row["application"], row["external_id"]) for row in rows if wanted(json.loads(row["body"]))}


def changed(body: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A job's element after UPGRADE or DOWNGRADE."""
    if asked["jobPostingOperationType"] == "DOWNGRADE":
        return {name: value for name, value in body.items() if name not in {"listingType", "contract", "budget"}}
    kept = {name: value for name, value in asked.items() if name != "jobPostingOperationType"}
    return body | kept | {"listingType": "PREMIUM"}
