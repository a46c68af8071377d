"""Why Recruiter does not offer this job for export, in general and to each colleague (LI-27, LI-28)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import MemberConnection
from tiltrekk.linkedin.projection.facts import company_page, is_test
from tiltrekk.linkedin.projection.rights import colleagues, exporters, has_prospect_stage

from . import lacks, own
from .finding import Finding, Weight
from .flow import connection_findings
from .operation import operation_findings
from .reader import JobReader


@dataclass(frozen=True)
class Colleague:
    """Somebody on the team, and what keeps Recruiter from offering them the job."""

    user: User
    findings: list[Finding]


def why_not_offered(*, actor: User, job: Job, user: User | None = None) -> list[Finding]:
    """Why Recruiter does not offer the job to everybody, and to one colleague. Raises ``NotAllowed``."""
    require(actor, Flag.READ_JOB, job)
    reader = JobReader(actor, job)
    found = [*connection_findings(reader), *_of_job(job, reader)]
    return found + ([one for each in _team(job, [user], reader) for one in each.findings] if user else [])


def by_colleague(*, actor: User, job: Job) -> list[Colleague]:
    """What keeps Recruiter from offering the job to each colleague, beyond what holds for everybody."""
    require(actor, Flag.READ_JOB, job)
    return _team(job, colleagues(job), JobReader(actor, job))


def unconnected_colleagues(*, actor: User, job: Job) -> list[User]:
    """Colleagues who may export to the job and have not connected LinkedIn; the team page says so."""
    require(actor, Flag.READ_JOB, job)
    return list(exporters(job).exclude(pk__in=_connected()).order_by("pk"))


def where_to_look(job: Job) -> Finding:
    """What to do in Recruiter when all is well here: find it by number, else it is another system's list (LI-28)."""
    text = _("Search there by the Job ID, %(id)s. If the list is another system's, choose “%(name)s” under Change ATS.")
    said = text % {"id": job.job_id, "name": Environment.current().name}
    return Finding("other_system", said, "", (), Weight.CHECK)


def _of_job(job: Job, reader: JobReader) -> list[Finding]:
    found = [] if company_page(job) else [lacks.no_company(reader)]
    found += [lacks.test_job(reader)] if is_test(job) else []
    if not job.is_active:
        return [not_active(job, reader), *found]
    if not has_prospect_stage(job):
        found.append(_no_prospects(reader))
    return [*found, *lacks.for_recruiter(job, reader), *operation_findings(reader)]


def not_active(job: Job, reader: JobReader) -> Finding:
    """LI-10, LI-27: only an active job is posted or exported to."""
    text = _("The job is not active: %s. LinkedIn takes active jobs only.") % job.get_status_display()
    flag = Flag.REOPEN_JOB if job.activated_at else Flag.ACTIVATE_JOB
    return Finding("not_active", text, *reader.on_job(flag, _("Open the job"), "jobs:job-details"))


def _no_prospects(reader: JobReader) -> Finding:
    text = _("The job has no Prospect stage, so it takes no exports.")
    return Finding("no_prospects", text, *reader.on_job(Flag.UPDATE_PROCESS, _("Open the process"), "jobs:job-process"))


def _team(job: Job, people: list[User], reader: JobReader) -> list[Colleague]:
    """In as many queries for a large team as for a small one."""
    on_team = {user.pk for user in colleagues(job)}
    may, connected = set(exporters(job).values_list("pk", flat=True)), set(_connected())
    takes = has_prospect_stage(job)

    def found(user: User) -> list[Finding]:
        if user.pk not in on_team:
            return [_not_on_team(user, reader)]
        if takes and user.pk not in may:
            return [_no_right(user, reader)]
        return [_not_connected(user, reader)] if takes and user.pk not in connected else []

    return [Colleague(user, found(user)) for user in people]


def _connected() -> list[int]:
    return list(MemberConnection.objects.values_list("user_id", flat=True))


def _not_on_team(user: User, reader: JobReader) -> Finding:
    text = _("%s is not on the hiring team.") % user.name
    remedy = reader.on_job(Flag.UPDATE_HIRING_TEAM, _("Open the hiring team"), lacks.TEAM)
    return Finding("not_on_team", text, *remedy)


def _no_right(user: User, reader: JobReader) -> Finding:
    """Interviewers never; hiring managers where the Prospect activity lets them."""
    text = _("%s may not add prospects to this job.") % user.name
    remedy = reader.on_job(Flag.UPDATE_HIRING_TEAM, _("Open the hiring team"), lacks.TEAM)
    return Finding("no_right", text, *remedy, Weight.EXPECTED)


def _not_connected(user: User, reader: JobReader) -> Finding:
    text = _("%s has not connected LinkedIn, so Recruiter does not show them the job.") % user.name
    if user == reader.actor:
        text = own.not_connected(user, reader).text
    return Finding("not_connected_user", text, *reader.own(user, _("Connect LinkedIn")))
