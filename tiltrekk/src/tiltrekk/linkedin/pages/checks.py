"""The diagnosis at the foot of the LinkedIn page: what we can see from here, each with its word."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.jobs.models import HIRING
from tiltrekk.linkedin import closed
from tiltrekk.linkedin.inbound import challenge
from tiltrekk.linkedin.inbound.challenge import Door, Hearing
from tiltrekk.linkedin.inbound.unread import deliveries_unread_too_long, unread_too_long
from tiltrekk.linkedin.models import (
    Connection,
    Delivery,
    DroppedField,
    FeedDownload,
    JobMode,
    LinkedInSettings,
    MemberConnection,
    Notification,
    StoredToken,
)
from tiltrekk.linkedin.pull.closed import overdue
from tiltrekk.linkedin.sync import budget
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence

from .closed import sentence

STALE = timedelta(hours=48)  # LinkedIn reads the feed about once a day (LI-07)
NAMES = 3


@dataclass(frozen=True)
class Check:
    """One thing looked at: in order or not, and what was seen."""

    name: str
    is_good: bool
    text: str
    route: str = ""  # the page where something can be done
    link: str = ""


def checks(connection: Connection | None) -> list[Check]:
    """Return the diagnosis; without a connection what posting alone needs."""
    if connection is None:
        return [_address(), _feed()]
    with_recruiter: list[Callable[[], Check]] = [_colleagues, _closed, _dropped, _address, _feed]
    of_connection = [_messages(), _challenge(connection), _exports(), *_applications(connection)]
    of_connection += [_token(connection), _limits(connection)]
    return of_connection + [look() for look in with_recruiter]


def _messages() -> Check:
    last = Notification.objects.order_by("-received_at").first()
    seen = _("Last one %s, signature in order") % in_sentence(last.received_at) if last else _("None has come yet")
    return Check(_("Messages from LinkedIn"), is_good=True, text=seen)


def _challenge(connection: Connection) -> Check:
    """Why it is late, and what to do, stands in the findings above."""
    state, last = challenge.hearing(connection), connection.challenged_at
    is_good = state in {challenge.Hearing.NEVER, challenge.Hearing.IN_TIME}
    text = _("LinkedIn has not asked yet")
    if state == challenge.Hearing.UNABLE:
        text = _("Cannot be answered without the secret")
    elif last:
        text = _("LinkedIn asks every two hours; the last answer was %s") % in_sentence(last)
    return Check(_("LinkedIn's challenge"), is_good=is_good, text=text)


def _exports() -> Check:
    unread = unread_too_long().count()
    if not unread:
        return Check(_("Exports"), is_good=True, text=_("None unread"))
    text = ngettext("%(n)s unread for 15 minutes", "%(n)s unread for 15 minutes", unread) % {"n": unread}
    return Check(_("Exports"), is_good=False, text=text)


def _applications(connection: Connection) -> list[Check]:
    """What comes of people who apply on LinkedIn itself; nothing to say before it was asked for."""
    if LinkedInSettings.current().onsite_requested_at is None:
        return []
    name, unread = _("Applications from LinkedIn"), deliveries_unread_too_long()
    if number := unread.count():
        text = ngettext("%(n)s unread for 15 minutes", "%(n)s unread for 15 minutes", number) % {"n": number}
        why = _why(unread)
        return [Check(name, is_good=False, text=f"{text}: {why}" if why else text)]
    last = Delivery.objects.order_by("-received_at").first()
    text = _("Last one %s, signature in order") % in_sentence(last.received_at) if last else _("None has come yet")
    state = challenge.hearing(connection, Door.DELIVERIES)
    return [Check(name, is_good=state in {Hearing.NEVER, Hearing.IN_TIME}, text=text)]


def _why(unread: QuerySet[Delivery]) -> str:
    """Why they cannot become applicants, and of which jobs."""
    found = unread.exclude(error="").values_list("error", "body__externalJobId").distinct()[:NAMES]
    reasons = {"job_not_active": _("the job %s is closed; open it again and they come in")}
    said = ((reasons.get(error) or f"{error} (%s)", job) for error, job in found)
    return ", ".join(text % job for text, job in said)


def _token(connection: Connection) -> Check:
    if connection.problem:
        return Check(_("Token"), is_good=False, text=explain(connection.problem))
    token = StoredToken.objects.order_by("-expires_at").first()
    text = _("Valid until %s") % in_sentence(token.expires_at) if token else _("Fetched when first needed")
    return Check(_("Token"), is_good=True, text=text)


def _limits(connection: Connection) -> Check:
    """LinkedIn counts calls and records by the day; what does not fit waits for the next one."""
    used = budget.of_today(connection)
    near = ", ".join(f"{one.counter} {one.percent} %" for one in used if one.is_near)
    if near:
        text = _("Nearly used up: %s. What does not fit waits until midnight UTC") % near
        return Check(_("LinkedIn's daily limits"), is_good=False, text=text)
    fullest = used[0]
    text = _("%(percent)s %% used today of the fullest, %(counter)s") if fullest.share else _("None is used today")
    seen = text % {"percent": fullest.percent, "counter": fullest.counter}
    return Check(_("LinkedIn's daily limits"), is_good=True, text=seen)


def _colleagues() -> Check:
    """Colleagues on a job's team as recruiter or hiring manager."""
    needed = User.objects.filter(is_active=True, memberships__role__in=HIRING).distinct()
    missing = list(needed.exclude(pk__in=MemberConnection.objects.values("user")).order_by("name"))
    if not missing:
        return Check(_("Colleagues"), is_good=True, text=_("All on hiring teams have connected LinkedIn"))
    names = ", ".join(user.name for user in missing[:NAMES])
    more = len(missing) - NAMES
    if more > 0:
        names = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {"names": names, "n": more}
    text = _("Have not connected LinkedIn, so Recruiter offers them no job: %s") % names
    return Check(_("Colleagues"), is_good=False, text=text)


def _closed() -> Check:
    """Whoever closed their account waits for a decision (LI-37)."""
    if late := overdue():
        text = _("Not read since %s; LinkedIn wants it read every 30 days") % in_sentence(late.until)
        return Check(_("Closed accounts"), is_good=False, text=text, route="linkedin:closed", link=_("Show"))
    is_good = not closed.waiting().exists()
    return Check(_("Closed accounts"), is_good, sentence(), "linkedin:closed", _("Show"))


def _dropped() -> Check:
    """What came with a profile and is not on the list of what is kept: names of fields, never what they said."""
    found = ", ".join(f"{one.name} ({one.times})" for one in DroppedField.objects.all())
    text = _("Not kept, by the name of the field: %s") % found if found else _("Nothing came that is not kept")
    return Check(_("Fields of profiles"), is_good=True, text=text)


def _address() -> Check:
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme == "https":
        return Check(_("Public address"), is_good=True, text=parts.netloc)
    text = _("%s is not an https address: LinkedIn itself would not call it") % settings.PUBLIC_URL
    return Check(_("Public address"), is_good=False, text=text)


def _feed() -> Check:
    choices = LinkedInSettings.current()
    if choices.mode != JobMode.FEED:
        return Check(_("Feed"), is_good=True, text=_("Not used"))
    if choices.feed_held_since:
        return Check(_("Feed"), is_good=False, text=_("Held back since %s") % in_sentence(choices.feed_held_since))
    last = FeedDownload.objects.order_by("-at").first()
    if last is None:
        return Check(_("Feed"), is_good=True, text=_("Not read yet"))
    return Check(_("Feed"), is_good=clock.now() - last.at < STALE, text=_("Read %s") % in_sentence(last.at))
