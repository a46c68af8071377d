"""How long a sign-in lasts: eight hours without use, seven days at most (SEC-12). Real time, not business time."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from tiltrekk.ui.live import is_poll

from .models import User

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
        return get_response(request)

    return middleware


def _last_seen() -> Any:
    from django.utils import timezone

    return timezone.now()
