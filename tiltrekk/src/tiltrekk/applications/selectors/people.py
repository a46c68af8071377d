"""Who is on a job: the prospects, the applicants as list and as board, one application and its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, Exists, F, FloatField, OuterRef, Prefetch, Q, QuerySet, Subquery, Window
from django.db.models.functions import Extract, RowNumber
from django.shortcuts import get_object_or_404

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.models import Application, Feedback, FeedbackState, Status
from tiltrekk.candidates.models import EmailAddress, PossibleDuplicate
from tiltrekk.core import clock
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.models import Job, Stage, StageKind
from tiltrekk.jobs.selectors import process

from . import feedback as feedback_selectors

PER_COLUMN = 50
NEW_FOR = timedelta(days=1)
LATE = 1.5  # of the column's median
DAY = 86400.0


class _Median(Aggregate):
    """The median in PostgreSQL."""

    template = "percentile_cont(0.5) within group (order by %(expressions)s)"
    output_field = FloatField()


def on_job(*, actor: User, job: Job) -> QuerySet[Application]:
    """Return everybody on the job whom the actor sees, open or closed, prospects too."""
    return visible_to(actor).filter(job=job).select_related("candidate", "stage", "added_by", "job")


def prospects(*, actor: User, job: Job) -> QuerySet[Application]:
    """Return the job's prospects, with what says who they are."""
    rows = on_job(actor=actor, job=job).filter(stage__kind=StageKind.PROSPECT)
    return rows.prefetch_related("candidate__emails", "candidate__identities")


def applicants(*, actor: User, job: Job) -> QuerySet[Application]:
    """Return everybody past Prospect, with the feedback the cards show."""
    rows = on_job(actor=actor, job=job).exclude(stage__kind=StageKind.PROSPECT)
    feedback = Feedback.objects.select_related("author")
    return rows.prefetch_related(Prefetch("feedback", feedback))


def one(*, actor: User, application_id: str) -> Application:
    """Return one application by public id. Raises ``Http404`` when the actor may not see it."""
    rows = visible_to(actor).select_related("candidate", "stage", "added_by", "job")
    return get_object_or_404(rows, public_id=application_id)


def several(*, actor: User, job: Job, ids: Sequence[str]) -> list[Application]:
    """Return those of the named applications that are on the job and seen by the actor."""
    return list(on_job(actor=actor, job=job).filter(public_id__in=ids).order_by("-created_at", "-id"))


def search(rows: QuerySet[Application], text: str) -> QuerySet[Application]:
    """Keep people whose name, e-mail, title or employer holds every word."""
    for word in text.split():
        rows = rows.filter(
            Q(candidate__given_name__icontains=word)
            | Q(candidate__surname__icontains=word)
            | Q(candidate__current_title__icontains=word)
            | Q(candidate__current_employer__icontains=word)
            | Exists(EmailAddress.objects.filter(candidate=OuterRef("candidate"), address__icontains=word))
        )
    return rows


def with_feedback(rows: QuerySet[Application], which: str, *, actor: User, job: Job) -> QuerySet[Application]:
    """Keep those with feedback of a kind: ``yes``, ``no`` or ``none``; only of feedback the actor may read."""
    given = Feedback.objects.filter(application=OuterRef("pk"), state=FeedbackState.SUBMITTED)
    if not feedback_selectors.reads_all(actor=actor, job=job):
        given = given.filter(author=actor)
    wanted = {"yes": Exists(given.filter(recommended=True)), "no": Exists(given.filter(recommended=False))}
    return rows.filter(wanted.get(which, ~Exists(given)))


@dataclass(frozen=True)
class Card:
    """One person on the board, with the marks that the viewer may see."""

    application: Application
    marks: Sequence[Feedback]
    is_new: bool
    is_late: bool
    possible_duplicate: bool
    hours: float

    @property
    def days(self) -> int:
        return int(self.hours // 24)


@dataclass(frozen=True)
class Column:
    """One stage of the board: how many stand there, for how long at the median (days), the first cards."""

    stage: Stage
    count: int = 0
    median: float | None = None
    cards: Sequence[Card] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board(
    *, actor: User, job: Job, rows: QuerySet[Application], order: Sequence[str], limit: int = PER_COLUMN
) -> list[Column]:
    """Return the columns for the open applicants among ``rows``, the first ``limit`` of each; five queries."""
    rows = rows.exclude(status=Status.CLOSED)
    now = clock.now()
    heads = {stage: (count, now - since if since else None) for stage, count, since in _heads(rows)}
    place = Window(RowNumber(), partition_by=F("stage"), order_by=list(order))
    first = rows.annotate(place=place, possible_duplicate=_duplicate()).filter(place__lte=limit).order_by(*order)
    everything = feedback_selectors.reads_all(actor=actor, job=job)
    columns = []
    applications = list(first)
    for stage in process.stages(job):
        if stage.kind == StageKind.PROSPECT:
            continue
        count, median = heads.get(stage.pk, (0, None))
        here = [one for one in applications if one.stage_id == stage.pk]
        cards = [_card(one, actor=actor, everything=everything, now=now, median=median) for one in here]
        columns.append(Column(stage, count, median.total_seconds() / DAY if median else None, cards))
    return columns


def _heads(rows: QuerySet[Application]) -> list[tuple[int, int, datetime | None]]:
    """Return (stage id, people, the moment since when the median person stands there)."""
    medians = (
        rows.order_by()
        .values_list("stage")
        .annotate(number=Count("pk"), since=_Median(Extract("stage_since", "epoch")))
    )
    return [(stage, number, _moment(since)) for stage, number, since in medians]


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, tz=clock.now().tzinfo) if seconds is not None else None


def _duplicate() -> Any:
    pair = PossibleDuplicate.objects.filter(
        Q(candidate=OuterRef("candidate")) | Q(other=OuterRef("candidate")), dismissed_at=None
    )
    return Exists(pair)


def _card(application: Application, *, actor: User, everything: bool, now: datetime, median: timedelta | None) -> Card:
    here = now - application.stage_since
    return Card(
        application=application,
        marks=feedback_selectors.shown(application.feedback.all(), actor=actor, everything=everything),
        is_new=application.stage.kind == StageKind.APPLICATION and now - application.created_at < NEW_FOR,
        is_late=median is not None and here > median * LATE and here.days > 0,
        possible_duplicate=bool(getattr(application, "possible_duplicate", False)),
        hours=here.total_seconds() / 3600,
    )


@dataclass(frozen=True)
class Place:
    """Where an application stands among its neighbours in the same stage, and who they are."""

    number: int
    count: int
    previous: str = ""
    next: str = ""


def place(*, actor: User, application: Application) -> Place:
    """Return the neighbours of an open application in its stage, newest first; alone when it is closed."""
    rows = on_job(actor=actor, job=application.job).filter(stage=application.stage).exclude(status=Status.CLOSED)
    ids = list(rows.order_by("-created_at", "-id").values_list("public_id", flat=True))
    if application.public_id not in ids:
        return Place(1, 1)
    here = ids.index(application.public_id)
    return Place(
        number=here + 1,
        count=len(ids),
        previous=ids[here - 1] if here else "",
        next=ids[here + 1] if here + 1 < len(ids) else "",
    )


def history(*, actor: User, candidate: Any) -> list[tuple[Application, bool]]:
    """Return all applications of a person, newest first, each with whether the actor may open it (CAND-02)."""
    rows = list(
        Application.objects.filter(candidate=candidate)
        .select_related("job", "stage", "candidate")
        .order_by("-created_at", "-id")
    )
    seen = set(visible_to(actor).filter(candidate=candidate).values_list("pk", flat=True))
    return [(row, row.pk in seen) for row in rows]


def new_prospects(*, actor: User, since: datetime) -> QuerySet[Application]:
    """Return open prospects that came since a moment to jobs on whose team the actor is, and by somebody else."""
    return (
        visible_to(actor)
        .filter(job__in=memberships(actor).values("job"), stage__kind=StageKind.PROSPECT, created_at__gte=since)
        .exclude(status=Status.CLOSED)
        .exclude(added_by=actor)
        .select_related("job", "candidate", "added_by")
        .order_by("-created_at", "-id")
    )


def primary_email() -> Subquery:
    """Return the subquery for the person's primary address, to annotate lists with."""
    return Subquery(EmailAddress.objects.filter(candidate=OuterRef("candidate"), is_primary=True).values("address"))
