"""Pages for requests that cannot be answered. They ask the database for nothing: it may be what is broken."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _
from psycopg import errors as postgres

from .errors import AppError, Reason

_BUSY = (postgres.LockNotAvailable, postgres.DeadlockDetected, postgres.SerializationFailure, postgres.QueryCanceled)
# What Django counts among mistakes of ours: our session rested too long in a transaction; the server met an error of
# its disk that it has no name for, such as a used-up quota.
_PASSES = (postgres.IdleInTransactionSessionTimeout, postgres.InternalError_)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request no page of ours makes."""
    del exception  # the log has it
    return _page(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; or something that passes: then people and programs may ask again (FLT-18, FLT-19, FLT-24)."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError) or _has_cause(error, *_PASSES) or _is_full(error):
        return _try_again(request, error)
    return _page(request, "500.html", status=500)


def _try_again(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    heading, sentence = _why(error)
    if request.headers.get("HX-Request"):  # the page stays as it is, with everything that was typed
        answer = _page(request, "ui/error_toast.html", status=503, error=AppError(Reason("try_again", sentence)))
    else:
        sent = request.method == "POST"
        answer = _page(request, "503.html", status=503, heading=heading, sentence=sentence, sent=sent)
    answer.headers["Retry-After"] = "5"
    return answer


def _why(error: BaseException | None) -> tuple[str, str]:
    if _is_full(error):
        text = _(
            "There is no room left where the data are kept. What you did was not saved; an administrator must help."
        )
        return _("No room left"), text
    if _has_cause(error, *_BUSY):
        text = _("Others were at work on the same thing for too long. What you did was not saved; try again shortly.")
        return _("Not just now"), text
    text = _("The database does not answer just now. What you did was not saved; try again shortly.")
    return _("Back in a moment"), text


def _is_full(error: BaseException | None) -> bool:
    """No room for the database, or for a file on its way to us."""
    return (isinstance(error, OSError) and error.errno in _FULL) or _has_cause(error, postgres.DiskFull)


def _has_cause(error: BaseException | None, *kinds: type[BaseException]) -> bool:
    return error is not None and isinstance(error.__cause__, kinds)


def _page(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    nonce = getattr(request, "csp_nonce", "")
    return HttpResponse(get_template(template).render({"nonce": nonce, **context}), status=status)
