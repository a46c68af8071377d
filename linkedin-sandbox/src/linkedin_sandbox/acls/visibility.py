"""Who may see a restricted job and its applications (ACL overview page)."""

import json

from linkedin_sandbox.state import State, persons

ALL = "ALL_PRODUCT_USERS"
JOB_POSTING = "JOB_POSTING"


def may_export_to(state: State, application: int, organization: str, job: str, member: str) -> bool:
    """Does the job stand in this member's export list?"""
    if not _restricted(state, application, job) or _viewers(state, application, organization, "JOB_POSTING_VIEWERS"):
        return True
    return assigned(state, application, organization, job, member)


def may_see_applications(state: State, application: int, organization: str, job: str, member: str) -> bool:
    """Does this member see the job's applications in the In-ATS view?"""
    if not _restricted(state, application, job) or _viewers(state, application, organization, "APPLICATION_VIEWERS"):
        return True
    return assigned(state, application, organization, job, member)


def assigned(state: State, application: int, organization: str, job: str, member: str) -> bool:
    """Is the member an assignee of an access control list that holds the job?"""
    found = state.db.value(
        """select count(*) from records acl join records who
        on who.application = acl.application and who.context = acl.context
        and who.resource = 'atsEntityAclAssignees' and who.parent = acl.parent
        where acl.application = ? and acl.context = ? and acl.resource = 'atsEntityAcls'
        and acl.key = ? and who.key = ?""",
        (application, organization, job, persons.urn_of(application, member)),
    )
    return bool(found)


def _restricted(state: State, application: int, job: str) -> bool:
    body = state.db.value("select body from jobs where application = ? and external_id = ?", (application, job))
    return bool(body and json.loads(body).get("accessRestricted"))


def _viewers(state: State, application: int, organization: str, key: str) -> bool:
    value = state.db.value(
        "select value from configurations where application = ? and context = ? and key = ?",
        (application, organization, key),
    )
    return bool(value == ALL)
