"""Lists, searches and a full board with many people; and whether the database answers by its indexes."""

import json
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate

from bench import generate
from bench.figures import Figure, timed
from bench.pages import WHO, ask, measure_pages
from bench.results import Results
from rehearsal.stack import Stack

WATCHED = "candidates_candidate"


def measure(stack: Stack, results: Results, times: int, people: int) -> None:
    """Fill the tables, then measure; a page that can only read every candidate is wrong."""
    made: list[generate.Filled] = []
    owner = User.objects.get(email__startswith=f"{WHO}@")
    took = timed(lambda: made.append(generate.fill(people, owner)))
    group = f"With {people:,} people"
    results.figures.append(Figure(group, "filling the tables", [took / 1000], unit="s"))
    pages = _pages(made[0])
    measure_pages(stack, results, pages, group=group, times=times)
    for name, address in pages.items():
        _judge(results, name, [plan for query in ask(stack, address) if (plan := _plan(query))])


def _pages(filled: generate.Filled) -> dict[str, str]:
    given, surname = generate.RARE
    rare = Candidate.objects.filter(surname=surname).order_by("pk")[0]
    board = f"/jobs/{filled.first_job.public_id}/applicants/"
    return {
        "candidates, first page": "/candidates/",
        "candidates by name": "/candidates/?sort=name",
        "rare name": _search(f"{given} {surname}"),
        "common name": _search(generate.COMMON),
        "e-mail address": _search(generate.email_of(given, surname, rare.pk)),
        "candidate": f"/candidates/{rare.public_id}/",
        "jobs": "/jobs/",
        f"board of {generate.ON_FIRST_JOB} applications": board,
        "home": "/",
    }


def _search(text: str) -> str:
    return f"/candidates/?{urlencode({'q': text})}"


def _plan(query: str) -> dict[str, Any] | None:
    if WATCHED not in query or not query.lstrip().upper().startswith("SELECT"):
        return None
    with connection.cursor() as cursor:
        # Of a small table the planner rightly reads all; can it do otherwise?
        cursor.execute("set enable_seqscan = off")
        cursor.execute(f"explain (format json) {query.replace('%', '%%')}")
        found = cursor.fetchone()[0]
        cursor.execute("reset enable_seqscan")
    whole = json.loads(found) if isinstance(found, str) else found
    root: dict[str, Any] = whole[0]["Plan"]
    return root


def _judge(results: Results, name: str, plans: list[dict[str, Any]]) -> None:
    scans = sorted({scan for plan in plans for scan in _scans(plan)})
    results.plans.append({"name": name, "queries": len(plans), "scans": scans})
    if f"Seq Scan on {WATCHED}" in scans:
        results.wrong.append(f"{name}: has to read every candidate (no index answers it)")


def _scans(plan: dict[str, Any]) -> list[str]:
    own = []
    if table := plan.get("Relation Name"):
        index = plan.get("Index Name")
        own = [f"{plan['Node Type']} on {table}" + (f" by {index}" if index else "")]
    return own + [scan for part in plan.get("Plans", ()) for scan in _scans(part)]
