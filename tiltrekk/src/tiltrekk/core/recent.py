"""Asking for the password again before something that a borrowed session must not do (SEC-09).

This floor only knows that it is asked; the accounts app registers how.
"""

from collections.abc import Callable

from django.http import HttpRequest

Ask = Callable[[HttpRequest], None]
_asks: list[Ask] = []


def asks(function: Ask) -> Ask:
    """Register a function that raises when the sign-in is not recent. Called from ``AppConfig.ready``."""
    _asks.append(function)
    return function


def require_recent_sign_in(request: HttpRequest) -> None:
    """Go on only when the person gave their password lately."""
    for function in _asks:
        function(request)
