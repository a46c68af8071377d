"""Root routes: an app that is installed brings its own, so taking one out of the settings takes its pages along."""

from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.urls import URLPattern, URLResolver, include, path

handler400 = "tiltrekk.core.failures.bad_request"
handler500 = "tiltrekk.core.failures.server_error"
PREFIXES = {"jobs": "jobs/", "careers": "careers/"}  # of all others the addresses are whole


def _has_pages(app: AppConfig) -> bool:
    return app.name.startswith("tiltrekk.") and find_spec(f"{app.name}.urls") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("tiltrekk.accounts.signin_urls")),
    *(
        path(PREFIXES.get(app.label, ""), include(f"{app.name}.urls"))
        for app in apps.get_app_configs()
        if _has_pages(app)
    ),
]
