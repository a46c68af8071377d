"""What LinkedIn, or the way to it, said, as a sentence that tells what happened and what to do."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

_STATUS = re.compile(r"(?P<status>[1-5]\d\d) (?P<words>.*)", re.DOTALL)
_SERVER_ERRORS = 500


def explain(said: str) -> str:
    """Return the sentence for an error as it was noted; words that are sentences already stay."""
    for beginning, sentence in _NO_ANSWER.items():
        if said.startswith(beginning):
            return sentence()
    if found := _STATUS.fullmatch(said):
        return _answered(int(found["status"]), found["words"])
    return said


def _answered(status: int, words: str) -> str:
    if status >= _SERVER_ERRORS:
        return _("LinkedIn has a fault of its own. It is tried again by itself.")
    if sentence := _BY_STATUS.get(status):
        return sentence()
    return _("LinkedIn does not take the record as it is: “%s”. Correct it here, then it is sent again.") % words


def _unreachable() -> str:
    return _("LinkedIn cannot be reached. It is tried again by itself; if it lasts, look at this server's network.")


def _too_slow() -> str:
    return _("LinkedIn did not answer in time. It is tried again by itself.")


def _strange() -> str:
    return _(
        "LinkedIn's answer was not to be understood. It is tried again by itself; if it lasts, look for an update."
    )


_NO_ANSWER: dict[str, Callable[[], str]] = {
    "no reply from LinkedIn: ConnectTimeout": _unreachable,
    "no reply from LinkedIn: ConnectError": _unreachable,
    "no reply from LinkedIn: ProxyError": _unreachable,
    "no reply from LinkedIn": _too_slow,
    "the time limit of the call has passed": _too_slow,
    "the reply": _strange,
    "LinkedIn's limit of": lambda: _("LinkedIn takes no more calls from us for now. It goes on by itself."),
    "not built": lambda: _("The record could not be made. Whoever runs this installation finds the reason in the log."),
    "deadly": lambda: _(
        "The program ended three times while it sent this record, so it is left out. Whoever runs this installation"
        " finds the reason in the log; “Retry” sends it again."
    ),
}  # the first that fits
_BY_STATUS: dict[int, Callable[[], str]] = {
    401: lambda: _("LinkedIn refuses our credentials. If it lasts, disconnect LinkedIn and connect again."),
    402: lambda: _("The Recruiter contract has no job slots left. Close a job there, or ask LinkedIn for more."),
    403: lambda: _("LinkedIn does not allow this now. Is the level switched on in Recruiter: Admin settings, ATS?"),
    404: lambda: _("LinkedIn does not know the record. Retry; it is then sent anew."),
    426: lambda: _("LinkedIn no longer serves this version of its interface. Update Tiltrekk."),
    429: lambda: _("LinkedIn takes no more calls from us for now. It goes on by itself."),
}
