"""Outgoing webhooks."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What other systems are told. What they may ask will live here too."""

    name = "tiltrekk.api"

    def ready(self) -> None:
        from . import registration, subscribers, tasks  # tasks registers loops and a tick

        del tasks
        registration.register()
        subscribers.register()
