"""One family of errors that people see.

AppError
 ├── Refused      the change cannot be made; one sentence for each reason   409 (422 for a form)
 ├── NotAllowed   the person may see the thing but not do this              403
 └── Stale        somebody else changed it meanwhile                        409

What a person may not even see is ``Http404`` from a selector, never an AppError.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Reason:
    """Why a change was refused: a stable code for programs, a sentence for people, optionally the field it is about."""

    code: str
    text: str
    field: str = ""


class AppError(Exception):
    """Base of the errors that reach people; ``reasons`` is never empty."""

    status = 400

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons: Sequence[Reason] = reasons

    @property
    def code(self) -> str:
        return self.reasons[0].code


class Refused(AppError):
    """The rules do not allow the change. Nothing was changed."""

    status = 409


class NotAllowed(AppError):
    """The person lacks the right. Nothing was changed."""

    status = 403

    def __init__(self) -> None:
        super().__init__(Reason("not_allowed", _("You do not have the right to do this.")))


class Stale(AppError):
    """Somebody else changed it meanwhile. Nothing was changed."""

    status = 409

    def __init__(self) -> None:
        super().__init__(Reason("stale", _("Somebody else changed this meanwhile. Look at it again, then retry.")))


def refuse(reasons: Sequence[Reason]) -> None:
    """Raise ``Refused`` with all reasons, if there are any. Services gather first and call this before they write."""
    if reasons:
        raise Refused(*reasons)
