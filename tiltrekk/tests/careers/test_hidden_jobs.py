"""A job that is not posted is nowhere on the public side (SEC-24, BAD-23)."""

import pytest
from asking import LINES, ROUTES
from django.test import Client
from django.urls import reverse
from factories import JobFactory, UserFactory
from tiltrekk.core import clock
from tiltrekk.postings.models import Posting, State

pytestmark = pytest.mark.django_db
CANARY = "Kanarifugl"


@pytest.mark.req("SEC-24")
@pytest.mark.parametrize(
    ("status", "posting"),
    [
        ("draft", None),
        ("draft", State.POSTED),
        ("active", None),
        ("active", State.UNPOSTED),
        ("closed", State.UNPOSTED),
    ],
)
def test_no_public_answer_names_it(status: str, posting: State | None) -> None:
    job, now = JobFactory(title=CANARY, status=status), clock.now()
    if posting:
        Posting.objects.create(
            job=job, channel="career_site", state=posting, posted_by=UserFactory(), first_posted_at=now, posted_at=now
        )
    for line in LINES:
        wanted = set(ROUTES[line.name].parameters)
        if line.method != "GET" or not line.name.startswith(("careers:", "web:", "jobs:")) or wanted - {"job_id"}:
            continue
        answer = Client().get(reverse(line.name, kwargs=dict.fromkeys(wanted, job.public_id)))
        assert CANARY not in answer.content.decode(), line.name
        if line.name.startswith("careers:") and wanted:
            missing = Client().get(reverse(line.name, kwargs=dict.fromkeys(wanted, "0" * 32)))
            assert (answer.status_code, missing.status_code) == (404, 404), line.name
    listed = Client().get(reverse("careers:job-list"), {"q": CANARY}).content.decode()
    assert job.public_id not in listed
