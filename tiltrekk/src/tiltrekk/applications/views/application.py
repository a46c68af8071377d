"""One application: the drawer, with an address of its own, and its tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import remarks
from tiltrekk.applications.access import notes_visible_to
from tiltrekk.applications.forms import DocumentForm, FeedbackForm, RequestForm
from tiltrekk.applications.lists import next_stage, reason_label
from tiltrekk.applications.models import Application, ApplicationDocument, FeedbackState
from tiltrekk.applications.selectors import activity as activity_selectors
from tiltrekk.applications.selectors import feedback as feedback_selectors
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.candidates.models import DocumentKind
from tiltrekk.core import live, reading, slots
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs.selectors import process
from tiltrekk.ui.live import is_poll, unchanged
from tiltrekk.ui.navigation import stand_at
from tiltrekk.ui.sentences import tell

from .board import ProspectListPage, board_context

EVENTS = 200


@dataclass(frozen=True)
class Tab:
    """One tab of the drawer."""

    key: str
    label: Any
    url: str
    count: Any
    active: bool


@require_GET
def application_read(request: SignedIn, application_id: str, tab: str = "profile") -> HttpResponse:
    """Show one application: the drawer alone for htmx, else over the page it belongs to."""
    application = selectors.one(actor=request.user, application_id=application_id)
    if not is_poll(request):
        reading.note(actor=request.user, verb=reading.OPENED, subject=application)
    elif answer := unchanged(request, live.version(job_id=application.job_id)):
        return answer
    return show(request, application, tab)


def show(request: SignedIn, application: Application, tab: str, **more: Any) -> HttpResponse:
    """Render the drawer of an application; ``more`` are further variables, such as a form that was refused."""
    context = {**drawer_context(request, application, tab), **more}
    if request.headers.get("HX-Request"):
        return render(request, "applications/drawer.html", context)
    stand_at(request, context["close_url"])
    under, template = _page_under(request, application)
    return render(request, template, {**under, **context})


def _page_under(request: SignedIn, application: Application) -> tuple[dict[str, Any], str]:
    if application.is_prospect:
        page = ProspectListPage()
        return page.everything(request, application.job), page.template_name
    return board_context(request, application.job), "applications/board.html"


def drawer_context(request: SignedIn, application: Application, tab: str) -> dict[str, Any]:
    """Return what every tab of the drawer needs, and what the tab itself does."""
    rights = flags(request.user, application)
    stages = [one for one in process.stages(application.job) if one.is_past_prospect or application.is_prospect]
    here = application.stage.ordinal
    route = "applications:prospect-list" if application.is_prospect else "applications:applicant-board"
    return {
        "application": application,
        "person": application.candidate,
        "application_rights": rights,
        "may_change": application.is_open and application.job.is_active,
        "stages": [{"stage": one, "state": _state(one.ordinal, here)} for one in stages],
        "next_stage": next_stage(application),
        "other_stages": _targets(application, stages, rights),
        "why_closed": "" if application.is_open else reason_label(application),
        "place": selectors.place(actor=request.user, application=application),
        "drawer_tab": tab,
        "drawer_tabs": drawer_tabs(request, application, tab),
        "drawer_url": tab_url(application, tab),
        "drawer_version": live.version(job_id=application.job_id),
        "close_url": reverse(route, args=[application.job.public_id]),
        "is_own_prospect": application.is_prospect and application.added_by_id == request.user.pk,
        "may_see_person": Flag.READ_CANDIDATES in flags(request.user),
        **_TABS.get(tab, _slot_tab)(request, application, tab),
    }


def _state(ordinal: int, here: int) -> str:
    return "present" if ordinal == here else "passed" if ordinal < here else ""


def _targets(application: Application, stages: Sequence[Any], rights: frozenset[Flag]) -> list[Any]:
    """Return the stages of the menu beside *Advance*: later ones, and earlier ones with the right to go back."""
    after = next_stage(application)
    here = application.stage.ordinal
    all_stages = process.stages(application.job) if Flag.READ_PROSPECTS in rights else stages
    return [
        one
        for one in all_stages
        if one != after and (one.ordinal > here or (one.ordinal < here and Flag.MOVE_APPLICATION_BACK in rights))
    ]


def tab_url(application: Application, tab: str) -> str:
    """Return the address of a tab of the drawer."""
    if tab == "profile":
        return reverse("applications:application-read", args=[application.public_id])
    return reverse("applications:application-tab", args=[application.public_id, tab])


def drawer_tabs(request: SignedIn, application: Application, present: str) -> list[Tab]:
    """Return the own tabs and those of higher floors, which render a panel (slot ``application.drawer_tabs``)."""
    given = feedback_selectors.of(actor=request.user, application=application)
    done = sum(row.state == FeedbackState.SUBMITTED for row in given)
    notes = notes_visible_to(request.user).filter(application=application).count()
    own = [
        ("profile", _("Profile"), None),
        ("documents", _("Résumé"), application.handed_in.count() or None),
        ("feedback", _("Feedback"), _("%(done)s of %(all)s") % {"done": done, "all": len(given)} if given else None),
        ("notes", _("Notes"), notes or None),
        ("activity", _("Activity"), None),
    ]
    higher = [(one.key, one.label, None) for one in _slot_entries(request, application)]
    return [Tab(key, label, tab_url(application, key), count, key == present) for key, label, count in own + higher]


def _slot_entries(request: SignedIn, application: Application) -> list[slots.Entry]:
    found = slots.entries("application.drawer_tabs", actor=request.user, obj=application)
    return [entry for entry in found if entry.render]


def _slot_tab(request: SignedIn, application: Application, tab: str) -> dict[str, Any]:
    for entry in _slot_entries(request, application):
        if entry.key == tab and entry.render:
            return {"panel": SafeString(entry.render(request, application))}
    raise Http404


def _profile(request: SignedIn, application: Application, _tab: str) -> dict[str, Any]:
    person = application.candidate
    return {
        "emails": person.emails.order_by("-is_primary", "id"),
        "phones": person.phones.all(),
        "experience": person.experience.all(),
        "education": person.education.all(),
        "skills": person.skills.all(),
        "remarks": remarks.of([application])[application.pk],
        "feedback": feedback_selectors.of(actor=request.user, application=application),
        "earlier": [row for row in selectors.history(actor=request.user, candidate=person) if row[0] != application],
    }


def _documents(request: SignedIn, application: Application, _tab: str) -> dict[str, Any]:
    rows = ApplicationDocument.objects.filter(application=application).select_related("document__uploaded_by")
    handed_in = sorted((row.document for row in rows), key=lambda one: one.uploaded_at, reverse=True)
    chosen = request.GET.get("document", "")
    shown = next((one for one in handed_in if one.public_id == chosen), None)
    resume = next((one for one in handed_in if one.kind == DocumentKind.RESUME), None)
    return {"documents": handed_in, "shown": shown or resume or next(iter(handed_in), None), "form": DocumentForm()}


def _feedback(request: SignedIn, application: Application, _tab: str) -> dict[str, Any]:
    own = feedback_selectors.own(actor=request.user, application=application)
    ask = RequestForm()
    ask.fields["colleague"].queryset = feedback_selectors.can_be_asked(application=application)  # type: ignore[attr-defined]
    rows = feedback_selectors.of(actor=request.user, application=application)
    everything = feedback_selectors.reads_all(actor=request.user, job=application.job)
    handed_in = own is not None and own.state == FeedbackState.SUBMITTED
    return {
        "feedback": [row for row in rows if row != own or row.state == FeedbackState.SUBMITTED],
        "own": own,
        "ask": ask,
        "handed_in": handed_in,
        "may_edit": not handed_in or process.settings(application.job).edit_after_submit,
        "hidden": not everything and not handed_in,
        "feedback_form": FeedbackForm(initial=own_values(own)),
    }


def own_values(own: Any) -> dict[str, Any]:
    """Return what the feedback form begins with."""
    if own is None:
        return {}
    recommended = {True: "yes", False: "no"}.get(own.recommended)
    return {
        "recommended": recommended,
        "strengths": own.strengths,
        "weaknesses": own.weaknesses,
        "overall": own.overall,
    }


def _notes(request: SignedIn, application: Application, _tab: str) -> dict[str, Any]:
    rows = notes_visible_to(request.user).filter(application=application).select_related("author")
    return {"notes": rows}


def _activity(request: SignedIn, application: Application, _tab: str) -> dict[str, Any]:
    return {"entries": tell(_events(request, application), reader=request.user)}


def _events(request: SignedIn, application: Application) -> list[Event]:
    return list(activity_selectors.of_application(actor=request.user, application=application)[:EVENTS])


_TABS = {
    "profile": _profile,
    "documents": _documents,
    "feedback": _feedback,
    "notes": _notes,
    "activity": _activity,
}
