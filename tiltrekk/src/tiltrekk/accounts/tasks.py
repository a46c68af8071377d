"""Mails about accounts, sent by the worker."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tiltrekk.core.jobs import task

from .invitations import link_for
from .models import Environment, User


@task(name="accounts.send_invitation")
def send_invitation(user_id: int) -> None:
    """Mail the link by which a person chooses their first password."""
    user = User.objects.get(pk=user_id)
    if user.has_usable_password():
        return
    environment = Environment.current()
    with translation.override(user.language or environment.language):
        subject = _("Your account at %(name)s") % {"name": environment.name}
        text = render_to_string(
            "accounts/mail/invitation.txt", {"user": user, "environment": environment, "link": link_for(user)}
        )
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
