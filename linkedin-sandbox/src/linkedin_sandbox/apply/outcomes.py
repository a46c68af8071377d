"""What becomes of a job whose first application could not be delivered (receive-applications page; A-47)."""

from linkedin_sandbox.apply import onsite
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.jobs import status
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import notices
from linkedin_sandbox.state import State

WHY = "The first application could not be delivered; people apply at companyApplyUrl now"


def settled(state: State, push: str, *, attempts: int, ended: str) -> None:
    """An attempt to deliver an application is over; ``ended`` is the notification's state."""
    row = state.db.row("select * from onsite_applications where push = ?", (push,))
    early = state.assumptions["A-47"] == "first-attempt"
    undelivered = ended == "failed" or (early and ended == "waiting" and attempts == 1)
    if row is None or not undelivered:
        return
    sql = "select count(*) from onsite_applications where application = ? and external_id = ? and id < ?"
    if not state.db.value(sql, (row["application"], row["external_id"], row["id"])):
        convert(state, row["application"], row["external_id"], WHY)


def convert(state: State, application: int, external_id: str, why: str) -> None:
    """LinkedIn turns an on-site job into an off-site one and says so."""
    jobs.complete_due(state)
    onsite.convert(state, application, external_id, why)
    changed(state, application, external_id)


def changed(state: State, application: int, external_id: str) -> None:
    """Tell the ATS's maker how a job stands now."""
    child, found = provisioning.by_id(state, application), status.job(state, application, external_id)
    if child and found:
        notices.status_changed(state, child, found)
