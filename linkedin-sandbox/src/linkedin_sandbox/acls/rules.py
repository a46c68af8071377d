"""Access control lists and their assignees (sync-acls page). A list may hold many jobs, a job be in many (A-38)."""

from typing import Any

from linkedin_talent.restli import CompoundKey, Protocol, encode_key

from linkedin_sandbox.acls.visibility import JOB_POSTING
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State, persons, records
from linkedin_sandbox.state.records import Place

LISTS, ASSIGNEES = "atsEntityAcls", "atsEntityAclAssignees"
MOST_LISTS = 10
SECTION = "12"


def put_list(state: State, call: Call, context: str, *, acl: str, kind: str, job: str) -> bool:
    """Secure a job by a list. Raises Refusal."""
    _job_posting(kind)
    if state.assumptions["A-38"] == "one" and _others(state, call, context, LISTS, job, acl):
        raise Refusal(409, f"{job} is secured by another ACL already", section=SECTION)
    return records.put(state, Place(call.application, LISTS, context, job, acl), {"atsEntityType": kind})


def put_assignee(state: State, call: Call, context: str, *, acl: str, kind: str, assignee: str) -> bool:
    """Let a member in. Raises Refusal for an unknown person or an eleventh list."""
    _job_posting(kind)
    if persons.member(state, call.application, assignee) is None:
        raise Refusal(400, f"assignee {assignee} is not a member", section=SECTION)
    if _others(state, call, context, ASSIGNEES, assignee, acl) >= MOST_LISTS:
        raise Refusal(400, f"{assignee} is assigned to {MOST_LISTS} ACLs already", section=SECTION)
    return records.put(state, Place(call.application, ASSIGNEES, context, assignee, acl), {"atsEntityType": kind})


def delete(state: State, call: Call, resource: str, context: str, *, acl: str, key: str) -> bool:
    return records.delete(state, Place(call.application, resource, context, key, acl))


def find(state: State, call: Call, resource: str, context: str, key: str) -> list[dict[str, Any]]:
    """The lists of a job, or of an assignee, as their key members (A-26)."""
    name = "atsEntityId" if resource == LISTS else "assignee"
    rows = state.db.rows(
        """select parent from records where application = ? and resource = ? and context = ? and key = ?
        and parent <> '' order by parent""",
        (call.application, resource, context, key),
    )
    return [_element(state, {"atsEntityAclId": row["parent"], name: key}, context) for row in rows]


def _element(state: State, own: dict[str, str], context: str) -> dict[str, Any]:
    members = own | {"atsEntityType": JOB_POSTING, "dataProvider": "ATS", "integrationContext": context}
    return (
        members if state.assumptions["A-26"] == "members" else {"key": encode_key(CompoundKey(members), Protocol.ONE)}
    )


def _job_posting(kind: str) -> None:
    if kind != JOB_POSTING:
        raise Refusal(400, f"atsEntityType {kind} cannot be secured", section=SECTION)


def _others(state: State, call: Call, context: str, resource: str, key: str, acl: str) -> int:  # noqa: PLR0917
    sql = """select count(*) from records where application = ? and resource = ? and context = ? and key = ?
        and parent <> '' and parent <> ?"""
    return int(state.db.value(sql, (call.application, resource, context, key, acl)))
