"""The XML job feed that LinkedIn fetches (LinkedIn: XML Feeds Development Guide; §9).

`problems` says what LinkedIn would refuse in a job; `write_feed` streams the jobs and holds one at a time. The feed
is the complete list: a job that is missing from it is closed at LinkedIn's next visit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from linkedin_talent.feed_html import limited, text_of, without_illegal

__all__ = [
    "MOST_JOBS",
    "WORKPLACES",
    "FeedCountError",
    "FeedJob",
    "FeedProblem",
    "FeedSalary",
    "problems",
    "write_feed",
]

WORKPLACES = ("On-site", "Hybrid", "Remote")
MOST_JOBS = 500_000  # in one feed
_ID_LENGTH = 40
_DESCRIPTION_LENGTH = 100
_CHUNK = 64 * 1024
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class FeedProblem(StrEnum):
    """Why LinkedIn would not take a job."""

    ID_MISSING = "id-missing"
    ID_TOO_LONG = "id-too-long"
    COMPANY_MISSING = "company-missing"
    COMPANY_ID_NOT_NUMERIC = "company-id-not-numeric"
    TITLE_MISSING = "title-missing"
    DESCRIPTION_TOO_SHORT = "description-too-short"
    APPLY_URL_NOT_ABSOLUTE = "apply-url-not-absolute"
    LOCATION_INCOMPLETE = "location-incomplete"
    POSTER_EMAIL_MISSING = "poster-email-missing"
    WORKPLACE_UNKNOWN = "workplace-unknown"
    SALARY_NOT_A_RANGE = "salary-not-a-range"
    EXPIRES_BEFORE_LISTED = "expires-before-listed"


class FeedCountError(Exception):
    """The feed must not be published: it holds too many jobs, or another number of them than its head announces."""


@dataclass(frozen=True, slots=True)
class FeedSalary:
    """Pay from `low` to `high` a period (YEARLY, MONTHLY, HOURLY …) in a three-letter currency."""

    low: Decimal
    high: Decimal
    currency: str
    period: str
    type: str = "BASE_SALARY"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedJob:
    """One job of the feed, as it stands in our records; `description` is HTML.

    Give `city` and `country` (in the United States `city` and `state`), which win, or `location` as `City, Country`.
    The title cannot change under one `partner_job_id`.
    """

    partner_job_id: str
    company: str
    company_id: str
    title: str
    description: str
    apply_url: str
    poster_email: str
    location: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    postal_code: str = ""
    workplace_type: str = ""
    experience_level: str = ""
    job_type: str = ""
    job_functions: tuple[str, ...] = ()
    industry_codes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    salary: FeedSalary | None = None
    list_date: date | None = None
    expiration_date: date | None = None


def problems(job: FeedJob) -> list[FeedProblem]:
    """Everything LinkedIn would refuse in this job, in the order of the fields; empty when it is fit."""
    checks = [
        (FeedProblem.ID_MISSING, not _plain(job.partner_job_id)),
        (FeedProblem.ID_TOO_LONG, len(_plain(job.partner_job_id)) > _ID_LENGTH),
        (FeedProblem.COMPANY_MISSING, not _plain(job.company)),
        (FeedProblem.COMPANY_ID_NOT_NUMERIC, not (job.company_id.isascii() and job.company_id.isdecimal())),
        (FeedProblem.TITLE_MISSING, not _plain(job.title)),
        (FeedProblem.DESCRIPTION_TOO_SHORT, len(text_of(job.description)) < _DESCRIPTION_LENGTH),
        (FeedProblem.APPLY_URL_NOT_ABSOLUTE, not _absolute(job.apply_url)),
        (FeedProblem.LOCATION_INCOMPLETE, not _located(job)),
        (FeedProblem.POSTER_EMAIL_MISSING, not _MAIL.fullmatch(job.poster_email.strip())),
        (FeedProblem.WORKPLACE_UNKNOWN, bool(job.workplace_type) and job.workplace_type not in WORKPLACES),
        (FeedProblem.SALARY_NOT_A_RANGE, job.salary is not None and not 0 < job.salary.low <= job.salary.high),
        (FeedProblem.EXPIRES_BEFORE_LISTED, _expires_early(job)),
    ]
    return [problem for problem, found in checks if found]


def _plain(text: str) -> str:
    return without_illegal(text).strip()


def _absolute(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _located(job: FeedJob) -> bool:
    if job.city.strip():
        return bool(job.country.strip() or job.state.strip())
    parts = [part for part in job.location.split(",") if part.strip()]
    remote = job.workplace_type == "Remote"  # a country alone will do only here
    return len(parts) > 1 or (remote and bool(parts or job.country.strip()))


def _expires_early(job: FeedJob) -> bool:
    return job.list_date is not None and job.expiration_date is not None and job.expiration_date < job.list_date


# --- writing ----------------------------------------------------------------------------------------------------


def write_feed(
    jobs: Iterable[FeedJob], *, publisher: str, publisher_url: str, built_at: datetime, count: int
) -> Iterator[bytes]:
    """The feed in pieces of about 64 KiB of UTF-8. `jobs` is read once and may be a generator.

    `count` stands at the head, before the jobs are known; FeedCountError at the end if it was wrong. The jobs are
    expected to be free of `problems`.
    """
    if count > MOST_JOBS:
        raise FeedCountError(f"a feed holds at most {MOST_JOBS} jobs")
    written = 0
    head = _head(publisher, publisher_url, built_at, count)

    def pieces() -> Iterator[str]:
        nonlocal written
        yield head
        for job in jobs:
            written += 1
            yield _job(job)
        yield "</source>\n"

    yield from _in_chunks(pieces())
    if written != count:
        raise FeedCountError(f"the feed announces {count} jobs and holds {written}")


def _in_chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece.encode()
        if len(waiting) >= _CHUNK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _head(publisher: str, publisher_url: str, built_at: datetime, count: int) -> str:
    built = format_datetime(built_at.astimezone(UTC), usegmt=True)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<source>\n'
        f"  <lastBuildDate>{built}</lastBuildDate>\n"
        f"  <publisherUrl>{_text(publisher_url)}</publisherUrl>\n"
        f"  <publisher>{_text(publisher)}</publisher>\n"
        f"  <expectedJobCount>{count}</expectedJobCount>\n"
    )


def _job(job: FeedJob) -> str:
    lines = [
        _element("partnerJobId", job.partner_job_id),
        _element("company", job.company),
        _element("companyId", job.company_id),
        _element("title", job.title),
        f"<description>{_cdata(limited(job.description))}</description>",
        _element("applyUrl", job.apply_url),
        *_place(job),
        _element("posterEmail", job.poster_email),
        _element("workplaceTypes", job.workplace_type),
        _element("experienceLevel", job.experience_level),
        _element("jobtype", job.job_type),
        _list("jobFunctions", "jobFunction", job.job_functions),
        _list("industryCodes", "industryCode", job.industry_codes),
        _list("skills", "skill", job.skills),
        _salary(job.salary) if job.salary else "",
        _day("listDate", job.list_date),
        _day("expirationDate", job.expiration_date),
    ]
    return "  <job>\n" + "".join(f"    {line}\n" for line in lines if line) + "  </job>\n"


def _place(job: FeedJob) -> list[str]:
    """LinkedIn lets the parts win over `location`, so only one of the two is written."""
    if not job.city.strip():
        return [_element("location", job.location or job.country)]
    return [
        _element("city", job.city),
        _element("state", job.state),
        _element("country", job.country),
        _element("postalCode", job.postal_code),
    ]


def _element(name: str, text: str) -> str:
    plain = _plain(text)
    return f"<{name}>{_cdata(plain)}</{name}>" if plain else ""


def _list(name: str, item: str, values: Iterable[str]) -> str:
    inner = "".join(_element(item, value) for value in values)
    return f"<{name}>{inner}</{name}>" if inner else ""


def _salary(salary: FeedSalary) -> str:
    currency = f"<currencyCode>{_text(salary.currency)}</currencyCode>"
    ends = "".join(
        f"<{name}><amount>{amount:f}</amount>{currency}</{name}>"
        for name, amount in (("highEnd", salary.high), ("lowEnd", salary.low))
    )
    kind = f"<period>{_text(salary.period)}</period><type>{_text(salary.type)}</type>"
    return f"<salaries><salary>{ends}{kind}</salary></salaries>"


def _day(name: str, day: date | None) -> str:
    return f"<{name}>{day:%m/%d/%Y}</{name}>" if day else ""


def _text(text: str) -> str:
    return escape(_plain(text))


def _cdata(text: str) -> str:
    """`]]>` would end the section, so it is split over two."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
