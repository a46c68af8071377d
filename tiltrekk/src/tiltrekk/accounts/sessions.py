"""How long a sign-in lasts: eight hours without use, seven days at most (SEC-12). Real time, not business time."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tiltrekk.ui.live import is_poll

from .models import User

View = Callable[..., HttpResponseBase]
_BEGAN = "began"
_SEEN = "seen"
_NOTICE_EVERY = 300  # seconds; a write on each request would be a write too many


@receiver(user_logged_in)
def remember_beginning(request: HttpRequest, **_: Any) -> None:
    """Note when this session began."""
    request.session[_BEGAN] = request.session[_SEEN] = int(time.time())


def session_age(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """End sessions that are too old, and prolong those in use; a page that polls by itself is not use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(_BEGAN, 0) > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
            elif not is_poll(request) and now - request.session.get(_SEEN, 0) > _NOTICE_EVERY:
                request.session[_SEEN] = now  # saving moves the end of the session
                User.objects.filter(pk=request.user.pk).update(last_seen_at=_last_seen())
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'  # cookies are shared with other ports of the host
        return response

    return middleware


def recent_sign_in(view: View) -> View:
    """Ask for the password again before a change when the sign-in is older than five minutes (SEC-09).

    The library keeps what was sent meanwhile and goes on with it when the password was right.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.method == "POST":
            ask_again(request)
        return view(request, *args, **options)

    return asked


def ask_again(request: HttpRequest) -> None:
    """Raise what leads to the password page unless the sign-in is recent."""
    if not _confirmed_lately(request):
        raise ReauthenticationRequired


def _confirmed_lately(request: HttpRequest) -> bool:
    user = request.user if isinstance(request.user, User) else None
    confirmed = [one["at"] for one in get_authentication_records(request, user)]
    return bool(time.time() - max([request.session.get(_BEGAN, 0), *confirmed]) < settings.RECENT_SIGN_IN_SECONDS)


def _last_seen() -> Any:
    from django.utils import timezone

    return timezone.now()
