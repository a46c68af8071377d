"""Public job search, a job's page and a company's page, as somebody without a seat sees them."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from linkedin_sandbox import fields, web
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.jobs.listings import Listing
from linkedin_sandbox.pages.feed import Unlisted, unlisted
from linkedin_sandbox.pages.plain_html import clean
from linkedin_sandbox.state import State, world

routes = Blueprint("jobs", __name__)
NEWEST = 8


@dataclass(frozen=True, kw_only=True)
class SearchPart:
    text: str
    place: str
    hits: tuple[Listing, ...]
    total: int
    unlisted: tuple[Unlisted, ...]


@dataclass(frozen=True, kw_only=True)
class JobPart:
    listing: Listing
    limited: bool
    description: Markup
    came_by: str


@dataclass(frozen=True, kw_only=True)
class CompanyPart:
    organization: world.Organization
    careers: tuple[Listing, ...]
    newest: tuple[Listing, ...]
    total: int
    missing: Listing | None  # a limited listing that the Careers panel does not show


@routes.get("/jobs")
@routes.get("/jobs/")
@routes.get("/jobs/search/")  # with LinkedIn's own words: keywords, and f_C for one company
def search() -> str:
    found = _search(web.state())
    shown = found.hits[0] if found.hits else None
    return _page(found, shown)


@routes.get("/jobs/view/<int:number>")
def job(number: int) -> str:
    shown = listings.listing(web.state(), number)
    if shown is None:
        abort(404, "This job is no longer listed.")
    return _page(_search(web.state()), shown)


@routes.get("/company/<number>")
@routes.get("/company/<number>/")
def company(number: str) -> str:
    state = web.state()
    found = world.organization_called(state, number) or world.organization(state, fields.whole(number) or 0)
    if found is None:
        abort(404, "There is no such company in this world.")
    part = company_part(state, found, None, limit=None if request.args.get("all") else NEWEST)
    return render_template("pages/company.html", company=part, unlisted=unlisted(state))


def _page(found: SearchPart, shown: Listing | None) -> str:
    part = company_part(web.state(), shown.organization, shown, limit=NEWEST) if shown else None
    job_shown = _job(shown) if shown else None
    return render_template("pages/jobs.html", search=found, job=job_shown, company=part)


def _search(state: State) -> SearchPart:
    text = request.args.get("q", request.args.get("keywords", "")).strip()
    place, company_id = request.args.get("place", "").strip(), request.args.get("f_C", type=int)
    hits = [
        one
        for one in listings.search(state, text, organization=company_id)
        if place.casefold() in one.location.casefold()
    ]
    total = len(listings.search(state))
    return SearchPart(text=text, place=place, hits=tuple(hits[:100]), total=total, unlisted=unlisted(state))


def _job(shown: Listing) -> JobPart:
    by = "Feed, limited listing" if shown.source == "feed" else "Job posting API"
    return JobPart(listing=shown, limited=not shown.careers, description=clean(shown.description), came_by=by)


def company_part(
    state: State, organization: world.Organization, shown: Listing | None, *, limit: int | None
) -> CompanyPart:
    """The company page: paid places, all jobs, and the limited listing that is missing above."""
    every = listings.search(state, organization=organization.id)
    limited = [one for one in every if not one.careers]
    missing = shown if shown in limited else next(iter(limited), None)
    newest = every[:limit]
    if shown and shown not in newest:
        newest = [shown, *newest[:-1]]
    return CompanyPart(
        organization=organization,
        careers=tuple(listings.careers(state, organization.id)),
        newest=tuple(newest),
        total=len(every),
        missing=missing,
    )
