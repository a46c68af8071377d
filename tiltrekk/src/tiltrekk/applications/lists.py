"""The lists of a job: prospects and applicants."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Source
from tiltrekk.core import clock, slots
from tiltrekk.core.errors import AppError, Refused
from tiltrekk.jobs.models import StageKind
from tiltrekk.jobs.selectors import process
from tiltrekk.ui.lists import BulkAction, Column, Empty, List

from . import remarks, services
from .models import Application, RejectionReason, Status
from .selectors import feedback as feedback_selectors
from .selectors import people as selectors

_offered: list[BulkAction] = []


def offer(action: BulkAction) -> None:
    """Add something to do with chosen applicants, from a higher floor; called while the program starts."""
    _offered.append(action)


STATES = [
    ("open", pgettext_lazy("application state", "Open")),
    ("closed", pgettext_lazy("application state", "Closed")),
]


class _Filters(django_filters.FilterSet):
    """What prospects and applicants are both filtered by. Open ones unless somebody asks for the closed."""

    source = django_filters.ChoiceFilter(choices=Source.choices, empty_label=_("Source"), label=_("Source"))
    state = django_filters.ChoiceFilter(
        choices=STATES, empty_label=pgettext_lazy("application", "State"), label=_("State"), method="by_state"
    )

    def __init__(self, *args: Any, actor: User, job: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.job = actor, job

    def by_state(self, rows: QuerySet[Application], _name: str, state: str) -> QuerySet[Application]:
        """Keep the open or the closed ones."""
        return rows.filter(status=Status.CLOSED) if state == "closed" else rows.exclude(status=Status.CLOSED)

    def filter_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Leave the closed ones out while nobody asks for them."""
        rows: QuerySet[Application] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(status=Status.CLOSED)


class ProspectFilters(_Filters):
    """Source, who added them, state."""

    added_by = django_filters.ModelChoiceFilter(
        queryset=User.objects.none(), to_field_name="public_id", empty_label=_("Added by"), label=_("Added by")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        adders = User.objects.filter(pk__in=self.queryset.values("added_by"))  # type: ignore[union-attr, misc]  # given
        self.filters["added_by"].extra["queryset"] = adders.order_by("sort_name")


class ApplicantFilters(_Filters):
    """Source, feedback, stage, state: the board's and the list's."""

    feedback = django_filters.ChoiceFilter(
        choices=[("yes", _("Recommended")), ("no", _("Not recommended")), ("none", _("No feedback yet"))],
        empty_label=_("Feedback"),
        label=_("Feedback"),
        method="by_feedback",
    )
    stage = django_filters.ChoiceFilter(empty_label=pgettext_lazy("stage", "Stage"), label=_("Stage"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stages = [one for one in process.stages(self.job) if one.kind != StageKind.PROSPECT]
        self.filters["stage"].extra["choices"] = [(one.pk, one.label) for one in stages]

    def by_feedback(self, rows: QuerySet[Application], _name: str, which: str) -> QuerySet[Application]:
        """Keep by what the actor may read of the feedback."""
        return selectors.with_feedback(rows, which, actor=self.actor, job=self.job)


class BoardFilters(ApplicantFilters):
    """The board shows stages as columns and the open applications only."""

    stage = None  # type: ignore[assignment]  # django-filter's way to leave a filter out
    state = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        _Filters.__init__(self, *args, **options)


class _OnJob(List[Application]):
    """A list of one job's people."""

    filterset: ClassVar[Any] = None
    search_label = _("Filter people")
    page_size = 50

    @cached_property
    def filters(self) -> Any:
        """The filters, which ask what the actor may read on the job."""
        return self.filterset(data=self.query, queryset=self.queryset(), actor=self.actor, job=self.given["job"])

    def matching(self, rows: QuerySet[Application], text: str) -> QuerySet[Application]:
        """Search people by name, e-mail, title, employer."""
        return selectors.search(rows, text)

    def href(self, row: Application) -> str:
        """Open the drawer by the row's own link."""
        return reverse("applications:application-read", args=[row.public_id])


def advance_to_application(actor: Any, rows: Sequence[Application]) -> str:
    """Advance prospects to Application; say how many were not."""
    return each(rows, lambda row: _advance(actor, row, row.job.process.stages.get(kind=StageKind.APPLICATION)))


def advance_to_next(actor: Any, rows: Sequence[Application]) -> str:
    """Advance each to the stage after its own."""
    return each(rows, lambda row: _advance(actor, row, next_stage(row)))


def _advance(actor: Any, row: Application, to_stage: Any) -> None:
    if to_stage:
        services.move(actor=actor, application=row, from_stage=row.stage, to_stage=to_stage)


def next_stage(application: Application) -> Any:
    """Return the next enabled stage, None in the last."""
    later = (one for one in process.stages(application.job) if one.ordinal > application.stage.ordinal)
    return next(later, None)


def reject_all(actor: Any, rows: Sequence[Application], reason: str, comment: str) -> str:
    """Reject all with one reason."""
    return each(rows, lambda row: services.reject(actor=actor, application=row, reason=reason, comment=comment))


def each(rows: Sequence[Any], act: Callable[[Any], object]) -> str:
    """Do it to each on its own; return the sentence that says how many were done, and why the others were not."""
    done, refusals = 0, set()
    for row in rows:
        try:
            act(row)
            done += 1
        except AppError as error:
            refusals |= {reason.text for reason in error.reasons}
    said = ngettext("%(count)s person done.", "%(count)s people done.", done) % {"count": done}
    return " ".join([said, *sorted(refusals)])


def _needs_dialog(_actor: Any, _rows: Sequence[Application]) -> str:
    raise Refused  # the page asks for the reason first


REJECT = BulkAction("reject", pgettext_lazy("button", "Reject"), run=_needs_dialog, danger=True)


class ProspectList(_OnJob):
    """A job's prospects."""

    row_template = "applications/prospects.html#row"
    caption = _("Prospects")
    search_label = _("Filter prospects")
    filterset = ProspectFilters
    default_sort = "-added"
    file_name = "prospects"
    empty = Empty(
        "user-search",
        _("No prospects yet"),
        _("People found before they apply: exported from LinkedIn or added by hand. LinkedIn is told nothing of them."),
    )
    base_columns = (
        Column("person", _("Person"), sort="candidate__sort_name", csv=lambda row: row.candidate.name),
        Column("source", _("Source"), kind="wide", csv=lambda row: row.get_source_display()),
        Column(
            "added", pgettext_lazy("prospect", "Added"), sort="created_at", csv=lambda row: row.created_at.isoformat()
        ),
        Column("state", pgettext_lazy("application", "State"), kind="wide", csv=lambda row: row.get_status_display()),
    )

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """The own columns and those of higher floors."""
        more = [Column(entry.key, entry.label, kind="wide") for entry in self.slot_entries]
        return [*self.base_columns, *more, Column("act", "", kind="act wide")]

    @cached_property
    def slot_entries(self) -> list[slots.Entry]:
        return [
            one for one in slots.entries("prospects.columns", actor=self.actor, obj=self.given["job"]) if one.render
        ]

    @property
    def actions(self) -> list[BulkAction]:
        """What the actor may do with prospects of this job."""
        rights = self.given["rights"]
        advance = BulkAction("advance", _("Advance to Application"), run=advance_to_application)
        return [
            *([advance] if "advance_application" in rights else []),
            *([REJECT] if "reject_application" in rights else []),
        ]

    def queryset(self) -> QuerySet[Application]:
        """The job's prospects."""
        return selectors.prospects(actor=self.actor, job=self.given["job"])

    def row_context(self, rows: Sequence[Application]) -> Mapping[str, Any]:
        """What the row draws beside its application."""
        del rows
        return {
            "rights": self.given["rights"],
            "new_since": self.given["new_since"],
            "slot_entries": self.slot_entries,
            "application_stage": self.given["job"].process.stages.get(kind=StageKind.APPLICATION),
        }


class ApplicantList(_OnJob):
    """A job's applicants."""

    columns = (
        Column("person", _("Person"), sort="candidate__sort_name", csv=lambda row: row.candidate.name),
        Column("stage", pgettext_lazy("stage", "Stage"), sort="stage__ordinal", csv=lambda row: row.stage.label),
        Column("source", _("Source"), kind="wide", csv=lambda row: row.get_source_display()),
        Column("feedback", _("Feedback"), kind="wide"),
        Column("since", _("In stage"), sort="stage_since", kind="wide", csv=lambda row: row.stage_since.isoformat()),
        Column(
            "applied",
            pgettext_lazy("applicant", "Came"),
            sort="created_at",
            kind="wide",
            csv=lambda row: row.created_at.isoformat(),
        ),
        Column("state", pgettext_lazy("application", "State"), kind="wide", csv=lambda row: row.get_status_display()),
    )
    row_template = "applications/applicants.html#row"
    caption = _("Applicants")
    filterset = ApplicantFilters
    default_sort = "-applied"
    file_name = "applicants"
    empty = Empty("users", _("No applicants yet"), _("People who apply, and prospects who are advanced, come here."))

    @property
    def actions(self) -> list[BulkAction]:
        """What the actor may do with applicants of this job."""
        rights = self.given["rights"]
        advance = BulkAction("advance", _("Advance one stage"), run=advance_to_next)
        return [
            *([advance] if "advance_application" in rights else []),
            *(one for one in _offered if one.flag is None or one.flag in rights),
            *([REJECT] if "reject_application" in rights else []),
        ]

    def queryset(self) -> QuerySet[Application]:
        """The job's applicants, open and closed; the filters leave out the closed."""
        return selectors.applicants(actor=self.actor, job=self.given["job"])

    def row_context(self, rows: Sequence[Application]) -> Mapping[str, Any]:
        """The feedback marks the actor may see, and what higher floors say of the people."""
        everything = feedback_selectors.reads_all(actor=self.actor, job=self.given["job"])
        marks = {
            row.pk: feedback_selectors.shown(row.feedback.all(), actor=self.actor, everything=everything)
            for row in rows
        }
        return {"marks": marks, "remarks": remarks.of(rows), "now": clock.now()}


def reason_label(application: Application) -> str:
    """Return why a closed application is closed, in words."""
    if application.rejection_reason:
        return gettext("Rejected: %s") % RejectionReason(application.rejection_reason).label
    return str(application.get_status_reason_display())
