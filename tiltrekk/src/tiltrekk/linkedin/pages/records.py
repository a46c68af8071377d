"""Every record of a person at LinkedIn, with *Remove from LinkedIn* and *Send again*."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.candidates.views.person import page_context
from tiltrekk.linkedin import records
from tiltrekk.linkedin.models import SyncRow
from tiltrekk.linkedin.sync import removal
from tiltrekk.ui import toasts


@require_GET
def show(request: SignedIn, public_id: str) -> HttpResponse:
    """What LinkedIn holds of the person, as far as the reader may know it."""
    candidate = get_object_or_404(candidates_visible_to(request.user), public_id=public_id)
    groups = records.of_person(actor=request.user, candidate=candidate)
    return render(request, "linkedin/records.html", page_context(request, candidate) | {"groups": groups})


@require_POST
def remove(request: SignedIn, public_id: str) -> HttpResponse:
    """*Remove from LinkedIn*."""
    return _change(request, public_id, removal.remove, _("It disappears at LinkedIn, and stays here."))


@require_POST
def send_again(request: SignedIn, public_id: str) -> HttpResponse:
    """*Send again*."""
    return _change(request, public_id, removal.send_again, _("It is sent to LinkedIn."))


def _change(request: SignedIn, public_id: str, change: Callable[..., None], text: str) -> HttpResponse:
    """Change one record, chosen among those the reader is shown: others do not exist."""
    candidate = get_object_or_404(candidates_visible_to(request.user), public_id=public_id)
    groups = records.of_person(actor=request.user, candidate=candidate)
    shown = {str(one.row.pk) for group in groups for one in group.records}
    chosen = request.POST.get("row", "")
    row = get_object_or_404(SyncRow, pk=chosen if chosen in shown else None)
    change(actor=request.user, row=row)
    toasts.toast_next(request, text)
    return redirect("linkedin:records", public_id)
