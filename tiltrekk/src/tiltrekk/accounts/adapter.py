"""How sign-in differs from the library's default."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tiltrekk.core import mail

from .mails import PASSWORD_RESET

_QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Adapter(DefaultAccountAdapter):
    """Nobody registers themselves; links in mails are built from the configured address alone (SEC-07)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        uidb36, _dash, token = key.partition("-")
        return settings.PUBLIC_URL + reverse("account_reset_password_from_key", args=[uidb36, token])

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Leave it to the worker, so that the page answers alike whether there is an account or a mail server."""
        del email, context
        mail.queue(PASSWORD_RESET, user.pk)

    def format_email_subject(self, subject: str) -> str:
        """The sender says who writes; the library would put the host's name in brackets before the subject."""
        return subject

    def add_message(
        self, request: HttpRequest, level: Any, message_template: Any = None, *args: Any, **options: Any
    ) -> None:
        """Signing in and out needs no message: the page says it."""
        if message_template not in _QUIET:
            super().add_message(request, level, message_template, *args, **options)
