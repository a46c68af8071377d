"""Root routes. An app that is installed brings its own; the order below is the order of matching."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

# prefix of each app's addresses
PREFIXES = {
    "accounts": "",
    "core": "",
    "web": "",
    "jobs": "jobs/",
    "candidates": "",
    "applications": "",
    "postings": "",
    "careers": "careers/",
    "linkedin": "",
}


def _routes(app: str, prefix: str) -> URLResolver:
    return path(prefix, include(f"tiltrekk.{app}.urls"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("tiltrekk.accounts.signin_urls")),
]
urlpatterns += [
    _routes(app, prefix)
    for app, prefix in PREFIXES.items()
    if apps.is_installed(f"tiltrekk.{app}") and find_spec(f"tiltrekk.{app}.urls")
]
