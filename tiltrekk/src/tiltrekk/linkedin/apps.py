"""Everything LinkedIn."""

from django.apps import AppConfig


class LinkedInConfig(AppConfig):
    """Connection, sync, export, feed. Nothing below this floor knows that LinkedIn exists."""

    name = "tiltrekk.linkedin"
    label = "linkedin"

    def ready(self) -> None:
        from . import channel, tasks  # noqa: F401  # tasks: registers loops, ticks and tasks
        from .pages import registration
        from .sync import subscribers

        subscribers.register()
        channel.register()
        registration.register()
