"""Users, environment roles, settings of the environment."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The people who sign in, and the settings they share."""

    name = "tiltrekk.accounts"

    def ready(self) -> None:
        from tiltrekk.core import recent

        from . import mails, menus, sentences, sessions  # mails writes them, sessions listens for sign-ins

        del mails
        recent.asks(sessions.ask_again)
        menus.register()
        sentences.register()
