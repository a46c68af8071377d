"""On which job somebody can be put (POOL-08)."""

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.core.text import sort_key
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.models import HIRING, Job, Status


def jobs_to_fill(*, actor: User, text: str = "") -> QuerySet[Job]:
    """Return the active jobs where the actor is recruiter or hiring manager, or stands in for one, by title.

    ``text``: every word of it stands in the title, the Job ID or the place.
    """
    rows = Job.objects.filter(status=Status.ACTIVE, pk__in=memberships(actor, *HIRING).values("job"))
    for word in text.split():
        rows = rows.filter(Q(sort_title__contains=sort_key(word)) | Q(job_id__icontains=word) | Q(city__icontains=word))
    return rows.order_by("sort_title", "pk")
