"""LinkedIn's side of *User settings › Connections*: out to LinkedIn's sign-in and back (OpenID Connect)."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import AppError

from .connect import members

_STATE = "linkedin_state"
_SETTINGS = "accounts:connection-list"


@require_POST
def member_connect(request: HttpRequest) -> HttpResponse:
    """Send the colleague to LinkedIn with a state that is bound to their session."""
    state = secrets.token_urlsafe(32)
    address = members.sign_in_address(actor=_user(request), state=state)
    request.session[_STATE] = state
    return HttpResponseRedirect(address)


@require_GET
def member_return(request: HttpRequest) -> HttpResponse:
    """LinkedIn sends the colleague back with a code, or with an error they caused."""
    expected = request.session.pop(_STATE, "")
    if not expected or not constant_time_compare(expected, request.GET.get("state", "")):
        messages.error(request, _("The sign-in to LinkedIn did not begin here. Try again."))
    elif code := request.GET.get("code"):
        _connect(request, code)
    else:
        messages.info(request, _("LinkedIn was not connected."))
    return redirect(_back())


def _connect(request: HttpRequest, code: str) -> None:
    try:
        members.connect_member(actor=_user(request), code=code)
    except AppError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("LinkedIn is connected."))


@require_POST
def member_disconnect(request: HttpRequest) -> HttpResponse:
    """Forget the colleague's person id."""
    members.disconnect_member(actor=_user(request))
    messages.success(request, _("LinkedIn is disconnected."))
    return redirect(_back())


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    return request.user


def _back() -> str:
    return resolve_url(_SETTINGS)
