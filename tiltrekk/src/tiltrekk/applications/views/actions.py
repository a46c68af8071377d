"""What people do with an application: move, undo, reject, reopen, accept, delete, documents."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import services
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.forms import DocumentForm, RejectForm
from tiltrekk.applications.models import Application, ApplicationDocument, StageMove
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.candidates.serving import serve
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Stage
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import done, toast_next

from .application import show


def answer(request: SignedIn, application: Application, text: str, *, undo_url: str = "") -> HttpResponse:
    """Say what was done: a toast and a look again for htmx, else back to the application with the toast there."""
    name = application.candidate.name
    if request.headers.get("HX-Request"):
        return done(text, subject=name, undo_url=undo_url)
    toast_next(request, text, subject=name, undo_url=undo_url)
    return redirect("applications:application-read", application.public_id)


@require_POST
def application_move(request: SignedIn, application_id: str) -> HttpResponse:
    """Move to the stage ``to``, from the stage ``from`` that the person saw."""
    application = selectors.one(actor=request.user, application_id=application_id)
    stages = Stage.objects.filter(process=application.stage.process_id)
    to_stage = get_object_or_404(stages, pk=_key(request, "to"))
    from_stage = get_object_or_404(stages, pk=_key(request, "from"))
    made = services.move(actor=request.user, application=application, from_stage=from_stage, to_stage=to_stage)
    undo_url = reverse("applications:application-undo", args=[application.public_id, made.pk])
    return answer(request, application, _("moved to %s") % to_stage.label, undo_url=undo_url)


def _key(request: SignedIn, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0  # noqa: PLR2004  # longer is no key of ours


@require_POST
def application_undo(request: SignedIn, application_id: str, move: int) -> HttpResponse:
    """Take back one's own last move."""
    rows = StageMove.objects.filter(application__in=visible_to(request.user), application__public_id=application_id)
    application = services.undo_move(actor=request.user, move=get_object_or_404(rows, pk=move))
    return answer(request, application, _("is back in %s") % application.stage.label)


@require_http_methods(["GET", "POST"])
def application_reject(request: SignedIn, application_id: str) -> HttpResponse:
    """Ask for the reason, then reject."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.REJECT_APPLICATION, application)
    form = RejectForm(request.POST or None)
    if form.is_valid():
        try:
            services.reject(actor=request.user, application=application, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            undo_url = reverse("applications:application-reopen", args=[application.public_id])
            return answer(request, application, _("was rejected"), undo_url=undo_url)
    return dialog(
        request, "applications/reject.html", {"application": application, "job": application.job, "form": form}
    )


def dialog(request: SignedIn, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a form as a dialog for htmx, as a page of its own without."""
    part = "#dialog" if request.headers.get("HX-Request") else ""
    status = 422 if context["form"].errors else 200
    return render(request, f"{template}{part}", context, status=status)


@require_POST
def application_reopen(request: SignedIn, application_id: str) -> HttpResponse:
    """Open a closed application again."""
    application = selectors.one(actor=request.user, application_id=application_id)
    services.reopen(actor=request.user, application=application)
    return answer(request, application, _("is open again"))


@require_POST
def application_accept(request: SignedIn, application_id: str) -> HttpResponse:
    """Note that the person accepted the offer."""
    application = selectors.one(actor=request.user, application_id=application_id)
    services.accept_offer(actor=request.user, application=application)
    return answer(request, application, _("accepted the offer"))


@require_POST
def application_delete(request: SignedIn, application_id: str) -> HttpResponse:
    """Delete an application; the person stays."""
    application = selectors.one(actor=request.user, application_id=application_id)
    route = "applications:prospect-list" if application.is_prospect else "applications:applicant-board"
    back = reverse(route, args=[application.job.public_id])
    name = application.candidate.name
    services.delete(actor=request.user, application=application)
    toast_next(request, _("was taken off the job"), subject=name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": back})
    return HttpResponseRedirect(back)


@require_POST
def document_add(request: SignedIn, application_id: str) -> HttpResponse:
    """Hand in a file with an application."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.WRITE_DOCUMENTS, application)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_document(actor=request.user, application=application, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
    return show(request, application, "documents", form=DocumentForm() if form.is_valid() else form)


@require_GET
def document_read(request: SignedIn, application_id: str, document_id: str) -> HttpResponseBase:
    """Send a file that was handed in with an application the person sees (SEC-28)."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.READ_DOCUMENTS, application)
    rows = ApplicationDocument.objects.filter(application=application, document__public_id=document_id)
    found = get_object_or_404(rows.select_related("document"))
    response: FileResponse = serve(found.document, inline="inline" in request.GET)
    return response
