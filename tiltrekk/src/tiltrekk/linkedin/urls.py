"""Addresses of everything LinkedIn."""

from django.urls import include, path

from . import endpoints, member_endpoints

app_name = "linkedin"

urlpatterns = [
    path("", include("tiltrekk.linkedin.pages.urls")),
    path("linkedin/callback/<str:secret>/", endpoints.callback, name="callback"),
    path("linkedin/feed/<str:secret>.xml", endpoints.feed, name="feed"),
    path("linkedin/member/connect/", member_endpoints.member_connect, name="member-connect"),
    path("linkedin/member/return/", member_endpoints.member_return, name="member-return"),
    path("linkedin/member/disconnect/", member_endpoints.member_disconnect, name="member-disconnect"),
]
