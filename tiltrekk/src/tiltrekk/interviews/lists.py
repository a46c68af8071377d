"""Interviews as a list: of one job, or of everything the actor sees."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.applications.lists import each
from tiltrekk.ui.lists import EXPORT, BulkAction, Column, Empty, List

from . import selectors, services
from .models import Interview, Kind, Panelist, State

STATES = [("live", pgettext_lazy("interviews", "Coming")), *State.choices, ("all", pgettext_lazy("interviews", "All"))]


class InterviewFilters(django_filters.FilterSet):
    """State, kind, one's own. What is coming unless somebody asks for others."""

    state = django_filters.ChoiceFilter(
        choices=STATES, empty_label=pgettext_lazy("interview", "State"), label=_("State"), method="by_state"
    )
    kind = django_filters.ChoiceFilter(
        choices=Kind.choices, empty_label=pgettext_lazy("interview", "How"), label=pgettext_lazy("interview", "How")
    )
    panel = django_filters.ChoiceFilter(
        choices=[("mine", _("I interview"))], empty_label=_("Who interviews"), label=_("Who interviews"),
        method="by_panel",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor

    def by_state(self, rows: QuerySet[Interview], _name: str, state: str) -> QuerySet[Interview]:
        """Keep one state, what is coming, or all."""
        if state == "all":
            return rows
        return rows.filter(state__in=selectors.LIVE if state == "live" else [state])

    def by_panel(self, rows: QuerySet[Interview], _name: str, _value: str) -> QuerySet[Interview]:
        """Keep those the actor holds."""
        mine = Panelist.objects.filter(user=self.actor, left_at=None)
        return rows.filter(pk__in=mine.values("interview"))

    def filter_queryset(self, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        """What is coming, while nobody asks for another state."""
        rows: QuerySet[Interview] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else self.by_state(rows, "state", "live")


def _remind(actor: Any, rows: Sequence[Interview]) -> str:
    return each(rows, lambda row: services.remind(actor=actor, interview=row))


def _hold(actor: Any, rows: Sequence[Interview]) -> str:
    return each(rows, lambda row: services.hold(actor=actor, interview=row))


PLANNING = (
    BulkAction("remind", pgettext_lazy("button", "Remind"), _remind, icon="bell"),
    BulkAction("hold", pgettext_lazy("interview", "It was held"), _hold, icon="calendar-check"),
)


class InterviewList(List[Interview]):
    """Interviews, the next one first."""

    base_columns = (
        Column("when", pgettext_lazy("interview", "When"), sort="sort_at", csv=lambda row: row.sort_at.isoformat()),
        Column(
            "person", _("Person"), sort="application__candidate__sort_name",
            csv=lambda row: row.application.candidate.name,
        ),
        Column("job", _("Job"), kind="wide", sort="job__sort_title", csv=lambda row: row.job.title),
        Column("panel", _("Who interviews"), kind="wide", csv=lambda row: ", ".join(p.user.name for p in row.present)),
        Column("state", pgettext_lazy("interview", "State"), kind="wide", csv=lambda row: row.get_state_display()),
    )  # fmt: skip
    row_template = "interviews/list.html#row"
    caption = _("Interviews")
    filterset: ClassVar[Any] = InterviewFilters
    search_label = _("Person, title or job")
    default_sort = "when"
    file_name = "interviews"
    empty = Empty(
        "calendar",
        _("No interviews are coming"),
        _("Open an applicant and choose Plan interview, or tick several in the list of applicants."),
    )

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """The job stands above its own list."""
        return [one for one in self.base_columns if one.key != "job" or "job" not in self.given]

    @property
    def actions(self) -> list[BulkAction]:
        """What planners do with several at once; everybody exports what they see."""
        may_plan = selectors.may_plan(actor=self.actor, job=self.given.get("job"))
        return [*(PLANNING if may_plan else ()), EXPORT]

    @cached_property
    def filters(self) -> Any:
        """The filters, which ask who looks."""
        return self.filterset(data=self.query, queryset=self.queryset(), actor=self.actor)

    def queryset(self) -> QuerySet[Interview]:
        """What the actor sees, of one job where one is given."""
        return selectors.rows(actor=self.actor, job=self.given.get("job"))

    def matching(self, rows: QuerySet[Interview], text: str) -> QuerySet[Interview]:
        """Search people, titles, jobs."""
        return selectors.search(rows, text)

    def row_context(self, rows: Sequence[Interview]) -> Mapping[str, Any]:
        """Whether the job is a column."""
        del rows
        return {"shows_job": "job" not in self.given}

    def href(self, row: Interview) -> str:
        """The interview's page."""
        return reverse("interviews:interview-read", args=[row.public_id])
