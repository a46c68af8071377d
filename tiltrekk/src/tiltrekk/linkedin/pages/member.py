"""A colleague's own connection: gear › User settings › Connections › LinkedIn (LI-19)."""

import secrets
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.sessions import recent_sign_in
from tiltrekk.core import clock
from tiltrekk.core.errors import Refused
from tiltrekk.linkedin.connect import members
from tiltrekk.linkedin.diagnosis import Finding, Refusal, why_nothing_for_me
from tiltrekk.linkedin.models import Connection, MemberConnection
from tiltrekk.ui import toasts

STATE, AFTERWARDS, REFUSED = "linkedin_state", "linkedin_afterwards", "linkedin_refused"
LONGEST_WORDS = 200  # of LinkedIn's that are shown
CONNECTIONS = "accounts:connection-list"


def panel(request: SignedIn, _user: User) -> str:
    """Draw the row on the Connections tab."""
    context = {
        "member": MemberConnection.objects.filter(user=request.user).first(),
        "connection": Connection.current(),
        "may_connect": members.may_connect(request.user),
        "findings": _findings(request),
    }
    return render_to_string("linkedin/member_row.html", context, request)


def _findings(request: SignedIn) -> list[Finding]:
    """What stands in the way of the person's own connection; that there is none the row says itself."""
    kept = request.session.get(REFUSED)
    refusal = Refusal(datetime.fromisoformat(kept["at"]), kept["why"]) if kept else None
    return [one for one in why_nothing_for_me(request.user, refusal=refusal) if one.code != "own_not_connected"]


@recent_sign_in
@require_POST
def connect(request: SignedIn) -> HttpResponse:
    """Send the browser to LinkedIn's own sign-in; the whole page, never a pop-up."""
    return to_linkedin(request, afterwards=CONNECTIONS)


def to_linkedin(request: SignedIn, *, afterwards: str) -> HttpResponse:
    """Send the browser to LinkedIn's consent page; ``afterwards`` is the route to come back to.

    By a page that moves on by itself, because the policy ``form-action 'self'`` stops a form's redirect elsewhere.
    """
    state = secrets.token_urlsafe(24)
    address = members.sign_in_address(actor=request.user, state=state)
    request.session[STATE], request.session[AFTERWARDS] = state, afterwards
    return render(request, "linkedin/to_linkedin.html", {"address": address})


def returned(request: SignedIn) -> HttpResponse:
    """LinkedIn sent the colleague back with a code, or with the reason why not."""
    expected, afterwards = request.session.pop(STATE, ""), request.session.pop(AFTERWARDS, CONNECTIONS)
    given = request.GET.get("state", "")
    if not expected or not secrets.compare_digest(expected, given):
        toasts.toast_next(request, _("That answer from LinkedIn was not for this browser. Connect once more."))
    elif "code" not in request.GET:
        toasts.toast_next(request, _("LinkedIn was not connected: %s") % _not_connected(request))
    else:
        toasts.toast_next(request, _connected(request, request.GET["code"]))
    return redirect(afterwards)


def _not_connected(request: SignedIn) -> str:
    """LinkedIn sent no code: the person turned back, or LinkedIn says why not."""
    if request.GET.get("error", "").startswith("user_cancelled") or not request.GET.get("error_description"):
        return _refused(request, _("you cancelled there."))
    return _refused(request, request.GET["error_description"][:LONGEST_WORDS])


def _refused(request: SignedIn, why: str) -> str:
    """Keep until they succeed that the sign-in did not, for the diagnosis on the same page."""
    request.session[REFUSED] = {"at": clock.now().isoformat(), "why": why}
    return why


def _connected(request: SignedIn, code: str) -> str:
    """Connect, and say how it went."""
    try:
        members.connect_member(actor=request.user, code=code)
    except Refused as error:
        return _refused(request, str(error))
    request.session.pop(REFUSED, None)
    return _("Your LinkedIn account is connected.")


@recent_sign_in
@require_POST
def disconnect(request: SignedIn) -> HttpResponse:
    """Forget who the colleague is on LinkedIn."""
    members.disconnect_member(actor=request.user)
    toasts.toast_next(request, pgettext("own account", "Your LinkedIn account is disconnected."))
    return redirect(CONNECTIONS)
