"""Addresses of the pages across all apps."""

from django.urls import path

from . import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("notices/", views.notices, name="notices"),
    path("activity/", views.activity, name="activity"),
]
