"""Addresses of the questions and of their figures."""

from django.urls import path

from . import views

app_name = "privacy"

urlpatterns = [
    path("careers/equality/", views.answer, name="equality-answer"),
    path("careers/equality/withdraw/", views.withdraw, name="equality-withdraw"),
    path("admin-center/equality/", views.report, name="equality-report"),
    path("admin-center/equality/accesses/", views.AccessesPage.as_view(), name="access-list"),
]
