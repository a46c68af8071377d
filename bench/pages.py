"""How long the main pages take, signed in, over HTTP; and what they ask the database."""

import gzip
from collections.abc import Mapping
from functools import partial
from typing import Any

import httpx
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job

from bench.figures import Figure, timed
from bench.results import Results
from bench.signed_in import sign_in
from rehearsal.stack import Stack

WHO = "marit"  # administrator and recruiter: sees everything
FEWEST_TIMES = 10


def measure(stack: Stack, results: Results, times: int) -> None:
    """Measure the pages of the demo company."""
    measure_pages(stack, results, main_pages(), group="Pages of the demo company", times=times)


def main_pages() -> dict[str, str]:
    """Return the main pages and their addresses."""
    job = biggest_job()
    return {
        "home": "/",
        "jobs": "/jobs/",
        "job": f"/jobs/{job.public_id}/",
        "board of the biggest job": f"/jobs/{job.public_id}/applicants/",
        "prospects": f"/jobs/{job.public_id}/prospects/",
        "candidates": "/candidates/",
        "candidate": f"/candidates/{busiest_candidate().public_id}/",
        "application": f"/applications/{Application.objects.filter(job=job).latest('pk').public_id}/",
        "administration of LinkedIn": "/admin/linkedin/",
    }


def biggest_job() -> Job:
    """Return the job with most applications."""
    return Job.objects.annotate(people=Count("applications")).order_by("-people", "pk")[0]


def busiest_candidate() -> Candidate:
    """Return the person with most applications."""
    return Candidate.objects.annotate(jobs=Count("applications")).order_by("-jobs", "pk")[0]


def measure_pages(stack: Stack, results: Results, pages: Mapping[str, str], *, group: str, times: int) -> None:
    """Measure pages over one kept connection."""
    counter = _counter(stack)
    with sign_in(stack.product_url, WHO) as client:
        for name, address in pages.items():
            values = [timed(partial(client.get, address)) for _ in range(max(times, FEWEST_TIMES))]
            content = client.get(address).raise_for_status().content
            facts = {"bytes": len(content), "gzipped": len(gzip.compress(content)), "queries": counter(address)}
            results.figures.append(Figure(group, name, values, facts=facts))


def _counter(stack: Stack) -> Any:
    """Return a function that counts the queries of a page, asked for inside this process."""

    def queries(address: str) -> int:
        return len(ask(stack, address))

    return queries


def ask(stack: Stack, address: str) -> list[str]:
    """Return the queries of a page after it was opened once already."""
    client = Client(SERVER_NAME=httpx.URL(stack.product_url).host, HTTP_ACCEPT_LANGUAGE="en")
    client.get("/")  # loads the middleware, which notes when a session began
    client.force_login(User.objects.get(email__startswith=f"{WHO}@"))
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [str(one["sql"]) for one in captured.captured_queries]
