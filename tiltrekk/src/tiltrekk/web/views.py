"""Home, the search palette, one's own activity."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, slots
from tiltrekk.ui.sentences import tell

from . import selectors


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: its rows as HTML and how many there are."""

    key: str
    label: Any
    count: int
    html: SafeString


@dataclass(frozen=True)
class Notice:
    """One kind of thing that waits, in the menu of the bell."""

    key: str
    label: Any
    count: int


def _actor(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, my jobs, what happened lately."""
    actor = _actor(request)
    kinds = _waiting(request)
    chosen = request.GET.get("waiting", "")
    rows, number = selectors.my_jobs(actor=actor)
    context = {
        "greeting": _greeting(actor),
        "today": timezone.localtime(clock.now()),
        "kinds": kinds,
        "chosen": chosen,
        "waiting": [kind for kind in kinds if chosen in ("", kind.key)],
        "waiting_count": sum(kind.count for kind in kinds),
        "jobs": rows,
        "jobs_count": number,
        "largest": max((row.total for row in rows), default=0),
        "told": tell(selectors.recent(actor=actor), reader=actor),
    }
    return render(request, "web/home.html", context)


def _waiting(request: HttpRequest) -> list[Waiting]:
    actor = _actor(request)
    found = []
    for entry in slots.entries("home.waiting", actor=actor):
        number = entry.count(actor, None) if entry.count else None
        if number != 0 and entry.render and (html := entry.render(request, None).strip()):
            found.append(Waiting(entry.key, entry.label, number or html.count("<li"), SafeString(html)))
    return found


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The bell of the top bar, fetched by each page after it came: what waits for me, by kind."""
    if "HX-Request" not in request.headers:
        return redirect("web:home")
    actor = _actor(request)
    kinds = [entry for entry in slots.entries("home.waiting", actor=actor) if entry.count]
    counted = [Notice(one.key, one.label, one.count(actor, None) or 0) for one in kinds if one.count]
    found = [one for one in counted if one.count]
    return render(request, "web/notices.html", {"notices": found, "total": sum(one.count for one in found)})


_NOON, _EVENING, _MORNING = 12, 18, 5


def _greeting(actor: User) -> str:
    hour = timezone.localtime(clock.now()).hour
    if _MORNING <= hour < _NOON:
        words = _("Good morning, %(name)s")
    elif _NOON <= hour < _EVENING:
        words = _("Good afternoon, %(name)s")
    else:
        words = _("Good evening, %(name)s")
    return words % {"name": actor.given_name}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The palette (htmx) or a page of its own (without)."""
    text = request.GET.get("q", "").strip()[:100]
    found = selectors.search(actor=_actor(request), text=text)
    target = request.headers.get("HX-Target", "")
    part = {"palette": "#palette", "palette-results": "#results"}.get(target, "")
    return render(request, f"web/search.html{part}", {"text": text, "found": found})


@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """What I did."""
    actor = _actor(request)
    before = request.GET.get("before", "")
    events = selectors.own_activity(actor=actor, before=int(before) if before.isdecimal() else None)
    told = tell(events, reader=actor)
    return render(request, "web/activity.html", {"told": told, "last": events[-1].pk if len(events) == _PAGE else None})


_PAGE = 50
