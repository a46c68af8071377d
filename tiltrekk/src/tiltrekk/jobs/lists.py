"""The job list."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import AppError
from tiltrekk.core.text import sort_key
from tiltrekk.ui.lists import EXPORT, BulkAction, Column, Empty, List
from tiltrekk.ui.stages import Count

from . import counts, marks
from .models import Job, JobRole, StatusReason, TeamMember
from .selectors import jobs as selectors
from .selectors import team
from .services import jobs as services
from .templatetags.jobs import days_open

NOWHERE = "nowhere"
SHOWN = (JobRole.HIRING_MANAGER, JobRole.RECRUITER)  # in one column, in this order


class JobFilters(django_filters.FilterSet):
    """Recruiter, hiring manager, place: only those that occur among the jobs the person sees."""

    recruiter = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=pgettext_lazy("job role", "Recruiter"),
        label=pgettext_lazy("job role", "Recruiter"),
        method="by_recruiter",
    )
    manager = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=pgettext_lazy("job role", "Hiring manager"),
        label=pgettext_lazy("job role", "Hiring manager"),
        method="by_manager",
    )
    place = django_filters.ChoiceFilter(field_name="city", empty_label=_("Place"), label=_("Place"))

    posted = django_filters.ChoiceFilter(empty_label=_("Posted where"), label=_("Posted where"), method="by_posting")

    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = marks.places(actor)
        places = [(one.key, one.label) for one in self.places]
        self.filters["posted"].extra["choices"] = [*places, (NOWHERE, pgettext_lazy("posting", "Nowhere"))]
        rows: QuerySet[Job] = self.queryset.order_by()  # type: ignore[union-attr]  # a list always gives one
        self.filters["recruiter"].queryset = team.in_role(rows, JobRole.RECRUITER)  # type: ignore[attr-defined]
        self.filters["manager"].queryset = team.in_role(rows, JobRole.HIRING_MANAGER)  # type: ignore[attr-defined]
        cities = sorted(set(rows.exclude(city="").values_list("city", flat=True)), key=sort_key)
        self.filters["place"].extra["choices"] = [(city, city) for city in cities]

    def by_posting(self, rows: QuerySet[Job], _name: str, key: str) -> QuerySet[Job]:
        """Keep the jobs posted at one place, or at none, as far as the person may know."""
        if key == NOWHERE:
            for place in self.places:
                rows = rows.exclude(pk__in=place.posted.values("pk"))
            return rows
        place = next(one for one in self.places if one.key == key)
        return rows.filter(pk__in=place.posted.values("pk"))

    def by_recruiter(self, rows: QuerySet[Job], _name: str, user: User) -> QuerySet[Job]:
        """Keep the jobs this person recruits for."""
        return rows.filter(pk__in=TeamMember.objects.filter(user=user, role=JobRole.RECRUITER).values("job"))

    def by_manager(self, rows: QuerySet[Job], _name: str, user: User) -> QuerySet[Job]:
        """Keep the jobs this person hires for."""
        return rows.filter(pk__in=TeamMember.objects.filter(user=user, role=JobRole.HIRING_MANAGER).values("job"))


def names(job: Job, role: JobRole) -> str:
    """Return who has the role on a job of ``selectors.rows``."""
    return ", ".join(member.user.name for member in job.hiring if member.role == role)  # type: ignore[attr-defined]


def close_all(actor: Any, chosen: Sequence[Job]) -> str:
    """Close the chosen jobs as cancelled; say how many, and why the others were not."""
    done, refusals = 0, set()
    for job in chosen:
        try:
            services.close(actor=actor, job=job, reason=StatusReason.CANCELLED)
            done += 1
        except AppError as error:
            refusals |= {f"{job.title}: {reason.text}" for reason in error.reasons}
    said = ngettext("%(count)s job was closed as cancelled.", "%(count)s jobs were closed as cancelled.", done)
    return " ".join([said % {"count": done}, *sorted(refusals)])


CLOSE = BulkAction("close", _("Close as cancelled"), run=close_all, icon="circle-x", danger=True)


class JobList(List[Job]):
    """Jobs the person sees, by state."""

    columns = (
        Column("title", _("Job"), sort="sort_title", csv=lambda job: job.title),
        Column("number", _("Job ID"), sort="number", kind="wide", csv=lambda job: job.job_id),
        Column("state", pgettext_lazy("job", "State"), kind="wide", csv=lambda job: job.get_status_display()),
        Column(
            "team",
            _("Manager, recruiter"),
            kind="wide",
            csv=lambda job: "; ".join(filter(None, (names(job, role) for role in SHOWN))),
        ),
        Column("people", _("People per stage")),
        Column("new", pgettext_lazy("people", "New"), kind="number wide"),
        Column("days", _("Days open"), kind="number wide", csv=days_open),
        Column("posted", pgettext_lazy("posting", "Posted"), kind="wide"),
    )
    row_template = "jobs/list.html#row"
    empty = Empty(
        "briefcase", _("No jobs here"), _("A job begins as a draft and becomes active when its team says so.")
    )
    caption = _("Jobs")
    filterset = JobFilters
    search_fields = ("title", "job_id", "city")
    search_label = _("Title, ID or place")
    default_sort = "-number"
    page_size = 25
    file_name = "jobs"

    @cached_property
    def actions(self) -> list[BulkAction]:  # asked for by each row
        """Export what is chosen; close, for those who recruit for an active job of the tab."""
        return [EXPORT, *([CLOSE] if selectors.may_close_some(actor=self.actor, rows=self.queryset()) else [])]

    @cached_property
    def filters(self) -> JobFilters:
        """The filters, with the places the person may know of."""
        return JobFilters(data=self.query, queryset=self.queryset(), actor=self.actor)

    def queryset(self) -> QuerySet[Job]:
        """The jobs of the tab."""
        return selectors.tab(actor=self.actor, key=self.given["tab"])

    def row_context(self, rows: Sequence[Job]) -> Mapping[str, Any]:
        """People per stage and marks, one question each for the whole page."""
        people = counts.people(self.actor, [job.pk for job in rows])
        return {
            "people": people,
            "bars": {job.pk: bar(job, people[job.pk]) for job in rows},
            "largest": max((one.total for one in people.values()), default=0),
            "marks": marks.of(self.actor, rows),
        }

    def href(self, row: Job) -> str:
        """The job's own page."""
        return reverse("jobs:job-read", args=[row.public_id])


def bar(job: Job, people: counts.People) -> list[Count]:
    """Return people per stage in the order of the job's process; ``process__stages`` should be at hand."""
    return [Count(stage.kind, stage.label, people.by_stage.get(stage.pk, 0)) for stage in job.process.stages.all()]
