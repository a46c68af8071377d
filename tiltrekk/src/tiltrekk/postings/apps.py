"""Where jobs are published: one row for each job and channel."""

from django.apps import AppConfig


class PostingsConfig(AppConfig):
    """Channels register themselves here; this app knows none of them."""

    name = "tiltrekk.postings"

    def ready(self) -> None:
        from . import registration, telling

        registration.register()
        telling.register()
