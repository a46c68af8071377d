"""The support bundle: what LinkedIn's support asks for with a ticket, secrets masked.

Calls that fail are kept as they were, encrypted, the newest ones and for two weeks only. Answers to reads that succeed
are never kept: they hold what people wrote to each other.
"""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from linkedin_talent.errors import is_success
from linkedin_talent.exchange import Exchange, Reply

from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.core.permissions import Flag, require

from .models import Connection, FailedCall, SyncRow

MOST, LONGEST = 200, timedelta(days=14)
_LONG = 200_000  # characters of a body
_SECRET = re.compile(r'("client_secret"\s*:\s*")[^"]*')


def observe(exchange: Exchange) -> None:
    """Keep an exchange that failed, and drop what is too old or too much."""
    if not _has_failed(exchange):
        return
    made = FailedCall.objects.create(
        at=clock.now(),
        call=f"{exchange.verb} {urlsplit(exchange.url).path}"[:120],
        status=exchange.reply.status if exchange.reply else 0,
        uuid=exchange.reply.uuid[:80] if exchange.reply else "",
        request=_masked(_request(exchange)),
        answer=_masked(_answer(exchange)),
    )
    FailedCall.objects.filter(pk__lte=made.pk - MOST).delete()


def forget_old() -> None:
    """Delete what is older than two weeks. Called by the tick."""
    FailedCall.objects.filter(at__lt=clock.now() - LONGEST).delete()


def forget(object_id: str) -> None:
    """Delete the calls that spoke of a record: the person is deleted."""
    found = [one.pk for one in FailedCall.objects.all() if object_id in one.request]
    FailedCall.objects.filter(pk__in=found).delete()


def newest(*, actor: User, row: SyncRow | None = None) -> FailedCall | None:
    """Return the newest call that failed, or the newest that spoke of a record. Raises ``NotAllowed``."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    found = FailedCall.objects.order_by("-pk")
    if row is None:
        return found.first()
    return next((one for one in found if row.object_id in one.request), None)


def bundle(*, call: FailedCall, connection: Connection, widget: str) -> bytes:
    """Return the files of a ticket as a zip: description, request, answer, and the profile widget's script."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ticket.txt", _ticket(call, connection))
        file.writestr("request.txt", call.request)
        file.writestr("answer.txt", call.answer)
        file.writestr("widget.html", widget)
    return target.getvalue()


def _ticket(call: FailedCall, connection: Connection) -> str:
    lines = {
        "API key": connection.client_id,
        "Application": connection.application_urn,
        "Call": call.call,
        "Status": call.status or "no answer",
        "x-li-uuid": call.uuid or "none",
        "Time (UTC)": f"{call.at:%Y-%m-%d %H:%M:%S}",
        "Description": "(what happened, what you expected)",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _has_failed(exchange: Exchange) -> bool:
    reply = exchange.reply
    return reply is None or not is_success(reply.status) or _some_failed(reply.body)


def _some_failed(body: Any) -> bool:
    """Whether one element of a batch failed inside an answer that succeeded."""
    if not isinstance(body, dict):
        return False
    results = body.get("results")
    said = results.values() if isinstance(results, dict) else body.get("elements") or ()
    statuses = [one.get("status") for one in said if isinstance(one, dict)]
    return bool(body.get("errors")) or any(isinstance(one, int) and not is_success(one) for one in statuses)


def _masked(text: str) -> str:
    return _SECRET.sub(r"\1***", text[:_LONG])


def _request(exchange: Exchange) -> str:
    head = [f"{exchange.verb} {exchange.url}", *(f"{name}: {value}" for name, value in exchange.headers.items())]
    return "\n".join([*head, "", (exchange.content or b"").decode(errors="replace")])


def _answer(exchange: Exchange) -> str:
    return _told(exchange.reply) if exchange.reply else str(exchange.error)


def _told(reply: Reply) -> str:
    head = [str(reply.status), *(f"{name}: {value}" for name, value in reply.headers.items())]
    return "\n".join([*head, "", reply.content.decode(errors="replace")])
