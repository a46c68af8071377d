"""Applying on a job's page, and what became of one's applications, as the member sees them."""

import json
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.apply import answers, form, lifecycle
from linkedin_sandbox.apply import rules as applying
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.plain_html import clean
from linkedin_sandbox.pages.viewer import viewer

routes = Blueprint("applying", __name__)
DELIVERY = {
    "waiting": "On its way to the company",
    "sending": "On its way to the company",
    "delivered": "With the company",
    "failed": "The company could not be reached",
    "lost": "The company could not be reached",
}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One application as the applicant sees it."""

    number: int
    title: str
    when: str
    delivery: str
    told: tuple[tuple[str, str], ...]


@routes.get("/jobs/view/<int:number>/apply")
def fill_in(number: int) -> str:
    state, person = web.state(), viewer().member
    listing, offer = listings.listing(state, number), applying.offer(state, number)
    if listing is None or offer is None:
        abort(404, "This job takes no applications here.")
    done = person is not None and applying.applied(state, person.id, offer.job)
    blocks = form.blocks(offer.asked, person) if person and not done else []
    return render_template(
        "pages/apply.html", job=listing, person=person, done=done, blocks=blocks, name=form.field_name, rich=_rich
    )


@routes.post("/jobs/view/<int:number>/apply")
def send(number: int) -> Response:
    person = viewer().member
    values = {name: request.form.getlist(name) for name in request.form}
    files = {
        name: answers.File(one.filename, one.mimetype, one.read())
        for name, one in request.files.items()
        if one.filename
    }
    applying.apply(web.state(), person.id if person else "", number, answers.Filled(values, files))
    flash("Your application is sent.", "done")
    return redirect(url_for("pages.applying.mine"), 303)


@routes.get("/jobs/applications")
def mine() -> str:
    state, person = web.state(), viewer().member
    rows = applying.of_member(state, person.id) if person else []
    found = [
        Sent(
            number=row["number"],
            title=json.loads(row["job"])["title"],
            when=words.moment(row["created_at"]),
            delivery=DELIVERY.get(row["delivery"], ""),
            told=tuple(
                (words.moment(one["performed_at"]), lifecycle.ACTIONS[one["action"]])
                for one in lifecycle.told(state, row["id"])
            ),
        )
        for row in rows
    ]
    return render_template("pages/applications.html", person=person, found=found)


def _rich(text: str) -> Markup:
    """A question's words: the tags LinkedIn keeps, and nothing else."""
    return clean(text)
