"""Addresses of everything LinkedIn."""

from django.urls import path

from . import endpoints

app_name = "linkedin"

urlpatterns = [
    path("linkedin/callback/<str:secret>/", endpoints.callback, name="callback"),
]
