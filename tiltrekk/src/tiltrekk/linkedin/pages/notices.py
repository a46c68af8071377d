"""Admin center › LinkedIn integration › News to applicants, and what one applicant was told (linkedin.md §19.3)."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.models import Application
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.linkedin.models import OPEN, AppliedOnLinkedIn, Notice, NoticeAction, NoticeState
from tiltrekk.linkedin.notices import choosing
from tiltrekk.ui.lists import EXPORT, BulkAction, Column, Empty, List
from tiltrekk.ui.toasts import tried
from tiltrekk.ui.views import ListPage

ADMIN = Flag.ACCESS_ADMIN_CENTER


class _Filters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("notice", "State"),
        choices=NoticeState.choices,
        empty_label=pgettext_lazy("notice", "State"),
    )
    action = django_filters.ChoiceFilter(
        label=pgettext_lazy("notice", "What"), choices=NoticeAction.choices, empty_label=pgettext_lazy("notice", "What")
    )

    class Meta:
        model = Notice
        fields = ("state", "action")


def _each(rows: Sequence[Notice], act: Callable[[Notice], object]) -> int:
    """Return for how many it could be done."""
    done = 0
    for row in rows:
        try:
            act(row)
        except Refused:
            continue
        done += 1
    return done


def _take_back(actor: Any, rows: Sequence[Notice]) -> str:
    n = _each(rows, lambda row: choosing.take_back(actor=actor, notice=row))
    return ngettext("%(n)s notice is not sent", "%(n)s notices are not sent", n) % {"n": n}


def _try_again(actor: Any, rows: Sequence[Notice]) -> str:
    n = choosing.try_again(actor=actor, notices=rows)
    return ngettext("%(n)s notice is sent again", "%(n)s notices are sent again", n) % {"n": n}


class Notices(List[Notice]):
    """Everything LinkedIn was or will be asked to tell applicants."""

    caption = gettext_lazy("News to applicants on LinkedIn")
    columns = (
        Column("name", pgettext_lazy("person", "Name"), csv=lambda row: row.applied.application.candidate),
        Column("job", gettext_lazy("Job"), csv=lambda row: row.applied.application.job, kind="wide"),
        Column("action", pgettext_lazy("notice", "What"), csv=lambda row: row.get_action_display()),
        Column(
            "at", pgettext_lazy("notice", "When"), sort="performed_at", csv=lambda row: row.performed_at, kind="wide"
        ),
        Column("state", pgettext_lazy("notice", "State"), csv=lambda row: row.get_state_display()),
    )
    row_template = "linkedin/notices.html#row"
    filterset = _Filters
    search_fields = (
        "applied__application__candidate__given_name",
        "applied__application__candidate__surname",
        "applied__application__job__title",
    )
    search_label = gettext_lazy("Name or job")
    default_sort = "-at"
    bulk = (
        BulkAction("again", gettext_lazy("Try again"), _try_again, flag=ADMIN, icon="refresh"),
        BulkAction("take-back", gettext_lazy("Do not tell"), _take_back, flag=ADMIN, icon="eye-off"),
        EXPORT,
    )
    empty = Empty(
        "message-off",
        gettext_lazy("Nobody was told anything yet"),
        gettext_lazy("Once switched on, people who applied on LinkedIn hear there what becomes of it."),
    )
    file_name = "linkedin-notices"

    def queryset(self) -> QuerySet[Notice]:
        return choosing.of_all(actor=self.actor)


class NoticesPage(ListPage):
    """What was told, what waits, and what LinkedIn did not take."""

    list_class = Notices
    template_name = "linkedin/notices.html"
    flag = ADMIN


def line(request: SignedIn, application: Application) -> str:
    """Draw what the applicant heard or will hear; nothing for those who did not apply on LinkedIn."""
    if not AppliedOnLinkedIn.objects.filter(application=application).exists():
        return ""
    notices = choosing.of_application(application=application)
    context = {
        "open": [one for one in notices if one.state in OPEN],
        "sent": [one for one in notices if one.state == NoticeState.SENT],
        "refused": [one for one in notices if one.state == NoticeState.REFUSED],
        "may_take_back": {Flag.REJECT_APPLICATION, ADMIN} & flags(request.user, application),
    }
    return render_to_string("linkedin/told.html", context, request)


@require_POST
def take_back(request: SignedIn, public_id: str) -> HttpResponse:
    """*Do not tell*, from the applicant's own page."""
    rows = Notice.objects.select_related("applied__application")
    notice = get_object_or_404(rows, public_id=public_id, applied__application__in=visible_to(request.user))
    tried(request, lambda: choosing.take_back(actor=request.user, notice=notice), _("LinkedIn does not hear of it."))
    return redirect("applications:application-read", notice.applied.application.public_id)
