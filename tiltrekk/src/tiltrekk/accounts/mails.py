"""Mails about accounts: written when the worker sends them, so that their links are fresh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tiltrekk.core import mail
from tiltrekk.core.models import GIVEN_UP, Mail, MailState

from .invitations import GOOD_FOR, link_for
from .models import Environment, User

INVITATION, PASSWORD_RESET = "invitation", "password_reset"
NAMES = {INVITATION: gettext_lazy("Invitation"), PASSWORD_RESET: gettext_lazy("Link for a new password")}
TROUBLE = Q(state__in=GIVEN_UP) | ~Q(error="")
_RESET = "account/email/password_reset_key"


@mail.writes(INVITATION, patience=GOOD_FOR)
def invitation(recipient: int) -> EmailMessage | None:
    """The link by which a person chooses their first password."""
    user = User.objects.filter(pk=recipient, is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    environment = Environment.current()
    with translation.override(user.language or environment.language):
        subject = _("Your account at %(name)s") % {"name": environment.name}
        context = {"user": user, "environment": environment, "link": link_for(user)}
        return _message(user, subject, "accounts/mail/invitation.txt", context)


@mail.writes(PASSWORD_RESET, patience=timedelta(hours=1))
def password_reset(recipient: int) -> EmailMessage | None:
    """The link by which somebody who forgot their password chooses another."""
    user = User.objects.filter(pk=recipient, is_active=True).first()
    if user is None:
        return None
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    context = {"user": user, "password_reset_url": get_adapter().get_reset_password_from_key_url(key)}
    with translation.override(user.language or Environment.current().language):
        subject = render_to_string(f"{_RESET}_subject.txt").strip()
        return _message(user, subject, f"{_RESET}_message.txt", context)


def _message(user: User, subject: str, template: str, context: Mapping[str, Any]) -> EmailMessage:
    text = render_to_string(template, dict(context)).strip()
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])


@dataclass(frozen=True)
class Sending:
    """A mail as an administrator is told of it."""

    mail: Mail

    @property
    def name(self) -> str:
        """What it was about."""
        return str(NAMES[self.mail.kind])

    @property
    def is_trouble(self) -> bool:
        """Whether it did not arrive, or may not have."""
        return self.mail.state in GIVEN_UP or bool(self.mail.error)

    @property
    def may_be_sent_again(self) -> bool:
        """Whether nobody but a person sends it again."""
        return self.mail.kind == INVITATION and self.mail.state in GIVEN_UP

    @property
    def state(self) -> str:
        """In a few words."""
        if self.mail.state == MailState.SENT:
            return pgettext("mail", "Sent")
        if self.mail.state == MailState.UNKNOWN:
            return pgettext("mail", "Perhaps not delivered")
        return pgettext("mail", "Not delivered") if self.is_trouble else pgettext("mail", "On its way")

    @property
    def why(self) -> str:
        """In a sentence; empty when there is nothing to explain."""
        if self.mail.state == MailState.UNKNOWN:
            return _("The connection broke before the mail server confirmed it. Ask the person whether it has come.")
        if not self.is_trouble:
            return ""
        if self.mail.error == mail.NOT_WRITTEN:
            return _("It could not be written. The log says why.")
        if self.mail.error.isdecimal():
            return _("The mail server did not take it and answered %s.") % self.mail.error
        return _("The mail server could not be reached.")


def sendings(user: User) -> Sequence[Sending]:
    """Return the newest mail of each kind to a person; an invitation that was followed is of no interest any more."""
    newest = Mail.objects.filter(recipient=user.pk, kind__in=NAMES).order_by("kind", "-pk").distinct("kind")
    past = {INVITATION} if user.has_usable_password() else set()
    return [Sending(row) for row in newest if row.kind not in past]


def with_invitations(users: QuerySet[User]) -> QuerySet[User]:
    """Add to each as ``uninvited`` whether their invitation did not arrive, or may not have."""
    of_them = Mail.objects.filter(kind=INVITATION, recipient=OuterRef("pk"))
    trouble = of_them.exclude(state=MailState.SENT).filter(TROUBLE)
    return users.annotate(uninvited=Exists(trouble) & Q(password__startswith=UNUSABLE_PASSWORD_PREFIX))
