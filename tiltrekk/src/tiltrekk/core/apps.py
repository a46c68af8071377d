"""The ground floor."""

from django.apps import AppConfig
from django.urls import register_converter


class CoreConfig(AppConfig):
    """Ids, clock, events, errors, permission table, outbound HTTP, jobs queue, files, text."""

    name = "tiltrekk.core"

    def ready(self) -> None:
        from .ids import PublicIdConverter

        register_converter(PublicIdConverter, "id")
