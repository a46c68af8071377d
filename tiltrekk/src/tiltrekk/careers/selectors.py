"""What anybody may read: jobs that are posted, nothing else."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.jobs.models import Job, Status
from tiltrekk.postings.models import ApplyWay, Posting, State

from .channel import KEY


def listed(*, text: str = "", place: str = "") -> QuerySet[Job]:
    """Return the jobs on the career site, newest first; ``text`` is looked for in title and description (SITE-09)."""
    on_site = Posting.objects.filter(channel=KEY, state=State.POSTED)
    jobs = Job.objects.filter(status=Status.ACTIVE, pk__in=on_site.values("job")).order_by("-activated_at", "-id")
    if text.strip():
        jobs = jobs.filter(Q(title__icontains=text.strip()) | Q(description__icontains=text.strip()))
    return jobs.filter(city=place) if place else jobs


def places() -> list[str]:
    """Return the cities with jobs on the career site."""
    return sorted(set(listed().exclude(city="").values_list("city", flat=True)))


def job(*, job_id: str) -> Job:
    """Return a job people may read and apply to here. Raises ``Http404``.

    A job that is only posted elsewhere has a page too when its candidates apply here; it is just not listed.
    """
    here = Posting.objects.filter(state=State.POSTED, apply_way=ApplyWay.HERE)
    return get_object_or_404(Job, status=Status.ACTIVE, pk__in=here.values("job"), public_id=job_id)
