"""Jobs, hiring teams, delegates, processes."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    """What the organisation hires for, who hires, and through which stages."""

    name = "tiltrekk.jobs"

    def ready(self) -> None:
        from . import access  # noqa: F401  # registers the relations
        from .default_process import ensure_default_process

        post_migrate.connect(ensure_default_process, sender=self)
