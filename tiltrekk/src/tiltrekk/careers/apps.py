"""The public career site: open jobs, one job, the apply form."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    """The organisation's own channel."""

    name = "tiltrekk.careers"

    def ready(self) -> None:
        from . import channel

        channel.register()
