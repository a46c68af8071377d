"""What the floors below ask this one: people per stage, accepted offers, whether anybody was ever added, merging."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason
from tiltrekk.jobs.closing import AcceptedOffer
from tiltrekk.jobs.counts import People
from tiltrekk.jobs.models import Job

from .access import visible_to
from .models import Application, Status, StatusReason

NEW_DAYS = 7


def people(actor: User, job_ids: Iterable[int]) -> Mapping[int, People]:
    """Return open applications by stage, and the newly created, for each job; one query for all of them."""
    since = clock.now() - timedelta(days=NEW_DAYS)
    rows = (
        visible_to(actor)
        .filter(job__in=list(job_ids))
        .exclude(status=Status.CLOSED)
        .values_list("job", "stage")
        .order_by("stage__ordinal")
        .annotate(number=Count("pk", distinct=True), new=Count("pk", Q(created_at__gte=since), distinct=True))
    )
    by_stage: dict[int, dict[int, int]] = defaultdict(dict)
    new: dict[int, int] = defaultdict(int)
    for job, stage, number, fresh in rows:
        by_stage[job][stage] = number
        new[job] += fresh
    return {job: People(by_stage=stages, new=new[job]) for job, stages in by_stage.items()}


def offers_accepted(job: Job) -> Sequence[AcceptedOffer]:
    """Return the open applications whose offer was accepted."""
    rows = Application.objects.filter(job=job, status=Status.OFFERED, status_reason=StatusReason.OFFER_ACCEPTED)
    return [
        AcceptedOffer(id=row.public_id, pk=row.pk, name=row.candidate.name)
        for row in rows.select_related("candidate").order_by("candidate__sort_name")
    ]


def has_people(job: Job) -> bool:
    """Tell whether anybody was ever added to the job and not deleted again."""
    return Application.objects.filter(job=job).exists()


def against_merging(survivor: Candidate, other: Candidate) -> list[Reason]:
    """Two open applications on one job cannot both be one person's."""
    open_ones = Application.objects.exclude(status=Status.CLOSED)
    jobs = open_ones.filter(candidate=survivor).values("job")
    both = open_ones.filter(candidate=other, job__in=jobs).select_related("job")
    text = _("Both are on “%s”. Close one of the two applications first.")
    return [Reason("same_job", text % one.job.title) for one in both]
