"""Create, change, activate, close and delete jobs (attract.md §2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, Role, require
from tiltrekk.core.text import safe_html
from tiltrekk.jobs import closing
from tiltrekk.jobs.models import HIRING, Job, JobRole, Process, Status, StatusReason, TeamMember

from . import process as processes
from .locks import locked, refuse_closed

# What people may change; the rest of a job's columns belong to the services.
DETAILS = (
    "title",
    "description",
    "city",
    "region",
    "country",
    "postal_code",
    "workplace",
    "openings",
    "employment_type",
    "seniority",
    "skills",
)
CLOSING = (StatusReason.FILLED, StatusReason.CANCELLED)
NEEDED_ROLE = {JobRole.RECRUITER: Role.RECRUITER, JobRole.HIRING_MANAGER: Role.HIRING_MANAGER}


def roles_to_create_in(actor: User) -> list[JobRole]:
    """Return the job roles in which the person may create a job (JOB-01, ROLE-11)."""
    return [job_role for job_role, role in NEEDED_ROLE.items() if role in actor.roles]


@transaction.atomic
def create(*, actor: User, title: str, role: JobRole, template: Process | None = None) -> Job:
    """Create a draft with the creator on its team and a copy of the template's process (JOB-01 … JOB-03).

    Without a template the environment's default one is copied.
    """
    require(actor, Flag.CREATE_JOB)
    reasons = [] if title.strip() else [_no_title()]
    if role not in roles_to_create_in(actor):
        reasons.append(Reason("role", _("You cannot create a job in this role."), "role"))
    refuse(reasons)
    now = clock.now()
    number = _next_number()
    job = Job.objects.create(
        number=number,
        job_id=f"{Environment.current().prefix}-{number}",
        title=title.strip(),
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    TeamMember.objects.create(job=job, user=actor, role=role, added_at=now)
    processes.copy_to(job=job, template=template or Process.objects.get(is_default=True))
    events.record(actor=actor, verb="job.created", subject=job, job=job, values={"role": role})
    return job


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('job_number')")
        return int(cursor.fetchone()[0])


def _no_title() -> Reason:
    return Reason("title", _("Give the job a title."), "title")


@transaction.atomic
def change_details(*, actor: User, job: Job, details: Mapping[str, Any]) -> Job:
    """Change what people read about the job; allowed until it is closed (OQ-8). Unchanged values leave no event."""
    job = locked(job)
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    refuse_closed(job)
    wanted = {name: details[name] for name in DETAILS if name in details}
    if "description" in wanted:
        wanted["description"] = safe_html(wanted["description"])
    changed = [name for name, value in wanted.items() if value != getattr(job, name)]
    for name in changed:
        setattr(job, name, wanted[name])
    refuse(missing_details(job) if job.is_active else [] if job.title.strip() else [_no_title()])
    if changed:
        _save(job, *changed)
        events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=changed)
    return job


def _save(job: Job, *names: str) -> None:
    job.updated_at = clock.now()
    job.save(update_fields=[*names, "sort_title", "updated_at"])


def missing_details(job: Job) -> list[Reason]:
    """Return what the details of an active job must have and these lack."""
    reasons = [] if job.title.strip() else [_no_title()]
    if not job.description.strip():
        reasons.append(Reason("description", _("Describe the job."), "description"))
    if not job.city.strip():
        reasons.append(Reason("city", _("Say in which city the job is."), "city"))
    if not job.country:
        reasons.append(Reason("country", _("Say in which country the job is."), "country"))
    return reasons


def missing_team(job: Job) -> list[Reason]:
    """Return what the hiring team of an active job must have and this one lacks."""
    if job.team.filter(role__in=HIRING).exists():
        return []
    return [Reason("team", _("Put a recruiter or a hiring manager on the team."))]


@transaction.atomic
def activate(*, actor: User, job: Job) -> Job:
    """Open the job: its process is frozen, it can be posted, people can be added (JOB-10, PROC-05)."""
    job = locked(job)
    require(actor, Flag.ACTIVATE_JOB, job)
    if job.status != Status.DRAFT:
        refuse([Reason("not_draft", _("Only a draft can be activated."))])
    refuse(missing_details(job) + missing_team(job))
    job.status, job.activated_at = Status.ACTIVE, clock.now()
    _save(job, "status", "activated_at")
    events.record(actor=actor, verb="job.activated", subject=job, job=job)
    return job


@transaction.atomic
def close(*, actor: User, job: Job, reason: StatusReason, comment: str = "", hired: Sequence[str] = ()) -> Job:
    """Close the job: cancelled at any time, filled only with applications whose offer was accepted (JOB-06).

    ``hired`` holds public ids of those applications. Subscribers of ``job.closed`` unpost it and close its
    applications in the same transaction; the event's values say ``reason`` and, by key, ``hired``.
    """
    job = locked(job)
    require(actor, Flag.CLOSE_JOB, job)
    accepted = {offer.id: offer.pk for offer in closing.offers_accepted(job)}
    refuse(_against_closing(job, reason, hired, accepted))
    job.status, job.status_reason, job.close_comment, job.closed_at = Status.CLOSED, reason, comment, clock.now()
    _save(job, "status", "status_reason", "close_comment", "closed_at")
    values = {"reason": str(reason), "hired": [accepted[public_id] for public_id in hired]}
    events.record(actor=actor, verb="job.closed", subject=job, job=job, values=values)
    return job


def _against_closing(job: Job, reason: StatusReason, hired: Sequence[str], accepted: Mapping[str, int]) -> list[Reason]:
    reasons = []
    if not job.is_active:
        reasons.append(Reason("not_active", _("Only an active job can be closed.")))
    if reason not in CLOSING or (reason == StatusReason.CANCELLED and hired):
        reasons.append(Reason("reason", _("Choose why the job is closed."), "reason"))
    if reason == StatusReason.FILLED and (not hired or set(hired) - set(accepted)):
        reasons.append(Reason("hired", _("Choose who accepted an offer for this job."), "hired"))
    return reasons


@transaction.atomic
def reopen(*, actor: User, job: Job, applications: bool = False) -> Job:
    """Open a closed job again; its postings stay down (OQ-7).

    ``applications``: those that the closing closed are opened too, by a subscriber of ``job.reopened`` that finds the
    moment of the closing among the values.
    """
    job = locked(job)
    require(actor, Flag.REOPEN_JOB, job)
    if job.status != Status.CLOSED:
        refuse([Reason("not_closed", _("Only a closed job can be reopened."))])
    refuse(missing_details(job) + missing_team(job))
    values = {"applications": applications, "closed_at": job.closed_at and job.closed_at.isoformat()}
    job.status, job.status_reason, job.close_comment, job.closed_at = Status.ACTIVE, StatusReason.REACTIVATED, "", None
    _save(job, "status", "status_reason", "close_comment", "closed_at")
    events.record(actor=actor, verb="job.reopened", subject=job, job=job, values=values)
    return job


@transaction.atomic
def delete(*, actor: User, job: Job) -> None:
    """Delete a draft nobody was added to."""
    job = locked(job)
    require(actor, Flag.DELETE_JOB, job)
    reasons = []
    if job.status != Status.DRAFT:
        reasons.append(Reason("not_draft", _("Only a draft can be deleted. Close the job instead.")))
    if closing.has_people(job):
        reasons.append(Reason("has_people", _("People were added to this job, so it cannot be deleted.")))
    refuse(reasons)
    events.record(actor=actor, verb="job.deleted", subject=job, job=job, values={"job_id": job.job_id})
    job.delete()
