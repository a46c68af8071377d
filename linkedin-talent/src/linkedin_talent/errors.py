"""What can go wrong in a call.

LinkedInError
├── TransportError         no reply came: connection, time limit
├── ReplyError             a reply came that is not in the documented shape
├── AuthenticationError    401, also after the one repeat with a fresh token
│   └── TokenError         the token endpoint refused; `code` is OAuth's `error`
├── JobBudgetError         402: no job slots left in the contract
├── ForbiddenError         403: missing permission, or the integration is not enabled
├── NotFoundError          404
├── ConflictError          409
├── RequestError           400, 405, 411, 414, 422 and other 4xx: the request itself is wrong
├── VersionError           426, or 400 with code VERSION_MISSING: the API version is not served
├── ThrottledError         429
│   └── BudgetError        our own budget refused before anything was sent
└── ServerError            5xx

`permanent` says whether the same request can ever succeed unchanged; `retry_after` is seconds, when known.
A refused token is told by `service_error_code`: 65600 invalid, 65601 revoked (A-05), 65602 expired. A version that is
not named answers 400 (A-01). The sentences in which a job is refused are read by `job_problems`. Source: LinkedIn's
page "Error Handling"; §2.7, §3.2, §8.6.
The same classes stand for the failure of one element in a batch, where they are returned and not raised.
"""

from collections.abc import Mapping
from typing import Any

__all__ = [
    "AuthenticationError",
    "BudgetError",
    "ConflictError",
    "ForbiddenError",
    "JobBudgetError",
    "LinkedInError",
    "NotFoundError",
    "ReplyError",
    "RequestError",
    "ServerError",
    "ThrottledError",
    "TokenError",
    "TransportError",
    "VersionError",
    "error_for",
    "is_success",
]

_TRANSIENT_4XX = frozenset({408, 425, 429})


class LinkedInError(Exception):
    """A call, or one element of a batch, did not succeed."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        service_error_code: int | None = None,
        code: str = "",
        permanent: bool = False,
        retry_after: float | None = None,
        uuid: str = "",
        request_id: str = "",
        details: Any = None,
    ) -> None:
        """`status` is 0 where no HTTP status exists; `uuid` is the `x-li-uuid` LinkedIn's support asks for.

        `request_id` and `details` are what versioned replies may add.
        """
        super().__init__(message)
        self.message = message
        self.status = status
        self.service_error_code = service_error_code
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after
        self.uuid = uuid
        self.request_id = request_id
        self.details = details

    def __str__(self) -> str:
        return f"{self.status} {self.message}".strip() if self.status else self.message


class TransportError(LinkedInError):
    """No reply came. Whether the request was carried out is not known."""


class ReplyError(LinkedInError):
    """The reply is not in the documented shape. Whether the request was carried out is not known."""


class AuthenticationError(LinkedInError):
    """The token was refused, twice."""


class TokenError(AuthenticationError):
    """The token endpoint gave no token."""


class JobBudgetError(LinkedInError):
    """The contract has no job slots left."""


class ForbiddenError(LinkedInError):
    """The application may not do this here, often because the integration is not enabled."""


class NotFoundError(LinkedInError):
    """LinkedIn does not know the resource or key."""


class ConflictError(LinkedInError):
    """The state at LinkedIn contradicts the request."""


class RequestError(LinkedInError):
    """The request itself is wrong."""


class VersionError(LinkedInError):
    """LinkedIn does not serve the requested API version."""


class ThrottledError(LinkedInError):
    """A call limit is used up."""


class BudgetError(ThrottledError):
    """Our own count says a limit is used up; nothing was sent."""


class ServerError(LinkedInError):
    """LinkedIn failed."""


_BY_STATUS: dict[int, type[LinkedInError]] = {
    401: AuthenticationError,
    402: JobBudgetError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    426: VersionError,
    429: ThrottledError,
}


def is_success(status: int) -> bool:
    """Any 2xx is success, for a reply and for an element of a batch (A-04)."""
    return 200 <= status < 300  # noqa: PLR2004 - the definition of 2xx


def error_for(
    status: int, body: Mapping[str, Any], *, uuid: str = "", retry_after: float | None = None
) -> LinkedInError:
    """Read LinkedIn's error body (message, serviceErrorCode, code, requestId, errorDetails) into the matching class."""
    code = str(body.get("code") or body.get("error") or "")
    number = body.get("serviceErrorCode")
    kind = VersionError if code in {"VERSION_MISSING", "NONEXISTENT_VERSION"} else _class_for(status)
    return kind(
        str(body.get("message") or body.get("error_description") or code or f"LinkedIn answered {status}"),
        status=status,
        service_error_code=number if isinstance(number, int) else None,
        code=code,
        permanent=400 <= status < 500 and status not in _TRANSIENT_4XX,  # noqa: PLR2004 - the 4xx range
        retry_after=retry_after,
        uuid=uuid,
        request_id=str(body.get("requestId") or ""),
        details=body.get("errorDetails"),
    )


def _class_for(status: int) -> type[LinkedInError]:
    if status >= 500:  # noqa: PLR2004 - the 5xx range
        return ServerError
    return _BY_STATUS.get(status, RequestError if status >= 400 else ReplyError)  # noqa: PLR2004 - the 4xx range
