"""Addresses under ``/careers/``."""

from django.urls import path

from . import views

app_name = "careers"

urlpatterns = [
    path("", views.jobs, name="job-list"),
    path("<id:job_id>/", views.job, name="job-read"),
    path("<id:job_id>/apply/", views.apply, name="job-apply"),
    path("<id:job_id>/thanks/", views.thanks, name="job-thanks"),
]
