"""Toasts: what just happened, with *Undo* where undoing is possible."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event

from tiltrekk.core.errors import Refused


def toast(response: HttpResponse, text: str, *, subject: str = "", undo_url: str = "") -> HttpResponse:
    """Show a toast when this htmx answer arrives. ``subject`` (a person's name) comes first, emphasised.

    ``undo_url`` is posted to when *Undo* is pressed; the view behind it answers with another toast.
    """
    return trigger_client_event(response, "ui:toast", {"text": text, "subject": subject, "undo": undo_url})


def toast_next(request: HttpRequest, text: str, *, subject: str = "", undo_url: str = "") -> None:
    """Show a toast on the next full page (after a redirect)."""
    messages.success(request, text, extra_tags=f"{undo_url}|{subject}")


def tried(request: HttpRequest, change: Callable[[], object], text: str) -> bool:
    """Run a change; on the next full page say so, or what stands in the way. Return whether it was made."""
    try:
        change()
    except Refused as error:
        toast_next(request, str(error))
        return False
    toast_next(request, text)
    return True


def done(text: str, *, subject: str = "", undo_url: str = "", status: int = 204) -> HttpResponse:
    """Answer a form in a dialog: close it, show the toast, and have live parts of the page look again."""
    response = trigger_client_event(HttpResponse(status=status), "ui:close", {})
    return toast(trigger_client_event(response, "ui:changed", {}), text, subject=subject, undo_url=undo_url)
