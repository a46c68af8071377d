"""Which mails are asked for when; what they say is made from the rows when they are sent (``interviews/mails.py``)."""

from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import person_is_in_order
from tiltrekk.core import mail
from tiltrekk.interviews.models import Interview, Panelist

CANDIDATE, DAY_BEFORE = "interview_candidate", "interview_day_before"  # to the candidate of an interview
PANEL, PANEL_REMINDER = "interview_panel", "interview_panel_reminder"  # to one colleague on the panel
TO_CANDIDATE, TO_PANEL = (CANDIDATE, DAY_BEFORE), (PANEL, PANEL_REMINDER)


def address_of(application: Application | None) -> str:
    """Return where a candidate may be written to; empty when they may not be, or have no address (LIP-14)."""
    if application is None or application.candidate.do_not_contact or not person_is_in_order(application.candidate):
        return ""
    found = application.candidate.emails.filter(is_primary=True).first()
    return found.address if found else ""


def tell_candidate(interview: Interview) -> None:
    """Ask for the mail that says how things stand."""
    if interview.tells_candidate:
        mail.queue(CANDIDATE, interview.pk)


def tell_panel(interview: Interview) -> None:
    """Ask for a mail to everybody on the panel."""
    for one in interview.panel.filter(left_at=None):
        mail.queue(PANEL, one.pk)


def tell_colleague(panelist: Panelist) -> None:
    """Ask for a mail to one of them, also one who was taken off."""
    mail.queue(PANEL, panelist.pk)


def tell_everybody(interview: Interview) -> None:
    """Both sides."""
    tell_candidate(interview)
    tell_panel(interview)
