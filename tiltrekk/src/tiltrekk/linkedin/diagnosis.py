"""Why something is not at LinkedIn, in sentences people can act on (attract.md §7.12)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job

from .feed.eligibility import reasons
from .models import (
    CompanyPage,
    Connection,
    Held,
    JobMode,
    JobOperation,
    Kind,
    LinkedInSettings,
    MemberConnection,
    SyncRow,
)
from .posted import is_posted
from .projection.facts import company_page
from .projection.job import missing
from .projection.rights import colleagues, has_prospect_stage, may_export_to
from .projection.scope import why_candidate_held
from .sync.gate import Shut, why_shut
from .words import explain


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way: a stable code, a sentence, what to do about it."""

    code: str
    text: str
    remedy: str = ""


_SHUT = {
    Shut.NOT_CONNECTED: lambda: Finding(
        "not_connected", _("LinkedIn is not connected."), _("An administrator connects it in the Admin center.")
    ),
    Shut.NOT_ENABLED: lambda: Finding(
        "not_enabled",
        _("No access level is switched on."),
        _("An administrator of the Recruiter contract switches it on in LinkedIn: Admin settings, ATS."),
    ),
    Shut.PAUSED: lambda: Finding("paused", _("Sending to LinkedIn is paused."), _("An administrator resumes it.")),
    Shut.COPIED: lambda: Finding(
        "copied",
        _("This database was restored or moved, so nothing is sent."),
        _("An administrator chooses “Resend everything” or “Disconnect”."),
    ),
}


def connection_findings() -> list[Finding]:
    """Why nothing leaves at all; empty when it does."""
    shut = why_shut(Connection.current())
    return [_SHUT[shut]()] if shut else []


def why_not_posted(*, actor: User, job: Job) -> list[Finding]:
    """Why the job is not on LinkedIn for the public."""
    require(actor, Flag.READ_LINKEDIN_POSTING, job)
    if not job.is_active:
        return [Finding("not_active", _("Only an active job can be posted."), _("Activate the job."))]
    found = [Finding(reason.code, reason.text) for reason in reasons(job)]
    if not is_posted(job):
        found.append(Finding("not_posted", _("Nobody has posted the job on LinkedIn."), _("Press Post now.")))
    settings = LinkedInSettings.current()
    if settings.mode == JobMode.FEED and settings.feed_held_since:
        found.append(
            Finding(
                "feed_held",
                _("The feed is held back because jobs are missing that nobody took down."),
                _("An administrator looks at LinkedIn integration."),
            )
        )
    return found + (_operation_findings(job) if settings.mode == JobMode.API else [])


def _operation_findings(job: Job) -> list[Finding]:
    operation = JobOperation.objects.filter(object_id=job.job_id).first()
    row = SyncRow.objects.filter(kind=Kind.JOB, object_id=job.job_id).first()
    if operation and operation.task:
        return [Finding("task_open", _("LinkedIn has accepted the job and is processing it."))]
    if row and row.failed:
        return [Finding("refused", _("LinkedIn refused the job: %s") % explain(row.error))]
    return []


def why_not_offered(*, actor: User, job: Job, user: User | None = None) -> list[Finding]:
    """Why Recruiter does not offer the job for export: in general, and to one colleague."""
    require(actor, Flag.READ_JOB, job)
    found = connection_findings()
    if not job.is_active:
        found.append(Finding("not_active", _("Only active jobs can be exported to."), _("Activate the job.")))
    elif not has_prospect_stage(job):
        found.append(
            Finding("no_prospects", _("The job has no Prospect stage."), _("Enable prospects before activation."))
        )
    if company_page(job) is None:
        found.append(Finding("no_company", _("The LinkedIn company ID is missing.")))
    found += [Finding(f"missing_{code}", text) for code, text in _missing(job)]
    if job.activated_at:
        found += _operation_findings(job)
    return found + (_colleague_findings(job, user) if user else [])


def _missing(job: Job) -> list[tuple[str, str]]:
    texts = {
        "location": _("LinkedIn needs at least a city and a country."),
        "description_short": _("LinkedIn needs a description of at least 100 characters."),
        "description_long": _("LinkedIn takes descriptions of at most 25,000 characters."),
        "poster": _("The job has no recruiter whose e-mail address LinkedIn can be given."),
    }
    return [(code, texts[code]) for code in missing(job)]


def _colleague_findings(job: Job, user: User) -> list[Finding]:
    if user not in colleagues(job):
        return [Finding("not_on_team", _("%s is not on the hiring team.") % user.name, _("Add them to the team."))]
    if not may_export_to(user, job):
        return [Finding("no_right", _("%s may not add prospects to this job.") % user.name)]
    if not MemberConnection.objects.filter(user=user).exists():
        text = _("%s has not connected LinkedIn, so Recruiter does not show them the job.") % user.name
        return [Finding("not_connected_user", text, _("User settings, Connections, LinkedIn, Connect."))]
    return []


def unconnected_colleagues(*, actor: User, job: Job) -> list[User]:
    """Colleagues who may export to the job and have not connected LinkedIn; the team page says so."""
    require(actor, Flag.READ_JOB, job)
    connected = set(MemberConnection.objects.values_list("user_id", flat=True))
    return [user for user in colleagues(job) if may_export_to(user, job) and user.pk not in connected]


def why_not_in_scope(candidate: Candidate) -> Finding | None:
    """Why LinkedIn is told nothing of the person, or None. The caller has checked that the person may be seen."""
    page = CompanyPage.objects.first()
    pages = [one.urn for one in CompanyPage.objects.all()] if page else [""]
    held = [why_candidate_held(candidate, urn) for urn in pages]
    why = None if None in held else held[0]
    row = SyncRow.objects.filter(kind=Kind.CANDIDATE, object_id=candidate.public_id, withheld=True).first()
    if row:
        why = Held.REMOVED
    return Finding(why.value, _SCOPE[why]()) if why else None


_SCOPE = {
    Held.PROSPECT: lambda: _("Still a prospect: LinkedIn is told nothing until the person has moved past Prospect."),
    Held.NO_APPLICATION: lambda: _("On no job: LinkedIn is told of applicants only."),
    Held.OTHER_PAGE: lambda: _("The job belongs to another company page."),
    Held.RESTRICTED: lambda: _("The processing of this person's data is restricted."),
    Held.DELETED: lambda: _("The person was deleted or merged."),
    Held.NO_SURNAME: lambda: _("LinkedIn needs a surname."),
    Held.NO_WAY_TO_MATCH: lambda: _("Without an e-mail address or a LinkedIn link LinkedIn cannot match the person."),
    Held.REMOVED: lambda: _("A colleague removed the person from LinkedIn."),
}
