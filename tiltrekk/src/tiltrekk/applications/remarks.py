"""Lines beside an applicant, in lists and on their page: shown here, known higher up."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .models import Application

Provider = Callable[[Sequence[Application]], Mapping[int, Sequence[Any]]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Say something of applicants whom somebody may see. Called from ``AppConfig.ready``."""
    _providers.append(provider)
    return provider


def of(applications: Sequence[Application]) -> dict[int, list[Any]]:
    """Return the lines of each application of a page, by its key."""
    found: dict[int, list[Any]] = {one.pk: [] for one in applications}
    for provider in _providers:
        for key, lines in provider(applications).items():
            found[key].extend(lines)
    return found
