"""Jobs, hiring teams, delegates, processes."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    """What the organisation hires for, who hires, and through which stages."""

    name = "tiltrekk.jobs"

    def ready(self) -> None:
        from . import access, registration, telling
        from .default_process import ensure_default_process

        del access  # imported because it registers the relations
        registration.register()
        telling.register()
        post_migrate.connect(ensure_default_process, sender=self)
