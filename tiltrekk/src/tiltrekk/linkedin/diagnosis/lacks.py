"""What LinkedIn needs and the job or the company lacks, with the value that was seen and where it is changed."""

from django.utils.translation import gettext as _
from linkedin_talent.feed import FeedProblem

from tiltrekk.core.errors import Reason
from tiltrekk.core.permissions import Flag
from tiltrekk.jobs import countries
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.feed.eligibility import reason, reasons
from tiltrekk.linkedin.projection.facts import company_page
from tiltrekk.linkedin.projection.job import missing

from .finding import Finding
from .reader import JobReader, Remedy

DETAILS, TEAM = "jobs:job-details", "jobs:job-team"


def for_posting(job: Job, reader: JobReader) -> list[Finding]:
    """Return what keeps the job from being posted; the company's spelling is told with more in ``posted``."""
    return [_finding(one, job, reader) for one in reasons(job) if one.code != "name_mismatch"]


def for_recruiter(job: Job, reader: JobReader) -> list[Finding]:
    """Return what keeps the job's record from being sent by the API."""
    return [_finding(_as_reason(code), job, reader) for code in missing(job)]


def no_company(reader: JobReader) -> Finding:
    """Without the company's number at LinkedIn nothing can be told (LI-05)."""
    remedy = reader.admin(_("Enter the company ID"), "li-company")
    return Finding("no_company", _("The LinkedIn company ID is missing."), *remedy)


def test_job(reader: JobReader) -> Finding:
    """It is marked so, which a click undoes (LIP-17)."""
    text = _("This is a test job: nothing of it goes to LinkedIn.")
    return Finding("test_job", text, *_remedy("test_job", reader))


def _as_reason(code: str) -> Reason:
    if code == "description_long":
        return Reason(code, _("LinkedIn takes descriptions of at most 25,000 characters."))
    return reason(_SAME[code])


_SAME = {
    "location": FeedProblem.LOCATION_INCOMPLETE,
    "description_short": FeedProblem.DESCRIPTION_TOO_SHORT,
    "poster": FeedProblem.POSTER_EMAIL_MISSING,
}


def _finding(lack: Reason, job: Job, reader: JobReader) -> Finding:
    if lack.code == "no_company":
        return no_company(reader)
    return Finding(lack.code, f"{lack.text} {_seen(lack.code, job)}".strip(), *_remedy(lack.code, reader))


def _seen(code: str, job: Job) -> str:
    """Return the value that is wrong, as it stands here."""
    if code == FeedProblem.LOCATION_INCOMPLETE:
        place = [job.city.strip() or _("no city"), countries.name(job.country) if job.country else _("no country")]
        return _("The job has: %s.") % ", ".join(place)
    if code == FeedProblem.COMPANY_ID_NOT_NUMERIC and (page := company_page(job)):
        return _("It is “%s”.") % page.company_id
    return ""


def _remedy(code: str, reader: JobReader) -> Remedy:
    if code == FeedProblem.COMPANY_MISSING:
        return reader.admin(_("Correct the name"), "li-company")
    if code == FeedProblem.COMPANY_ID_NOT_NUMERIC:
        return reader.admin(_("Correct the company ID"), "li-company")
    if code == "recruiter_only":
        return reader.admin(_("Choose how jobs are posted"), "li-posting")
    if code == "test_job":
        return reader.on_job(Flag.UPDATE_JOB_DETAILS, _("Make it a real job"), "linkedin:job-diagnosis", "#li-test")
    if code == FeedProblem.POSTER_EMAIL_MISSING:
        return reader.on_job(Flag.UPDATE_HIRING_TEAM, _("Open the hiring team"), TEAM)
    return reader.on_job(Flag.UPDATE_JOB_DETAILS, _("Open the details"), DETAILS, _FIELDS.get(code, ""))


_FIELDS = {
    FeedProblem.LOCATION_INCOMPLETE.value: "#id_city",
    FeedProblem.DESCRIPTION_TOO_SHORT.value: "#id_description",
    FeedProblem.TITLE_MISSING.value: "#id_title",
}
