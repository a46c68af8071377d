"""The candidate's own page, by a private link. A GET changes nothing: mail scanners open links too (SEC-29).

Whatever is wrong with a link, guessed, past or cancelled, the answer is the same (SEC-27).
"""

from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tiltrekk.accounts.models import Environment
from tiltrekk.core.errors import Refused
from tiltrekk.core.middleware import public
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.calendars import PUBLISH, calendar_file
from tiltrekk.interviews.forms import WordsForm
from tiltrekk.interviews.links import interview_of
from tiltrekk.interviews.models import Interview, State
from tiltrekk.interviews.services.booking import NOTICE, may_change


class _Page(Protocol):
    def __call__(self, request: HttpRequest, interview: Interview, token: str) -> HttpResponse: ...


def _by_link(page: _Page) -> Any:
    """Find the interview of a link; without one, say so in the same words whatever the reason."""

    @wraps(page)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        interview = interview_of(token)
        if interview is None:
            return _gone(request)
        return page(request, interview, token)

    return public(never_cache(found))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/public/gone.html", {"company": Environment.current().name}, status=404)


@_by_link
@require_safe
def invitation(request: HttpRequest, interview: Interview, token: str) -> HttpResponse:
    """The times to choose among, or the one that is booked (``?change=1``: the others too)."""
    return _show(request, interview, token)


def _show(
    request: HttpRequest, interview: Interview, token: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    booked = interview.state == State.BOOKED
    changeable = may_change(interview)
    others = [one for one in selectors.free_times(interview) if one != interview.slot] if changeable else []
    choosing = changeable and (not booked or bool(problem) or "change" in request.GET)
    context = {
        "company": Environment.current().name,
        "interview": interview,
        "token": token,
        "booked": booked,
        "choosing": choosing,
        "may_change": changeable,
        "times": others,
        "panel": interview.panel.filter(left_at=None).select_related("user") if interview.shows_panel else [],
        "form": WordsForm(),
        "hours": int(NOTICE.total_seconds() // 3600),
        "problem": problem,
    }
    return render(request, "interviews/public/invitation.html", context, status=status)


@_by_link
@require_POST
def invitation_choose(request: HttpRequest, interview: Interview, token: str) -> HttpResponse:
    """Book a time. Somebody else was quicker: say so, with the times that remain."""
    if not request.POST.get("slot"):
        return _show(request, interview, token, problem=_("Choose a time first."), status=422)
    try:
        services.choose(interview=interview, slot_id=request.POST["slot"])
    except Refused as refused:
        return _refused(request, token, refused)
    return redirect("interviews:invitation", token)


@_by_link
@require_POST
def invitation_decline(request: HttpRequest, interview: Interview, token: str) -> HttpResponse:
    """None fits, or they cannot come."""
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else str(request.POST.get("words", ""))[:500]
    try:
        services.decline(interview=interview, words=words)
    except Refused as refused:
        return _refused(request, token, refused)
    return redirect("interviews:invitation", token)


def _refused(request: HttpRequest, token: str, refused: Refused) -> HttpResponse:
    """Show how things stand now, and why it was not done."""
    interview = interview_of(token)
    if interview is None:
        return _gone(request)
    return _show(request, interview, token, problem=refused.reasons[0].text, status=refused.status)


@_by_link
@require_safe
def invitation_calendar(request: HttpRequest, interview: Interview, token: str) -> HttpResponse:
    """The booked time for one's own calendar."""
    del token
    if interview.state != State.BOOKED:
        return _gone(request)
    names = {"title": interview.title, "company": Environment.current().name}
    file = calendar_file(interview, method=PUBLISH, summary=_("%(title)s with %(company)s") % names)
    headers = {"Content-Disposition": 'attachment; filename="interview.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
