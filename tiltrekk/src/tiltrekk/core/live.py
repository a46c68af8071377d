"""Has anything happened on this job? The question an open list asks every second (decision 30)."""

from django.db.models import Count, Max

from .models import Event

WINDOW = 500


def version(*, job_id: int) -> str:
    """Return a mark that changes with every event of the job, in one indexed query.

    Ids are given before commit, so the highest id alone would miss an event that commits late with a lower one;
    the count over the newest ids tells that too.
    """
    newest = Event.objects.filter(job_id=job_id).order_by("-id").values("id")[:WINDOW]
    seen = Event.objects.filter(id__in=newest).aggregate(last=Max("id"), count=Count("id"))
    return f"{seen['last'] or 0}-{seen['count']}"
