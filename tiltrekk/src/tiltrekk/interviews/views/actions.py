"""What people do with a planned interview: cancel, note that it was held, answer, remind."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.forms import CancelForm
from tiltrekk.interviews.models import Answer, Interview
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import done, toast_next


def _answer(request: SignedIn, interview: Interview, text: str) -> HttpResponse:
    """Say what was done, and go on with the interview's page or, for htmx, with the present one."""
    if request.headers.get("HX-Request"):
        return done(text)
    toast_next(request, text)
    return redirect("interviews:interview-read", interview.public_id)


def _do(request: SignedIn, interview_id: str, act: Callable[[Interview], str]) -> HttpResponse:
    """Do it and say so; what stands in the way is said on the interview's page."""
    interview = selectors.one(actor=request.user, interview_id=interview_id)
    try:
        return _answer(request, interview, act(interview))
    except Refused as refused:
        if request.headers.get("HX-Request"):
            raise
        toast_next(request, " ".join(reason.text for reason in refused.reasons))
        return redirect("interviews:interview-read", interview.public_id)


@require_http_methods(["GET", "POST"])
def interview_cancel(request: SignedIn, interview_id: str) -> HttpResponse:
    """Ask whether the candidate is told, then call it off."""
    interview = selectors.one(actor=request.user, interview_id=interview_id)
    require(request.user, Flag.PLAN_INTERVIEWS, interview)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.cancel(actor=request.user, interview=interview, **form.cleaned_data)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            return _answer(request, interview, _("The interview is cancelled."))
    part = "#dialog" if request.headers.get("HX-Request") else ""
    context = {"interview": interview, "job": interview.job, "form": form}
    return render(request, f"interviews/cancel.html{part}", context, status=422 if form.errors else 200)


@require_POST
def interview_hold(request: SignedIn, interview_id: str) -> HttpResponse:
    """Note that it took place."""

    def act(interview: Interview) -> str:
        services.hold(actor=request.user, interview=interview)
        return _("The interview was held.")

    return _do(request, interview_id, act)


@require_POST
def interview_tell(request: SignedIn, interview_id: str) -> HttpResponse:
    """Tell the candidate that an interview which ended with the application is off."""

    def act(interview: Interview) -> str:
        services.tell_off(actor=request.user, interview=interview)
        return _("The candidate is told that it is off.")

    return _do(request, interview_id, act)


@require_POST
def interview_answer(request: SignedIn, interview_id: str) -> HttpResponse:
    """Accept or decline, by the button pressed."""

    def act(interview: Interview) -> str:
        made = services.answer(actor=request.user, interview=interview, answer=request.POST.get("answer", ""))
        if made.answer == Answer.ACCEPTED:
            return _("You have accepted.")
        return _("You have declined. Whoever plans the interview sees it.")

    return _do(request, interview_id, act)


@require_POST
def interview_remind(request: SignedIn, interview_id: str) -> HttpResponse:
    """Write again to whom one waits for."""

    def act(interview: Interview) -> str:
        number = services.remind(actor=request.user, interview=interview)
        return ngettext("%(count)s reminder is sent.", "%(count)s reminders are sent.", number) % {"count": number}

    return _do(request, interview_id, act)


@require_POST
def interview_send_again(request: SignedIn, interview_id: str) -> HttpResponse:
    """Have mails sent again that did not arrive."""

    def act(interview: Interview) -> str:
        number = services.send_again(actor=request.user, interview=interview)
        return ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", number) % {"count": number}

    return _do(request, interview_id, act)
