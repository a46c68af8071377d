"""Why a job cannot be posted on LinkedIn now (LI-10, LI-11, attract.md §7.12)."""

import re

from django.utils.translation import gettext as _
from linkedin_talent.feed import FeedProblem, problems

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Reason
from tiltrekk.core.text import plain
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, JobMode, LinkedInSettings
from tiltrekk.linkedin.projection.facts import company_page, is_test

from .jobs import feed_job

_LOOKS_LIKE_A_TEST = re.compile(
    r"^\s*(test\w{0,3}|demo|dummy|prøve|asdf\w*|x{3,})\s*\d*\s*$"
    r"|\b(test|demo|dummy|prøve)[\s-]*(job|jobb|jobben|stilling|stillingen|post|posting|annonse)\b"
    r"|\blorem ipsum\b|\b(do not|ikke) (apply|publish|søk)\b",
    re.IGNORECASE | re.MULTILINE,
)


def reasons(job: Job, _actor: User | None = None) -> list[Reason]:
    """Return everything that stands in the way, in the order of the job's details."""
    if LinkedInSettings.current().mode == JobMode.RECRUITER:
        return [Reason("recruiter_only", _("Jobs of this company are shown in LinkedIn Recruiter only."))]
    if is_test(job):
        return [Reason("test_job", _("This is a test job: nothing of it goes to LinkedIn."))]
    page = company_page(job)
    if page is None:
        text = _("The LinkedIn company ID is missing. An administrator enters it in the Admin center.")
        return [Reason("no_company", text)]
    entry = feed_job(job)
    return _spelling(page) + ([reason(problem) for problem in problems(entry)] if entry else [])


def _spelling(page: CompanyPage) -> list[Reason]:
    """Under another spelling the job may stand under another company (LI-06); LinkedIn's own is known in time."""
    if not page.is_misspelt:
        return []
    text = _("LinkedIn spells the company “%(theirs)s”, here it is “%(ours)s”. An administrator corrects it.")
    return [Reason("name_mismatch", text % {"theirs": page.confirmed_name, "ours": page.name})]


def reason(problem: FeedProblem) -> Reason:
    """Return what LinkedIn lacks, as a sentence."""
    texts = {
        FeedProblem.LOCATION_INCOMPLETE: _("LinkedIn needs at least a city and a country."),
        FeedProblem.DESCRIPTION_TOO_SHORT: _("LinkedIn needs a description of at least 100 characters."),
        FeedProblem.POSTER_EMAIL_MISSING: _("The job has no recruiter whose e-mail address LinkedIn can be given."),
        FeedProblem.COMPANY_MISSING: _(
            "The company's name is missing. An administrator enters it in the Admin center."
        ),
        FeedProblem.COMPANY_ID_NOT_NUMERIC: _("The LinkedIn company ID consists of digits only."),
        FeedProblem.TITLE_MISSING: _("The job has no title."),
        FeedProblem.APPLY_URL_NOT_ABSOLUTE: _("The address where people apply is not a web address."),
    }
    return Reason(problem.value, texts.get(problem) or _("LinkedIn would refuse the job: %s") % problem.value)


def question(job: Job, _actor: User | None = None) -> str:
    """Return what to ask before a job that looks like a test goes out: LinkedIn has no test environment (LI-04)."""
    if not _LOOKS_LIKE_A_TEST.search(f"{job.title}\n{plain(job.description)}"):
        return ""
    return _("“%s” looks like a test. Everything posted is shown to everybody on LinkedIn. Post it all the same?") % (
        job.title
    )
