"""Deny by default, and turn the errors of the house into answers people can read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render, resolve_url
from django.urls import ResolverMatch
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from . import permissions, repeating
from .errors import AppError

View = Callable[..., HttpResponseBase]
GetResponse = Callable[[HttpRequest], HttpResponse]


def public(view: View) -> View:
    """Mark a view that people may open without signing in; a test holds the reviewed list of them."""
    view.is_public = True  # type: ignore[attr-defined]  # read by the middleware below
    return view


class deny_by_default:  # noqa: N801  # a middleware, named like a function in settings
    """Nobody sees a page without signing in, unless its view is marked ``public``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponse | None:
        if getattr(view, "is_public", False) or view.__module__.startswith("allauth.account"):
            return None
        if request.user.is_authenticated and request.user.is_active:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")


class errors_to_people:  # noqa: N801  # a middleware, named like a function in settings
    """An AppError becomes a page, a toast (htmx) or JSON, with its status; nothing was changed.

    A request that lost a deadlock is begun again first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        repeating.begin()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if request.resolver_match and repeating.may_begin_again(error):
            return self._again(request, request.resolver_match)
        if not isinstance(error, AppError):
            return None
        if request.accepts("text/html") or request.headers.get("HX-Request"):
            fragment = "ui/error_toast.html" if request.headers.get("HX-Request") else "ui/error.html"
            return render(request, fragment, {"error": error}, status=error.status)
        reasons = [{"code": r.code, "text": r.text, "field": r.field} for r in error.reasons]
        return JsonResponse({"errors": reasons}, status=error.status)

    def _again(self, request: HttpRequest, found: ResolverMatch) -> HttpResponseBase:
        """Ask the view once more, with what the person sent."""
        try:
            answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        except Exception as error:
            told = self.process_exception(request, error)
            if told is None:
                raise
            return told
        return answer


def no_nul(get_response: GetResponse) -> GetResponse:
    """Refuse the character NUL in an address: PostgreSQL cannot hold it, and nobody types it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def rights_read_once(get_response: GetResponse) -> GetResponse:
    """In a request that only reads, what somebody is to a job is read once; what writes asks each time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        with permissions.relations_read_once():
            return get_response(request)

    return middleware
