"""Whether people apply on LinkedIn to the jobs that are public there: LinkedIn may have changed its mind (§8.5, §19.2).

It turns a job whose first application it could not deliver into one people apply to elsewhere.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet
from linkedin_talent.errors import LinkedInError
from linkedin_talent.jobs import JobPostingStatus

from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin import onsite
from tiltrekk.linkedin.models import Confirmed, Connection, JobOperation

from .gate import why_shut

EVERY = timedelta(hours=1)


def is_due() -> bool:
    """Whether a job has not been asked about for an hour."""
    return onsite.is_on() and _due().exists()


def _due() -> QuerySet[JobOperation]:
    old = Q(looked_at=None) | Q(looked_at__lt=clock.now() - EVERY)
    return JobOperation.objects.filter(old, confirmed=Confirmed.PUBLIC, task="")


def look() -> int:
    """Ask about the jobs that are due; return about how many. LinkedIn's being away changes nothing."""
    connection, rows = Connection.current(), list(_due())
    if connection is None or not rows or why_shut(connection):
        return 0
    JobOperation.objects.filter(pk__in=[row.pk for row in rows]).update(looked_at=clock.now())
    try:
        with linkedin.environment(connection) as client:
            found = client.job_statuses.get([row.object_id for row in rows]).found
    except LinkedInError:
        return 0
    for row in rows:
        if status := found.get(row.object_id):
            note(row, status)
            told = {"apply_status": row.apply_status, "apply_words": row.apply_words}
            JobOperation.objects.filter(pk=row.pk).update(**told)
    return len(rows)


def note(state: JobOperation, status: JobPostingStatus) -> None:
    """Write down what LinkedIn says of applying; the caller saves."""
    detail = status.linked_in_apply_status_detail
    state.apply_status = status.linked_in_apply_status[:40]
    state.apply_words = detail.status_message if detail else ""
    state.looked_at = clock.now()
