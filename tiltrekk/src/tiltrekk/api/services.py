"""Changes to endpoints and deliveries. Only an administrator makes them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import events, http, moment, telling
from tiltrekk.core.addresses import Unfit
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require

from .models import Delivery, Endpoint, Off, State, Turn, this_installation
from .payload import TEST
from .signing import new_secret

TESTS, TESTS_IN = 5, timedelta(minutes=1)


def create_endpoint(*, actor: User, url: str, description: str, chosen: Collection[str]) -> Endpoint:
    """Add an endpoint, switched on, with a fresh secret. Its host is looked up before anything is written."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse(_address_reasons(url) + _event_reasons(chosen))
    return _create(actor, url=url, description=description.strip(), events=_with_ends(chosen))


@transaction.atomic
def _create(actor: User, **fields: object) -> Endpoint:
    endpoint = Endpoint.objects.create(secret=new_secret(), **fields)
    events.record(actor=actor, verb="endpoint.created", subject=endpoint, values={"events": endpoint.events})
    return endpoint


def change_endpoint(*, actor: User, endpoint: Endpoint, url: str, description: str, chosen: Collection[str]) -> None:
    """Change where and what is told. What waits goes to the new address."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse((_address_reasons(url) if url != endpoint.url else []) + _event_reasons(chosen))
    _change(actor, endpoint, {"url": url, "description": description.strip(), "events": _with_ends(chosen)})


@transaction.atomic
def _change(actor: User, endpoint: Endpoint, wanted: dict[str, object]) -> None:
    row = _locked(endpoint)
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, wanted[name])
    if "url" in changed:
        _wake(row)
    row.save()
    values = {"events": row.events}
    events.record(actor=actor, verb="endpoint.changed", subject=row, changed=changed, values=values)


def _address_reasons(url: str) -> list[Reason]:
    loopback = settings.OUTGOING_TO_LOOPBACK
    texts = {
        Unfit.SHAPE: _("This is not an address that can be called."),
        Unfit.SCHEME: _("The address must begin with https://."),
        Unfit.USER: _("Leave name and password out of the address; receivers check the signature."),
        Unfit.PORT: _("Only the ports 443 and 8443 can be used."),
        Unfit.PRIVATE: _("This host is not in the public network, so it is not called."),
        Unfit.UNKNOWN: _("No such host was found."),
    }
    wrong = http.unfit(url, loopback=loopback)
    return [Reason(f"url_{wrong}", texts[wrong], "url")] if wrong else []


def _event_reasons(chosen: Collection[str]) -> list[Reason]:
    if not chosen:
        return [Reason("no_events", _("Choose at least one event."), "events")]
    unknown = [verb for verb in chosen if telling.find(verb) is None]
    return [Reason("unknown_event", _("There is no such event."), "events")] if unknown else []


def _with_ends(chosen: Collection[str]) -> list[str]:
    """Return the verbs in the catalogue's order; who is told of people is told of their deletion too (GDPR-06)."""
    groups = telling.groups()
    of_people = any(one.verb in chosen for group in groups if group.about_people for one in group.told)
    told = [one for group in groups for one in group.told]
    return [one.verb for one in told if one.verb in chosen or (of_people and one.ends)]


@transaction.atomic
def delete_endpoint(*, actor: User, endpoint: Endpoint) -> None:
    """Delete an endpoint with its log; what waits is not sent any more."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    events.record(actor=actor, verb="endpoint.deleted", subject=row)
    row.delete()


@transaction.atomic
def switch(*, actor: User, endpoint: Endpoint, on: bool) -> None:
    """Switch an endpoint on, with a fresh start for its target, or off: then nothing is sent or noted for it.

    Switching on is also how one that came with a copied database is told from here.
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    if row.is_on == on and not (on and row.is_copied):
        return
    row.is_on, row.off_reason, row.off_at = on, Off.NONE if on else Off.BY_HAND, None if on else moment.now()
    if on:
        row.told_from = this_installation()
    _wake(row)
    row.save()
    events.record(actor=actor, verb=f"endpoint.switched_{'on' if on else 'off'}", subject=row, changed=["is_on"])


@transaction.atomic
def try_now(*, actor: User, endpoint: Endpoint) -> None:
    """End a target's rest."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    refuse(_off_reasons(row))
    Endpoint.objects.filter(pk=row.pk).update(next_try=None)
    events.record(actor=actor, verb="endpoint.retried", subject=row)


@transaction.atomic
def send_test(*, actor: User, endpoint: Endpoint) -> Delivery:
    """Have a test told, as all else is told; it also ends a target's rest. Five in a minute at most (SEC-71)."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    recent = row.deliveries.filter(verb=TEST, created_at__gt=Now() - TESTS_IN).count()
    many = [Reason("tests", _("Those were many tests. Wait a minute."))] if recent >= TESTS else []
    refuse(_off_reasons(row) + many)
    event = events.record(actor=actor, verb=TEST, subject=row)
    Endpoint.objects.filter(pk=row.pk).update(next_try=None)
    return Delivery.objects.create(endpoint=row, event=event, verb=TEST, ids={}, turn=Turn.FIRST)


def _off_reasons(endpoint: Endpoint) -> list[Reason]:
    return [] if endpoint.is_on and not endpoint.is_copied else [Reason("off", _("Switch the endpoint on first."))]


@transaction.atomic
def show_secret(*, actor: User, endpoint: Endpoint) -> str:
    """Return the secret, once."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    text = _("The secret was shown already. If it is lost, make a new one.")
    refuse([Reason("shown", text)] if row.shown_at else [])
    Endpoint.objects.filter(pk=row.pk).update(shown_at=Now())
    events.record(actor=actor, verb="endpoint.secret_shown", subject=row)
    return str(row.secret)


@transaction.atomic
def rotate_secret(*, actor: User, endpoint: Endpoint) -> None:
    """Make a new secret. For a day everything is signed with the old one too; a second exchange waits for that."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    text = _("The secret was exchanged less than a day ago, and the one before is still valid.")
    refuse([Reason("rotating", text)] if row.rotated_at else [])
    Endpoint.objects.filter(pk=row.pk).update(
        secret=new_secret(), old_secret=row.secret, rotated_at=Now(), shown_at=None
    )
    events.record(actor=actor, verb="endpoint.secret_rotated", subject=row)


def resend(*, actor: User, endpoint: Endpoint, deliveries: Iterable[Delivery]) -> int:
    """Have deliveries that ended sent again, with the ids they had; return how many. Those that wait are left alone."""
    return _again(actor, endpoint, Delivery.objects.filter(pk__in=[one.pk for one in deliveries]))


def resend_failed(*, actor: User, endpoint: Endpoint, since: datetime) -> int:
    """Have everything sent again that was given up since a moment; return how much that is. Tests are not."""
    failed = Delivery.objects.filter(state=State.FAILED, created_at__gte=since).exclude(verb=TEST)
    return _again(actor, endpoint, failed)


@transaction.atomic
def _again(actor: User, endpoint: Endpoint, rows: QuerySet[Delivery]) -> int:
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    row = _locked(endpoint)
    refuse(_off_reasons(row))
    ended = rows.filter(endpoint=row).exclude(state=State.WAITING)
    fresh = {"state": State.WAITING, "turn": Turn.USUAL, "attempts": 0, "first_tried_at": None, "ended_at": None}
    number = ended.update(**fresh, waiting_since=Now())
    if number:
        Endpoint.objects.filter(pk=row.pk).update(next_try=None)
        events.record(actor=actor, verb="endpoint.resent", subject=row, values={"count": number})
    return number


def _wake(endpoint: Endpoint) -> None:
    endpoint.failures, endpoint.failing_since, endpoint.next_try = 0, None, None


def _locked(endpoint: Endpoint) -> Endpoint:
    return Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
