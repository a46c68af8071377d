"""Home, search, activity."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages that look across all apps."""

    name = "tiltrekk.web"

    def ready(self) -> None:
        from . import menus, sentences

        menus.register()
        sentences.register()
