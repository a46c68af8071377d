"""What the law wants asked, and wants nobody who decides to see."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Answers about equality (EEO). Nothing below this floor knows that they exist."""

    name = "tiltrekk.privacy"
    label = "privacy"

    def ready(self) -> None:
        from . import registration, tasks

        del tasks  # registers the hourly counting
        registration.register()
