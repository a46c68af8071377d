"""Feedback: give it, ask for it."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import services
from tiltrekk.applications.forms import FeedbackForm, RequestForm
from tiltrekk.applications.selectors import feedback as feedback_selectors
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.applications.services import FeedbackText
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast

from .application import show


@require_POST
def feedback_give(request: SignedIn, application_id: str) -> HttpResponse:
    """Save a draft or hand in, by the button pressed."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.GIVE_FEEDBACK, application)
    submitted = request.POST.get("act") == "submit"
    form = FeedbackForm(request.POST)
    form.fields["recommended"].required = submitted  # a draft may be without
    act = services.submit_feedback if submitted else services.save_feedback
    if form.is_valid():
        try:
            act(actor=request.user, application=application, text=FeedbackText(**form.cleaned_data))
        except Refused as error:
            show_reasons(form, error)
    if form.errors:
        return show(request, application, "feedback", feedback_form=form)
    if not request.headers.get("HX-Request"):
        return redirect("applications:application-tab", application.public_id, "feedback")
    said = _("Feedback handed in") if submitted else _("Draft saved. Only you see it.")
    return toast(show(request, application, "feedback"), said)


@require_POST
def feedback_request(request: SignedIn, application_id: str) -> HttpResponse:
    """Ask a colleague."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.WRITE_NOTES, application)
    form = RequestForm(request.POST)
    form.fields["colleague"].queryset = feedback_selectors.can_be_asked(application=application)  # type: ignore[attr-defined]
    if not form.is_valid():
        return show(request, application, "feedback", ask=form)
    due = form.cleaned_data["due"]
    due_at = timezone.make_aware(datetime.combine(due, time(23, 59))) if due else None
    colleague = form.cleaned_data["colleague"]
    services.request_feedback(actor=request.user, application=application, colleague=colleague, due_at=due_at)
    if not request.headers.get("HX-Request"):
        return redirect("applications:application-tab", application.public_id, "feedback")
    return toast(show(request, application, "feedback"), _("was asked for feedback"), subject=colleague.name)
