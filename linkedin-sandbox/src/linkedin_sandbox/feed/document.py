"""Reading an XML job feed: the file as a whole, and each job in it (XML feeds development guide)."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from linkedin_sandbox import addresses, fields

if TYPE_CHECKING:
    from lxml import etree

ID_LIMIT = 40
SHORTEST = 100
TOLERANCE = 0.10  # how far the count may be from expectedJobCount
TAG = re.compile(r"<[^>]+>")
FIELDS = (
    "partnerJobId company title description applyUrl companyId location city state country postalCode posterEmail"
    " workplaceTypes experienceLevel jobtype listDate expirationDate"
)


class Unreadable(ValueError):
    """The whole file is refused, with the reason."""


@dataclass(frozen=True)
class Document:
    """What stands in a feed: its declared count and its jobs as text fields."""

    expected: int | None
    jobs: tuple[dict[str, Any], ...] = field(default=())


def read(content: bytes) -> Document:
    """Parse a feed. Raises Unreadable when it is not well-formed or its count is off by more than a tenth."""
    from lxml import etree  # here: a start should be quick

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"The file is not well-formed XML: {error}") from error
    if root.tag != "source":
        raise Unreadable(f"The root element is {root.tag}, not source.")
    jobs = tuple(_job(one) for one in root.iterchildren("job"))
    expected = _text(root, "expectedJobCount")
    count = fields.whole(expected)
    if count is not None and abs(count - len(jobs)) > TOLERANCE * max(count, 1):
        raise Unreadable(f"expectedJobCount says {count}, the file holds {len(jobs)}.")
    return Document(count, jobs)


def defects(job: dict[str, Any], now_ms: int) -> str | None:
    """Why a job is dropped, looking at nothing but itself; None when it is good."""
    for name in ("partnerJobId", "company", "title", "description", "applyUrl", "companyId", "posterEmail"):
        if not job[name]:
            return f"{name} is required"
    if len(job["partnerJobId"]) > ID_LIMIT:
        return f"partnerJobId is longer than {ID_LIMIT} characters"
    if len(TAG.sub("", job["description"])) < SHORTEST:
        return "The description length should be at least 100 characters"
    if addresses.read(job["applyUrl"]) is None:
        return "Invalid applyUrl"
    return _dates(job, now_ms) or _place(job)


def millis(text: str) -> int | None:
    """MM/DD/YYYY as epoch milliseconds."""
    try:
        return int(datetime.strptime(text, "%m/%d/%Y").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def _dates(job: dict[str, Any], now_ms: int) -> str | None:
    for name in ("listDate", "expirationDate"):
        if job[name] and millis(job[name]) is None:
            return f"{name} is not MM/DD/YYYY"
    ends = millis(job["expirationDate"]) if job["expirationDate"] else None
    return "expirationDate has passed" if ends is not None and ends < now_ms else None


def _place(job: dict[str, Any]) -> str | None:
    """Four parts win over `location`; at least city and country (or US city and state)."""
    if job["city"] or job["country"]:
        whole = job["city"] and (job["country"] or job["state"])
    else:
        parts = [part.strip() for part in job["location"].split(",")]
        whole = (len(parts) > 1 and all(parts)) or (job["workplaceTypes"].casefold() == "remote" and job["location"])
    return None if whole else "We could not standardize your job's location: city and country are needed"


def _job(element: "etree._Element") -> dict[str, Any]:
    job: dict[str, Any] = {name: _text(element, name) for name in FIELDS.split()}
    parts = [job[name] for name in ("city", "state", "country") if job[name]]
    return job | {"location": ", ".join(parts) or job["location"]}


def _text(element: "etree._Element", tag: str) -> str:
    return (element.findtext(tag) or "").strip()
