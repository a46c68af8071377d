"""/v2/atsApplications with notes, interviewFeedback and stages."""

from functools import partial

from flask import Blueprint

from linkedin_sandbox import synced
from linkedin_sandbox.applications import rules

blueprint = Blueprint("applications", __name__, url_prefix="/v2")
APPLICATIONS = synced.Synced(
    resource=rules.RESOURCE,
    member="atsJobApplicationId",
    section="11.1",
    put=rules.put,
    read=rules.read,
    delete=rules.delete,
    children={
        kind: synced.Child(put=partial(rules.put_child, kind=kind), delete=partial(rules.delete_child, kind=kind))
        for kind in rules.CHILDREN
    },
)
synced.add(blueprint, APPLICATIONS)
