"""What the page frame needs on every page."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page frame."""
    del request
    return {}
