"""Why is this job not on LinkedIn, or not as expected: under another company, without its level, not in Careers."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import EmploymentType, Job, Seniority
from tiltrekk.linkedin.client import endpoints
from tiltrekk.linkedin.feed.state import POSTED_AFTER, Progress, TileState, progress
from tiltrekk.linkedin.models import CompanyPage, FeedDownload, JobMode, LinkedInSettings
from tiltrekk.linkedin.posted import posting_of
from tiltrekk.linkedin.projection.facts import company_page
from tiltrekk.postings.models import Posting
from tiltrekk.ui.times import in_sentence

from . import lacks
from .applying import applying_findings
from .finding import Act, Finding, Weight, in_order
from .offered import not_active
from .operation import operation_findings
from .reader import JobReader

WORTH_LOOKING = timedelta(hours=24)  # LinkedIn's own advice: earlier than that it is merely slow
SUPPORT = "https://www.linkedin.com/help/linkedin/ask"


def why_not_posted(*, actor: User, job: Job) -> list[Finding]:
    """Why the public does not find the job on LinkedIn, or finds it other than expected. Raises ``NotAllowed``."""
    require(actor, Flag.READ_LINKEDIN_POSTING, job)
    reader = JobReader(actor, job)
    if not job.is_active:
        return [not_active(job, reader)]
    found = lacks.for_posting(job, reader)
    posting = posting_of(job)
    if LinkedInSettings.current().mode == JobMode.RECRUITER:
        return found
    if posting is None:
        return in_order([*found, *_name(job, reader), *_fields(job, reader), _not_posted(reader)])
    by_api = LinkedInSettings.current().mode == JobMode.API
    way = [*operation_findings(reader), *applying_findings(reader)] if by_api else _by_feed(posting, reader)
    return in_order([*found, *way, *_name(job, reader), *_fields(job, reader), _limited()])


def _not_posted(reader: JobReader) -> Finding:
    """The tile has no button for those who may not post: they are told whom to ask (LI-09)."""
    text = _("Nobody has posted the job on LinkedIn.")
    return Finding(
        "not_posted", text, *reader.on_job(Flag.POST_JOB, pgettext("button", "Post Now"), "postings:job-postings")
    )


# --- by the feed --------------------------------------------------------------------------------------------------


def _by_feed(posting: Posting, reader: JobReader) -> list[Finding]:
    """LinkedIn never confirms a feed: what is known is when it was read, and whether somebody saw the job there."""
    held = LinkedInSettings.current().feed_held_since
    at = progress(posting)
    found = [_feed_held(held, reader)] if held else []
    if at.confirmed:
        return found
    age = clock.now() - at.submitted_at
    if at.state == TileState.SUBMITTED and age >= POSTED_AFTER:
        return [*found, _never_read(posting, reader)]
    if at.state != TileState.POSTED:
        found.append(_delay(at))
    return [*found, *_to_check(posting.job, reader)] if at.fetched_at and age >= WORTH_LOOKING else found


def _feed_held(since: object, reader: JobReader) -> Finding:
    text = _("The feed is held back since %s, because jobs are missing from it that nobody took down.") % _date(since)
    return Finding("feed_held", text, *reader.admin(_("Look at the feed"), "li-posting"))


def _delay(at: Progress) -> Finding:
    """The usual case: LinkedIn comes about once a day (LI-07)."""
    read = _("LinkedIn read it %s.") % in_sentence(at.fetched_at) if at.fetched_at else _("LinkedIn has not read it.")
    text = _("The job is in the feed since %(since)s. %(read)s It comes about once a day; by %(until)s it should show.")
    until = _date((at.fetched_at or at.submitted_at) + POSTED_AFTER)
    said = text % {"since": _date(at.submitted_at), "read": read, "until": until}
    return Finding("delay", said, _("Nothing is to be done but to wait."), (), Weight.WAITS)


def _never_read(posting: Posting, reader: JobReader) -> Finding:
    last = FeedDownload.objects.order_by("-at").values_list("at", flat=True).first()
    ever = _("The last time was %s.") % _date(last) if last else _("It never has.")
    text = _("LinkedIn has not read the feed since the job was posted on %(since)s. %(ever)s") % {
        "since": _date(posting.posted_at),
        "ever": ever,
    }
    return Finding("feed_not_read", text, *reader.admin(_("Look at the feed's address"), "li-posting"))


def _to_check(job: Job, reader: JobReader) -> list[Finding]:
    """What only LinkedIn knows; gone once somebody says that they see the job there."""
    page = company_page(job)
    return [_company_id(page, reader), _duplicate(page, reader)] if page else []


def _company_id(page: CompanyPage, reader: JobReader) -> Finding:
    text = _("The company ID may lead to another page. It is %(id)s, for %(name)s: does the page at LinkedIn say so?")
    look = Act(_("Look at the page"), f"{endpoints().www}/company/{page.company_id}/", is_outside=True)
    remedy, acts = reader.admin(_("Correct the company ID"), "li-company")
    said = text % {"id": page.company_id, "name": page.name}
    return Finding("company_check", said, remedy, (look, *acts), Weight.CHECK)


def _duplicate(page: CompanyPage, reader: JobReader) -> Finding:
    """LinkedIn refuses a second listing of the same job without a word (LI-13)."""
    text = _("LinkedIn refuses a job it has already: in a Premium slot, from another source, or posted by a colleague.")
    look = Act(_("Look at the company's jobs"), endpoints().company_jobs(page.company_id), is_outside=True)
    seen = reverse("linkedin:posting-seen", args=[reader.job.public_id])
    may_say = Flag.POST_JOB in reader.rights
    acts = (look, Act(_("I see it on LinkedIn"), seen, is_button=True)) if may_say else (look,)
    return Finding("duplicate", text, _("If it is there twice, take one of them down."), acts, Weight.CHECK)


# --- on LinkedIn, but not as expected -----------------------------------------------------------------------------


def _name(job: Job, reader: JobReader) -> list[Finding]:
    """Whether LinkedIn spells the company as we do; otherwise the job may stand under another company (LI-06)."""
    page = company_page(job)
    if page is None or not page.is_misspelt:
        return []
    text = _("LinkedIn spells the company “%(theirs)s”, here it is “%(ours)s”, so the job may stand under another one.")
    said = text % {"theirs": page.confirmed_name, "ours": page.name}
    remedy, acts = reader.admin(_("Correct the name"), "li-company")
    help_ = Act(_("LinkedIn's support"), SUPPORT, is_outside=True)
    after = _("If it stays under the wrong company after that, LinkedIn's support moves it.")
    return [Finding("name_mismatch", said, f"{remedy} {after}".strip(), (*acts, help_))]


def _fields(job: Job, reader: JobReader) -> list[Finding]:
    """LinkedIn shows only its own values of these two; the job is posted all the same (LI-12)."""
    shown = [
        ("seniority", _("seniority level"), job.seniority, Seniority.values),
        ("employment_type", _("employment type"), job.employment_type, EmploymentType.values),
    ]
    return [_field(code, name, value, reader) for code, name, value, known in shown if value not in known]


def _field(code: str, name: str, value: str, reader: JobReader) -> Finding:
    text = _("LinkedIn shows no %(name)s: none is chosen.") % {"name": name}
    if value:
        text = _("LinkedIn shows no %(name)s: “%(value)s” is none of its own.") % {"name": name, "value": value}
    choose = reader.on_job(Flag.UPDATE_JOB_DETAILS, _("Choose one"), lacks.DETAILS, f"#id_{code}")
    return Finding(f"{code}_not_shown", text, *choose, Weight.EXPECTED)


def _limited() -> Finding:
    """LI-02, LI-03."""
    text = _(
        "The job is a Limited Listing, free of charge: found by search and under all jobs, not in the Careers panel."
    )
    return Finding(
        "limited_listing", text, _("A Premium job slot, bought from LinkedIn, shows there."), (), Weight.EXPECTED
    )


def _date(moment: object) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]  # a datetime
