"""What the public sees: job search and company pages, fed by postings and by XML feeds.

Jobs from a feed and basic jobs are *limited listings*: in search and under *All jobs*, not in the Careers panel of
the company page, which is paid for.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox.apply import onsite
from linkedin_sandbox.jobs import rules
from linkedin_sandbox.state import State, world

Companies = dict[int | str, world.Organization]


@dataclass(frozen=True)
class Listing:
    """One public job. ``careers`` says whether the company's Careers panel shows it."""

    number: int
    source: str  # "api" or "feed"
    external_id: str
    organization: world.Organization
    company: str  # the company's name as LinkedIn spells it
    title: str
    description: str  # HTML as the ATS sent it; sanitise before showing
    location: str
    apply_url: str
    listed_at: int
    workplace: str = ""
    employment: str = ""
    careers: bool = False
    onsite: bool = False  # people apply on the job's page
    poster: str = ""  # who posted it, where the job shows that


def search(state: State, text: str = "", organization: int | None = None) -> list[Listing]:
    """Public jobs, newest first, whose title, company, place or id holds the text."""
    wanted = text.strip().casefold()
    return [
        one
        for one in _all(state)
        if organization in (None, one.organization.id)
        and wanted in f"{one.title} {one.company} {one.location} {one.external_id}".casefold()
    ]


def careers(state: State, organization: int) -> list[Listing]:
    """Jobs of the company page's Careers panel: never a limited listing."""
    return [one for one in search(state, organization=organization) if one.careers]


def listing(state: State, number: int) -> Listing | None:
    return next((one for one in _all(state) if one.number == number), None)


def _all(state: State) -> list[Listing]:
    api = [row for row in rules.open_jobs(state) if row["availability"] == "PUBLIC"]
    feed = state.db.rows("select * from feed_jobs where state = 'LISTED'")
    companies = world.these(state, world.Organization, {row["organization"] for row in (*api, *feed)})
    found = [_api(state, row, companies) for row in api] + [_feed(row, companies) for row in feed]
    return sorted((one for one in found if one), key=lambda one: (-one.listed_at, -one.number))


def _api(state: State, row: sqlite3.Row, companies: Companies) -> Listing | None:
    body: dict[str, Any] = json.loads(row["body"])
    return _listing(
        row,
        body,
        companies,
        source="api",
        external_id=row["external_id"],
        apply_url=body["companyApplyUrl"],
        workplace=(body.get("workplaceTypes") or [None])[0],
        employment=body.get("employmentStatus"),
        careers=body.get("listingType") == "PREMIUM",
        onsite=onsite.standing(state, row)[0] is not None,
        poster=_poster(state, body) if body.get("showPosterInfo") else "",
    )


def _poster(state: State, body: dict[str, Any]) -> str:
    sql = "select member from member_hints where kind = 'email' and value = ?"
    found = world.member(state, state.db.value(sql, (str(body.get("posterEmail")).lower(),)) or "")
    return found.name if found else ""


def _feed(row: sqlite3.Row, companies: Companies) -> Listing | None:
    body: dict[str, Any] = json.loads(row["body"])
    return _listing(
        row,
        body,
        companies,
        source="feed",
        external_id=row["partner_id"],
        apply_url=body["applyUrl"],
        workplace=body.get("workplaceTypes"),
        employment=body.get("jobtype"),
    )


def _listing(
    row: sqlite3.Row,
    body: dict[str, Any],
    companies: Companies,
    *,
    workplace: str | None,
    employment: str | None,
    **own: Any,
) -> Listing | None:
    company = companies.get(row["organization"])
    if company is None:
        return None
    return Listing(
        number=row["number"],
        organization=company,
        company=company.name,
        title=body["title"],
        description=body["description"],
        location=body["location"],
        listed_at=row["listed_at"],
        workplace=workplace or "On-site",
        employment=employment or "",
        **own,
    )
