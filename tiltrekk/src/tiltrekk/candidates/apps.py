"""People, their documents, talent pools, sources."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CandidatesConfig(AppConfig):
    """Persons, independent of any job."""

    name = "tiltrekk.candidates"

    def ready(self) -> None:
        from . import access, registration, telling  # access registers the relations

        del access
        registration.register()
        telling.register()

        post_migrate.connect(_ensure_linkedin_pool, sender=self)


def _ensure_linkedin_pool(**_: Any) -> None:
    """Have the system's pool from the beginning (POOL-09), also after a flush in tests."""
    from .services import linkedin_pool

    linkedin_pool()
