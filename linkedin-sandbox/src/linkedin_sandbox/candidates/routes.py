"""/v2/atsCandidates and its notes."""

from typing import Any

from flask import Blueprint, Response
from linkedin_talent.restli import Key

from linkedin_sandbox import api, synced
from linkedin_sandbox.candidates import rules
from linkedin_sandbox.errors import Refusal

blueprint = Blueprint("candidates", __name__, url_prefix="/v2")
CANDIDATES = synced.Synced(
    resource=rules.RESOURCE,
    member="atsCandidateId",
    section="10.1",
    put=rules.put,
    read=rules.read,
    delete=rules.delete,
    children={"notes": synced.Child(put=rules.put_note, delete=rules.delete_note)},
)
synced.add(blueprint, CANDIDATES)


@blueprint.post("/atsCandidates")
def patch() -> Response:
    asked = CANDIDATES.asked()
    if asked.method != "batch_partial_update":
        raise Refusal(400, "X-RestLi-Method batch_partial_update is required", section="2.1")

    def apply(key: Key, values: dict[str, Any], removed: list[str]) -> int:
        rules.patch(asked.state, asked.call, *CANDIDATES.parts(key), values=values, removed=removed)
        return api.success(asked.state, created=False)

    return api.batch_patch(asked, apply)
