"""Addresses of everything LinkedIn."""

from django.urls import include, path

from . import endpoints

app_name = "linkedin"

urlpatterns = [
    path("", include("tiltrekk.linkedin.pages.urls")),
    path("linkedin/callback/<str:secret>/", endpoints.callback, name="callback"),
    path("linkedin/applications/<str:secret>/", endpoints.applications, name="applications"),
    path("linkedin/feed/<str:secret>.xml", endpoints.feed, name="feed"),
]
