"""A colleague's own connection: gear › User settings › Connections › LinkedIn (LI-19)."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from tiltrekk.accounts.models import User
from tiltrekk.linkedin.connect import members
from tiltrekk.linkedin.models import Connection, MemberConnection
from tiltrekk.ui import toasts

STATE, AFTERWARDS = "linkedin_state", "linkedin_afterwards"
CONNECTIONS = "accounts:connection-list"


def panel(request: HttpRequest, _user: User) -> str:
    """Draw the row on the Connections tab."""
    context = {
        "member": MemberConnection.objects.filter(user=request.user).first(),
        "connection": Connection.current(),
        "may_connect": members.may_connect(request.user),
    }
    return render_to_string("linkedin/member_row.html", context, request)


@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Send the browser to LinkedIn's own sign-in; by redirect, never in a pop-up."""
    return to_linkedin(request, afterwards=CONNECTIONS)


def to_linkedin(request: HttpRequest, *, afterwards: str) -> HttpResponse:
    """Redirect to LinkedIn's consent page; ``afterwards`` is the route to come back to."""
    state = secrets.token_urlsafe(24)
    request.session[STATE], request.session[AFTERWARDS] = state, afterwards
    # To LinkedIn's configured address, so it is no open redirect.
    return HttpResponseRedirect(members.sign_in_address(actor=request.user, state=state))


def returned(request: HttpRequest) -> HttpResponse:
    """LinkedIn sent the colleague back with a code, or with the reason why not."""
    expected, afterwards = request.session.pop(STATE, ""), request.session.pop(AFTERWARDS, CONNECTIONS)
    given = request.GET.get("state", "")
    if not expected or not secrets.compare_digest(expected, given):
        toasts.toast_next(request, _("That answer from LinkedIn was not for this browser. Connect once more."))
    elif "code" not in request.GET:
        toasts.toast_next(request, _("LinkedIn was not connected: you cancelled there."))
    else:
        members.connect_member(actor=request.user, code=request.GET["code"])
        toasts.toast_next(request, _("Your LinkedIn account is connected."))
    return redirect(afterwards)


@require_POST
def disconnect(request: HttpRequest) -> HttpResponse:
    """Forget who the colleague is on LinkedIn."""
    members.disconnect_member(actor=request.user)
    toasts.toast_next(request, pgettext("own account", "Your LinkedIn account is disconnected."))
    return redirect(CONNECTIONS)
