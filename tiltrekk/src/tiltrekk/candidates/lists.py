"""The lists of people and of a pool's people."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import allowed
from tiltrekk.ui.lists import BulkAction, Column, Empty, List

from . import selectors
from .models import Candidate, Source

_offered: list[BulkAction] = []


def offer(action: BulkAction) -> None:
    """Add something to do with chosen people, here or from a higher floor; called while the program starts."""
    _offered.append(action)


class PeopleFilters(django_filters.FilterSet):
    """Source; linked to LinkedIn or not."""

    source = django_filters.ChoiceFilter(choices=Source.choices, empty_label=_("Source"), label=_("Source"))
    linkedin = django_filters.ChoiceFilter(
        choices=[("yes", _("With LinkedIn profile")), ("no", _("Without LinkedIn profile"))],
        empty_label="LinkedIn",
        label="LinkedIn",
        method="by_linkedin",
    )

    def by_linkedin(self, rows: QuerySet[Candidate], _name: str, value: str) -> QuerySet[Candidate]:
        """Keep those who are linked, or who are not."""
        return rows.filter(Q(has_linkedin=value == "yes"))


def _position(row: Candidate) -> str:
    """What LinkedIn told of somebody stays with those who work here: its terms let nobody pass it on in a file."""
    return "" if row.source == Source.LINKEDIN else row.headline


class _PeopleList(List[Candidate]):
    """What both lists of people have in common."""

    @property
    def actions(self) -> list[BulkAction]:
        """What the actor may do with chosen people."""
        return [one for one in _offered if one.flag is None or allowed(self.actor, one.flag)]


class CandidateList(_PeopleList):
    """Everybody the organisation knows."""

    columns = (
        Column("name", _("Person"), sort="sort_name", csv=lambda row: row.name),
        Column("title", _("Present position"), kind="wide", csv=_position),
        Column("email", _("E-mail"), kind="wide", csv=lambda row: row.email),
        Column("place", pgettext_lazy("candidate", "Place"), kind="wide", csv=lambda row: row.city),
        Column("source", _("Source"), kind="wide", csv=lambda row: row.get_source_display()),
        Column(
            "added", pgettext_lazy("candidate", "Added"), sort="created_at", csv=lambda row: row.created_at.isoformat()
        ),
    )
    row_template = "candidates/list.html#row"
    caption = _("Candidates")
    filterset = PeopleFilters
    search_label = _("Name, e-mail or title")
    default_sort = "-added"
    file_name = "candidates"
    empty = Empty(
        "users",
        _("No candidates yet"),
        _("People come here when they apply, are exported from LinkedIn, or are added."),
    )

    def queryset(self) -> QuerySet[Candidate]:
        """The people the actor sees."""
        return selectors.people(actor=self.actor)

    def matching(self, rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
        """Search name, e-mail, title, employer."""
        return selectors.search(rows, text)

    def href(self, row: Candidate) -> str:
        """The person's page."""
        return reverse("candidates:candidate-read", args=[row.public_id])


class PoolList(_PeopleList):
    """The people in a pool."""

    columns = (
        Column("name", _("Person"), sort="sort_name", csv=lambda row: row.name),
        Column("title", _("Present position"), kind="wide", csv=_position),
        Column("email", _("E-mail"), kind="wide", csv=lambda row: row.email),
        Column("profile", _("LinkedIn profile"), kind="wide"),
        Column(
            "added",
            pgettext_lazy("pool", "Added"),
            sort="in_pool_since",
            kind="wide",
            csv=lambda row: row.in_pool_since.isoformat(),
        ),
        Column("act", "", kind="act"),
    )
    row_template = "candidates/pool.html#row"
    caption = _("People in this pool")
    filterset = PeopleFilters
    search_label = _("Name, e-mail or title")
    default_sort = "-added"
    file_name = "talent-pool"
    empty = Empty("stars", _("Nobody in this pool yet"), _("Add people here, or from their own page."))

    def queryset(self) -> QuerySet[Candidate]:
        """The people in the pool whom the actor sees, and since when they are in it."""
        rows = selectors.people(actor=self.actor).filter(pools__pool=self.given["pool"])
        return rows.annotate(in_pool_since=F("pools__added_at")).prefetch_related("identities")

    def matching(self, rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
        """Search name, e-mail, title, employer."""
        return selectors.search(rows, text)

    def row_context(self, rows: Any) -> Any:
        """Whether the actor may take people out."""
        del rows
        return {"pool": self.given["pool"], "may_remove": self.given["may_remove"]}

    def href(self, row: Candidate) -> str:
        """The person's page."""
        return reverse("candidates:candidate-read", args=[row.public_id])


class SharedProfileList(PoolList):
    """The pool the program keeps itself: nobody is added to it by hand."""

    empty = Empty(
        "brand-linkedin",
        _("No shared profiles yet"),
        _("People who agree to share their LinkedIn profile come here by themselves."),
    )
