"""Writes: take answers, forget them, count a quarter, look at its figures."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.careers import receipts
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, Refused, refuse
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Flag, require

from . import quarters, selectors, vault
from .models import Kind
from .vault import Figure, State

SETTLED_AFTER = timedelta(days=1)  # by then nobody can hand in or withdraw for the quarter before


def hand_in(*, receipt: str, answers: Mapping[str, str]) -> None:
    """Keep what somebody answered after applying, once for each sent form. Nothing answered is nothing kept.

    No event: the log would tell who has answered. A form that was used before is passed over, with the same answer.
    Raises ``Refused`` when the receipt is worth nothing or nobody is asked.
    """
    application = _applied(receipt)
    if any(answers.values()):
        vault.hand_in(
            application=application.public_id,
            submission=receipts.submission(receipt),
            job=application.job_id,
            quarter=quarters.quarter_of(clock.now()),
            answers=answers,
        )


def withdraw(*, receipt: str) -> None:
    """Forget what was answered with this form; it cannot be sent again."""
    _applied(receipt)
    vault.withdraw(receipts.submission(receipt))


def _applied(receipt: str) -> Application:
    application = receipts.application(receipt)
    if application is None or not selectors.is_asked(application.job):
        text = _("This form is no longer open. Nothing was changed, and your application is as it was.")
        raise Refused(Reason("receipt", text))
    return application


def forget(event: Event) -> None:
    """Forget the answers of a deleted person or application. A subscriber: the same transaction, and no trace."""
    if vault.state() is not State.READY:
        return
    if event.verb == "application.deleted":
        vault.forget([event.values["application"]])
    else:
        rows = Application.objects.filter(candidate=event.subject_id)
        vault.forget(list(rows.values_list("public_id", flat=True)))


def count_ended_quarters() -> None:
    """Count every quarter that has ended since questions were first asked; each once."""
    if vault.state() is not State.READY:
        return
    known = set(vault.counted_quarters())
    for quarter in selectors.ended_quarters(clock.now() - SETTLED_AFTER):
        if quarter not in known:
            _count(quarter)


@transaction.atomic
def _count(quarter: date) -> None:
    interviewed, offered = selectors.reached(quarter, "interview"), selectors.reached(quarter, "offer")
    vault.count_quarter(quarter, interviewed=interviewed, offered=offered)


@transaction.atomic
def look_at(*, actor: User, quarter: date, purpose: str, kind: Kind) -> list[Figure]:
    """Return the figures of a quarter; who looks, when and what for is written down with it."""
    require(actor, Flag.READ_EQUALITY_FIGURES)
    reasons = [] if purpose.strip() else [Reason("purpose", _("Say what you need the figures for."), "purpose")]
    refuse(reasons)
    return vault.read(reader=actor.pk, purpose=purpose.strip(), kind=kind, quarter=quarter)
