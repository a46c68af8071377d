"""Admin center › LinkedIn integration › Closed accounts (LI-37)."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag
from tiltrekk.linkedin import closed
from tiltrekk.linkedin.models import ClosedAccount
from tiltrekk.linkedin.pull.closed import last_asked, overdue
from tiltrekk.ui.lists import EXPORT, MOST_AT_ONCE, BulkAction, Column, Empty, List
from tiltrekk.ui.toasts import toast_next
from tiltrekk.ui.views import ListPage

from .forms import KeepForm

ADMIN = Flag.ACCESS_ADMIN_CENTER
PAGE = "linkedin:closed"


def _ask(request: HttpRequest, accounts: Sequence[ClosedAccount]) -> HttpResponse:
    """Ask before people are deleted; a bulk action of the list, and the page of one."""
    return render(request, "linkedin/closed_delete.html", {"accounts": accounts})


def _ask_why(request: HttpRequest, accounts: Sequence[ClosedAccount], form: KeepForm | None = None) -> HttpResponse:
    """Ask on what ground people are kept."""
    context = {"accounts": accounts, "form": form or KeepForm()}
    return render(request, "linkedin/closed_keep.html", context, status=422 if form else 200)


class ClosedAccounts(List[ClosedAccount]):
    """People who left LinkedIn and wait for a decision."""

    caption = gettext_lazy("Closed LinkedIn accounts")
    columns = (
        Column("name", pgettext_lazy("person", "Name"), sort="candidate__sort_name", csv=lambda row: row.candidate),
        Column("profile", gettext_lazy("LinkedIn profile"), kind="wide"),  # LinkedIn's own words are in no file
        Column("closed", pgettext_lazy("account", "Closed"), csv=lambda row: row.closed_at, kind="wide"),
        Column("found", pgettext_lazy("account", "Known since"), sort="found_at", csv=lambda row: row.found_at),
        Column("acts", "", kind="act"),
    )
    row_template = "linkedin/closed.html#row"
    search_fields = ("candidate__given_name", "candidate__surname", "profile_url")
    search_label = gettext_lazy("Name or profile")
    default_sort = "found"
    bulk = (
        BulkAction(
            "keep", gettext_lazy("Keep without LinkedIn's data"), flag=ADMIN, icon="brand-linkedin", ask=_ask_why
        ),
        BulkAction("delete", gettext_lazy("Delete people"), flag=ADMIN, icon="trash", danger=True, ask=_ask),
        EXPORT,
    )
    empty = Empty(
        "user-off",
        gettext_lazy("Nobody has left LinkedIn"),
        gettext_lazy("LinkedIn is asked every week. Whoever closed their account stands here until you decide."),
    )
    file_name = "closed-linkedin-accounts"

    def queryset(self) -> Any:
        return closed.waiting_for(actor=self.actor)


class ClosedAccountsPage(ListPage):
    """Whom LinkedIn told us of; delete one, some or all."""

    list_class = ClosedAccounts
    template_name = "linkedin/closed.html"
    flag = ADMIN

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        del request, route
        return {"asked": last_asked(), "overdue": overdue(), "days": closed.ACTIVITIES_KEPT.days}


@require_http_methods(["GET", "POST"])
def delete(request: SignedIn) -> HttpResponse:
    """Ask, then delete: those named, or with ``everybody`` all who wait, a full list at a time."""
    given = request.POST if request.method == "POST" else request.GET
    accounts = closed.waiting_for(actor=request.user).order_by("found_at", "pk")
    if not given.get("everybody"):
        accounts = accounts.filter(public_id__in=given.getlist("account"))
    chosen = list(accounts[:MOST_AT_ONCE])
    if request.method == "GET":
        return _ask(request, chosen) if chosen else redirect(PAGE)
    n = closed.delete(actor=request.user, accounts=chosen)
    toast_next(request, ngettext("%(n)s person is deleted", "%(n)s people are deleted", n) % {"n": n})
    return redirect(PAGE)


@require_http_methods(["GET", "POST"])
def keep(request: SignedIn) -> HttpResponse:
    """Ask on what ground, then keep those named without what came from LinkedIn."""
    given = request.POST if request.method == "POST" else request.GET
    waiting = closed.waiting_for(actor=request.user).order_by("found_at", "pk")
    chosen = list(waiting.filter(public_id__in=given.getlist("account"))[:MOST_AT_ONCE])
    if request.method == "GET" or not chosen:
        return _ask_why(request, chosen) if chosen else redirect(PAGE)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _ask_why(request, chosen, form)
    n = closed.keep_without_linkedin(actor=request.user, accounts=chosen, **form.cleaned_data)
    text = ngettext("%(n)s person is kept without LinkedIn's data", "%(n)s people are kept without LinkedIn's data", n)
    toast_next(request, text % {"n": n})
    return redirect(PAGE)


def sentence() -> str:
    """Say on the page of the integration how many wait."""
    n = closed.waiting().count()
    if not n:
        return _("Nobody we know of has closed their LinkedIn account.")
    text = ngettext(
        "%(n)s person closed their LinkedIn account and waits for your decision.",
        "%(n)s people closed their LinkedIn accounts and wait for your decision.",
        n,
    )
    return text % {"n": n}
