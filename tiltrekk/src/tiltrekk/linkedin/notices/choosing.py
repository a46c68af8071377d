"""What people decide about notices: whether there are any, and which are taken back or tried again."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.linkedin.models import LinkedInSettings, Notice, NoticeState

from .occurrences import take_back as untell

LEAST_MINUTES, MOST_MINUTES = 1, 1440


@transaction.atomic
def save(*, actor: User, tell_applicants: bool, notice_minutes: int) -> None:
    """Switch notices on or off, and say how long what they tell can be undone; off, what waits is taken back."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    if not LEAST_MINUTES <= notice_minutes <= MOST_MINUTES:
        refuse([Reason("minutes", _("Choose between one minute and a day."), "notice_minutes")])
    LinkedInSettings.current()
    settings = LinkedInSettings.objects.select_for_update().get(pk=1)
    wanted = {"tell_applicants": tell_applicants, "notice_minutes": notice_minutes}
    changed = [name for name, value in wanted.items() if getattr(settings, name) != value]
    if not changed:
        return
    settings.tell_applicants, settings.notice_minutes = tell_applicants, notice_minutes
    settings.save(update_fields=changed)
    events.record(actor=actor, verb="linkedin.choices_changed", subject=settings, changed=changed, values=wanted)
    if not tell_applicants:
        Notice.objects.filter(state=NoticeState.WAITING).update(state=NoticeState.TAKEN_BACK, next_try=None)


def of_all(*, actor: User) -> QuerySet[Notice]:
    """Return every notice, for administrators."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    return Notice.objects.select_related("applied__application__candidate", "applied__application__job")


def refused() -> QuerySet[Notice]:
    """Return what LinkedIn did not take."""
    return Notice.objects.filter(state=NoticeState.REFUSED)


def of_application(*, application: Application) -> list[Notice]:
    """Return what its applicant was told, or will be, newest first; each thing once."""
    rows = Notice.objects.filter(applied__application=application).order_by("-performed_at", "-pk")
    latest: dict[str, Notice] = {}
    for notice in rows.exclude(state=NoticeState.TAKEN_BACK)[:50]:
        latest.setdefault(notice.action, notice)
    return list(latest.values())


@transaction.atomic
def take_back(*, actor: User, notice: Notice) -> None:
    """Do not tell it. Refused once it is on its way."""
    application = notice.applied.application
    if not allowed(actor, Flag.ACCESS_ADMIN_CENTER):
        require(actor, Flag.REJECT_APPLICATION, application)
    if not untell(notice):
        refuse([Reason("left", _("LinkedIn has been told already."))])
    _record(actor, "linkedin.notice_taken_back", notice)


@transaction.atomic
def try_again(*, actor: User, notices: Iterable[Notice]) -> int:
    """Tell LinkedIn again what it did not take; return how many."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refused = Notice.objects.select_for_update().filter(pk__in=[one.pk for one in notices], state=NoticeState.REFUSED)
    found = list(refused.select_related("applied__application"))
    for notice in found:
        notice.state, notice.next_try, notice.due_at = NoticeState.WAITING, None, clock.now()
        notice.save(update_fields=["state", "next_try", "due_at"])
        _record(actor, "linkedin.notice_retried", notice)
    return len(found)


def _record(actor: User, verb: str, notice: Notice) -> None:
    application = notice.applied.application
    events.record(
        actor=actor,
        verb=verb,
        subject=notice,
        job=application.job,
        candidate=application.candidate,
        application=application,
        values={"action": notice.action},
    )
