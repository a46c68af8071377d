"""Prospects and applicants: stage moves, notes, feedback, rejection."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """People on their way through a job."""

    name = "tiltrekk.applications"

    def ready(self) -> None:
        from . import access  # noqa: F401  # registers the relations
