"""What an administrator needs when LinkedIn's support asks, and a new secret."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.sessions import recent_sign_in
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import support
from tiltrekk.linkedin.connect import rotation
from tiltrekk.linkedin.models import CompanyPage, Connection, Kind, SyncRow
from tiltrekk.ui import toasts

from . import frames

PAGE = "linkedin:admin"


@recent_sign_in
@require_POST
def bundle(request: SignedIn) -> HttpResponse:
    """A zip for a ticket at LinkedIn: the newest failed call, or the newest about one record."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    chosen, connection = request.POST.get("row", ""), Connection.current()
    if connection is None:
        raise Http404
    row = get_object_or_404(SyncRow, pk=int(chosen)) if chosen.isdecimal() else None
    call = support.newest(actor=request.user, row=row)
    if call is None:
        toasts.toast_next(request, _("No failed call is kept: LinkedIn has taken everything lately."))
        return redirect(PAGE)
    content = support.bundle(call=call, connection=connection, widget=_widget(connection, row))
    headers = {"Content-Disposition": f'attachment; filename="linkedin-support-{call.at:%Y%m%d-%H%M}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _widget(connection: Connection, row: SyncRow | None) -> str:
    """The profile frame's document, as LinkedIn's script reads it."""
    page = CompanyPage.objects.first()
    candidate = row.object_id if row and row.kind == Kind.CANDIDATE else ""
    organization = row.organization if row else page.urn if page else ""
    context = frames.script_of(connection) | frames.profile_of(candidate, organization, may_link=True)
    return render_to_string(frames.PROFILE, context)


@recent_sign_in
@require_POST
def rotate(request: SignedIn) -> HttpResponse:
    """Exchange the application's secret."""
    text = _("The secret is exchanged. The old one ends in an hour.")
    toasts.tried(request, lambda: rotation.rotate(actor=request.user), text)
    return redirect(PAGE)
