"""What mails about interviews say, made from the rows when they are sent: how things stand then, not when asked for.

Candidates get mails about what a colleague planned and nothing else; who is not to be contacted gets none (LIP-14).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import Environment
from tiltrekk.applications.access import visible_to
from tiltrekk.core import clock, mail

from . import times
from .calendars import CANCEL, PUBLISH, REQUEST, calendar_file
from .links import new_link
from .models import Answer, Interview, Panelist, State
from .services.booking import NOTICE
from .services.telling import CANDIDATE, DAY_BEFORE, PANEL, PANEL_REMINDER, address_of

PATIENCE = timedelta(days=2)


@mail.writes(CANDIDATE, patience=PATIENCE)
def to_candidate(recipient: int) -> EmailMessage | None:
    """Choose a time; this is your time; it was changed; it is cancelled: whatever is true now."""
    interview = _interview(recipient)
    if interview is None or _is_past(interview):
        return None
    if interview.state == State.CANCELLED and not interview.links.exists():
        return None  # they were never written to
    with translation.override(interview.language):
        return _candidate_mail(interview, _candidate_subject(interview))


@mail.writes(DAY_BEFORE, patience=timedelta(hours=12))
def day_before(recipient: int) -> EmailMessage | None:
    """Remind the candidate."""
    interview = _interview(recipient)
    if interview is None or interview.state != State.BOOKED or _is_past(interview):
        return None
    with translation.override(interview.language):
        return _candidate_mail(interview, _("Reminder: your interview with %s") % Environment.current().name)


@mail.writes(PANEL, patience=PATIENCE)
def to_panel(recipient: int) -> EmailMessage | None:
    """You interview then; it was moved; it is off."""
    one = _panelist(recipient)
    if one is None:
        return None
    on = one.left_at is None and one.interview.state == State.BOOKED
    if _is_past(one.interview) or (not on and one.told_at is None):
        return None
    told_before, one.told_at = one.told_at is not None, clock.now() if on else None
    one.save(update_fields=["told_at"])
    with translation.override(one.user.language or Environment.current().language):
        if not on:
            return _panel_mail(one, _("Interview cancelled: %s"), CANCEL)
        return _panel_mail(one, _("Interview changed: %s") if told_before else _("Interview: %s"), REQUEST)


@mail.writes(PANEL_REMINDER, patience=timedelta(hours=12))
def panel_reminder(recipient: int) -> EmailMessage | None:
    """Remind a colleague who has not answered."""
    one = _panelist(recipient)
    if one is None or one.left_at or one.answer != Answer.NONE:
        return None
    if one.interview.state != State.BOOKED or _is_past(one.interview):
        return None
    with translation.override(one.user.language or Environment.current().language):
        return _panel_mail(one, _("Please answer: interview %s"), REQUEST)


def _interview(key: int) -> Interview | None:
    """Return an interview whose candidate may be written to, and is to be."""
    rows = Interview.objects.select_related("application__candidate", "application__stage", "job", "planned_by")
    found = rows.filter(pk=key, tells_candidate=True).first()
    return found if found and address_of(found.application) else None


def _panelist(key: int) -> Panelist | None:
    rows = Panelist.objects.select_related("user", "interview__application__candidate", "interview__job")
    return rows.filter(pk=key, user__is_active=True).first()


def _is_past(interview: Interview) -> bool:
    return bool(interview.state != State.TO_BOOK and interview.starts_at and interview.starts_at <= clock.now())


def _candidate_subject(interview: Interview) -> str:
    names = {"title": interview.title, "company": Environment.current().name}
    if interview.state == State.TO_BOOK:
        return _("Choose a time: %(title)s with %(company)s") % names
    if interview.state == State.CANCELLED:
        return _("Cancelled: %(title)s with %(company)s") % names
    if interview.revision > 1:
        return _("Changed: %(title)s with %(company)s") % names
    return _("Booked: %(title)s with %(company)s") % names


def _candidate_mail(interview: Interview, subject: str) -> EmailMessage:
    """Write it, with a link of its own; the answer goes to whoever planned."""
    company = Environment.current().name
    link = new_link(interview) if interview.is_live else ""
    context = {"company": company, "link": link, "notice": int(NOTICE.total_seconds() // 3600), **_about(interview)}
    message = _message("candidate", subject, address_of(interview.application), context)
    message.reply_to = [interview.planned_by.email]
    if interview.state == State.BOOKED:
        summary = _("%(title)s with %(company)s") % {"title": interview.title, "company": company}
        _attach(message, calendar_file(interview, method=PUBLISH, summary=summary), PUBLISH)
    return message


def _panel_mail(one: Panelist, subject: str, method: str) -> EmailMessage:
    """Write it; the person is named only to who may still see them."""
    interview = one.interview
    seen = visible_to(one.user).filter(interviews=interview).exists()
    name = interview.application.candidate.name if seen and interview.application else interview.job.title
    summary = f"{interview.title}: {name}"
    link = settings.PUBLIC_URL + reverse("interviews:interview-read", args=[interview.public_id])
    context = {
        "off": method == CANCEL,
        "name": name,
        "link": link if seen else "",
        "user": one.user,
        **_about(interview),
    }
    message = _message("panel", subject % summary, one.user.email, context)
    _attach(message, calendar_file(interview, method=method, summary=summary, attendee=one.user), method)
    return message


def _about(interview: Interview) -> Mapping[str, Any]:
    panel = [one.user.name for one in interview.panel.filter(left_at=None).select_related("user")]
    starts = interview.starts_at
    return {
        "interview": interview,
        "job": interview.job,
        "panel": ", ".join(panel) if interview.shows_panel else "",
        "when": times.whole(starts, interview.minutes, interview.zone) if starts else "",
    }


def _message(template: str, subject: str, address: str, context: Mapping[str, Any]) -> EmailMessage:
    text = render_to_string(f"interviews/mail/{template}.txt", dict(context)).strip()
    return EmailMessage(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [address])


def _attach(message: EmailMessage, file: bytes, method: str) -> None:
    message.attach("interview.ics", file.decode(), f"text/calendar; method={method}")
