"""Everything LinkedIn."""

from django.apps import AppConfig


class LinkedInConfig(AppConfig):
    """Connection, sync, export, feed. Nothing below this floor knows that LinkedIn exists."""

    name = "tiltrekk.linkedin"
    label = "linkedin"

    def ready(self) -> None:
        from . import channel, sentences, tasks  # noqa: F401  # tasks: registers loops, ticks and tasks
        from .notices import occurrences
        from .pages import registration
        from .sync import subscribers

        subscribers.register()
        occurrences.register()
        channel.register()
        registration.register()
        sentences.register()
