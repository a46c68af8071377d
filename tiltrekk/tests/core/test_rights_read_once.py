"""What somebody is to a job is read once in a request that only reads, and each time in one that writes."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from factories import JobFactory, UserFactory
from tiltrekk.core.middleware import rights_read_once
from tiltrekk.core.permissions import Flag, allowed, relations_read_once
from tiltrekk.jobs.models import JobRole, TeamMember

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-17", "SEC-85")]


def questions(method: str) -> int:
    """Asked of the database for two looks at the same right."""
    user = UserFactory()
    job = JobFactory(team={user: JobRole.RECRUITER})
    assert user.roles == frozenset()

    def view(_request: HttpRequest) -> HttpResponse:
        assert allowed(user, Flag.READ_JOB, job)
        assert allowed(user, Flag.CLOSE_JOB, job)
        return HttpResponse()

    request = HttpRequest()
    request.method = method
    with CaptureQueriesContext(connection) as asked:
        rights_read_once(view)(request)
    return len(asked)


def test_a_page_asks_once_and_a_change_each_time() -> None:
    assert questions("GET") * 2 == questions("POST") > 0


def test_what_changes_between_two_requests_is_seen() -> None:
    user = UserFactory()
    job = JobFactory(team={user: JobRole.RECRUITER})
    with relations_read_once():
        assert allowed(user, Flag.CLOSE_JOB, job)
    TeamMember.objects.all().delete()
    with relations_read_once():
        assert not allowed(user, Flag.CLOSE_JOB, job)
    assert not allowed(user, Flag.CLOSE_JOB, job)


def test_two_people_and_two_jobs_are_kept_apart() -> None:
    one, other = UserFactory(), UserFactory()
    job, second = JobFactory(team={one: JobRole.RECRUITER}), JobFactory(team={other: JobRole.INTERVIEWER})
    with relations_read_once():
        seen = [allowed(who, Flag.READ_JOB, what) for who in (one, other) for what in (job, second, job, second)]
    assert seen == [True, False, True, False, False, True, False, True]
