"""Pages that every app builds on."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from tiltrekk.core.errors import NotAllowed, Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.core.recent import require_recent_sign_in

from .export import csv_response
from .lists import EXPORT, MOST_AT_ONCE, BulkAction, List
from .toasts import toast_next


class ListPage(View):
    """A page with one generic list: GET shows it (htmx: only the list; ``?format=csv``: a file), POST acts on rows."""

    list_class: ClassVar[type[List[Any]]]
    template_name: ClassVar[str]
    flag: ClassVar[Flag | None] = None

    def get(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        shown = self.build(request, **route)
        if request.GET.get("format") == "csv" and shown.exports:
            return self._export(request, shown, shown.rows.order_by(*shown.order.names()).iterator(chunk_size=500))
        context = {"list": shown, "actor": request.user, **self.context(request, **route)}
        only_list = request.headers.get("HX-Target") == "list"
        return render(request, "ui/list.html#fragment" if only_list else self.template_name, context)

    def post(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        shown = self.build(request, **route)
        action = self._action(shown, request.POST.get("action", ""))
        rows = shown.chosen(request.POST.getlist("ids"), everything=bool(request.POST.get("everything")))
        if len(rows) > MOST_AT_ONCE:
            raise Refused(Reason("too_many", _("That is more than %s at once. Narrow the list first.") % MOST_AT_ONCE))
        if action is EXPORT:
            return self._export(request, shown, rows)
        if rows and action.ask:
            return action.ask(request, rows)
        if rows:
            toast_next(request, action.run(request.user, rows))
        return redirect(shown.address())

    def build(self, request: HttpRequest, **route: Any) -> List[Any]:
        """Return the list; override to hand it the object it hangs under."""
        if self.flag:
            require(request.user, self.flag)  # type: ignore[arg-type]  # signed in, by the middleware
        return self.list_class(actor=request.user, query=request.GET, path=request.path, **route)

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        """Return more variables for the page."""
        del request, route
        return {}

    def _action(self, shown: List[Any], key: str) -> BulkAction:
        for action in shown.actions:
            if action.key == key:
                return action
        raise NotAllowed

    def _export(self, request: HttpRequest, shown: List[Any], rows: Iterable[Any]) -> HttpResponseBase:
        require_recent_sign_in(request)
        columns = [column for column in shown.columns if column.csv]
        values = ([column.csv(row) for column in columns if column.csv] for row in rows)
        return csv_response(shown.file_name, [str(column.label) for column in columns], values)
