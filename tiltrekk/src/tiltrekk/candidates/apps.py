"""People, their documents, talent pools, sources."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    """Persons, independent of any job."""

    name = "tiltrekk.candidates"

    def ready(self) -> None:
        from . import access  # noqa: F401  # registers the relations
