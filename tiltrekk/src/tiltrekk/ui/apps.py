"""Page frame, components, the generic list."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look and the parts every page is made of."""

    name = "tiltrekk.ui"
