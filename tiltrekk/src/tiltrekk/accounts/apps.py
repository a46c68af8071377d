"""Users, environment roles, settings of the environment."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The people who sign in, and the settings they share."""

    name = "tiltrekk.accounts"

    def ready(self) -> None:
        from . import menus, sentences, sessions  # noqa: F401  # sessions listens for sign-ins

        menus.register()
        sentences.register()
