"""Jobs, hiring teams, delegates, processes."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What the organisation hires for, who hires, and through which stages."""

    name = "tiltrekk.jobs"

    def ready(self) -> None:
        from . import access  # noqa: F401  # registers the relations
