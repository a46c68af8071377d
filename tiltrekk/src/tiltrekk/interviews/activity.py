"""What happened to interviews, as sentences (``ui.sentences``)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiltrekk.ui.sentences import sentence

PLAIN = {
    "interview.planned": ("calendar-plus", gettext_lazy("%(actor)s planned an interview with %(candidate)s, %(job)s")),
    "interview.offered": ("calendar-plus", gettext_lazy("%(actor)s offered %(candidate)s times for an interview")),
    "interview.changed": ("calendar", gettext_lazy("%(actor)s changed the interview with %(candidate)s")),
    "interview.declined": (
        "calendar-x",
        gettext_lazy("%(candidate)s cannot come to the interview at the times offered"),
    ),
    "interview.held": (
        "calendar-check",
        gettext_lazy("%(actor)s noted that the interview with %(candidate)s was held"),
    ),
    "interview.told": ("mail", gettext_lazy("%(actor)s told %(candidate)s that the interview is off")),
    "interview.restored": ("calendar", gettext_lazy("The interview with %(candidate)s is planned again")),
}


def register() -> None:
    """Say how the verbs of interviews read. Called from ``AppConfig.ready``."""
    for verb, (icon, text) in PLAIN.items():
        sentence(verb, text, icon=icon)
    sentence("interview.booked", _booked, icon="calendar-check")
    sentence("interview.moved", _moved, icon="calendar")
    sentence("interview.cancelled", _cancelled, icon="calendar-x")
    sentence("interview.answered", _answered, icon="calendar")
    sentence("interview.reminded", _reminded, icon="bell")


def _booked(values: Mapping[str, Any]) -> str:
    if values.get("by") == "candidate":
        return _("%(candidate)s booked a time for the interview")
    return _("%(actor)s booked the interview with %(candidate)s")


def _moved(values: Mapping[str, Any]) -> str:
    if values.get("by") == "candidate":
        return _("%(candidate)s chose another time for the interview")
    return _("%(actor)s moved the interview with %(candidate)s")


def _cancelled(values: Mapping[str, Any]) -> str:
    if values.get("by"):
        return _("The interview with %(candidate)s is off, because the application has ended")
    return _("%(actor)s cancelled the interview with %(candidate)s")


def _answered(values: Mapping[str, Any]) -> str:
    if values.get("answer") == "declined":
        return _("%(actor)s declined the interview with %(candidate)s")
    return _("%(actor)s accepted the interview with %(candidate)s")


def _reminded(values: Mapping[str, Any]) -> str:
    if values.get("by"):
        return _("A reminder of the interview with %(candidate)s was sent")
    return _("%(actor)s sent a reminder of the interview with %(candidate)s")
