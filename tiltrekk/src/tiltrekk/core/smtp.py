"""Giving a mail to the mail server, and what became of it."""

import contextlib
import smtplib
from typing import Any, NamedTuple

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from .models import MailState

_PERMANENT = 500


class Outcome(NamedTuple):
    """What is known of a mail after one try; ``error`` is the server's number, or the kind of failure."""

    state: MailState
    error: str = ""


class Backend(EmailBackend):
    """SMTP that remembers whether the server may have the mail: from the command on that carries it."""

    may_have_left = False

    @property
    def connection_class(self) -> Any:
        """The library's class, watched."""
        backend, base = self, super().connection_class

        class Watched(base):  # type: ignore[misc, valid-type]  # with or without TLS
            def data(self, msg: Any) -> Any:
                backend.may_have_left = True
                return super().data(msg)

        return Watched


def send(message: EmailMessage) -> Outcome:
    """Try once."""
    server = get_connection()
    try:
        server.open()
        server.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(max(code for code, _words in error.recipients.values()))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return _answered(error.smtp_code)
    except OSError as error:  # as are all of the library's
        left = getattr(server, "may_have_left", True)
        return Outcome(MailState.UNKNOWN if left else MailState.WAITING, type(error).__name__)
    finally:
        with contextlib.suppress(OSError):
            server.close()
    return Outcome(MailState.SENT)


def _answered(code: int) -> Outcome:
    """The server said that it does not have the mail."""
    return Outcome(MailState.REFUSED if code >= _PERMANENT else MailState.WAITING, str(code))
