"""Calendar files (RFC 5545): what calendars of candidates and colleagues take in."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock

from .models import Interview

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


def calendar_file(interview: Interview, *, method: str, summary: str, attendee: User | None = None) -> bytes:
    """Return the file for one booking: the same UID for ever, a higher SEQUENCE for each change, times in UTC.

    ``PUBLISH`` is for the candidate, who is not asked for an answer; ``REQUEST`` and ``CANCEL`` go to a colleague.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(interview, method, summary, attendee))
    return bytes(calendar.to_ical())


def _event(interview: Interview, method: str, summary: str, attendee: User | None) -> Event:
    event = Event()
    event.add("uid", f"{interview.public_id}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", interview.revision)
    event.add("dtstamp", clock.now())
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.ends_at)
    event.add("summary", summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if interview.place:
        event.add("location", interview.place)
    if attendee:
        event.add("organizer", _address(interview.planned_by))
        event.add("attendee", _address(attendee, asked=True))
    else:
        event.add("description", Environment.current().name)
    return event


def _address(user: User, *, asked: bool = False) -> vCalAddress:
    address = vCalAddress(f"mailto:{user.email}")
    address.params["CN"] = vText(user.name)
    if asked:
        asked_for = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        address.params.update({name: vText(value) for name, value in asked_for.items()})
    return address
