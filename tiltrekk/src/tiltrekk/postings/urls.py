"""Addresses of the Postings tab."""

from django.urls import path

from . import views

app_name = "postings"

urlpatterns = [
    path("jobs/<id:job_id>/postings/", views.read, name="job-postings"),
    path("jobs/<id:job_id>/postings/<slug:channel>/post/", views.post, name="posting-post"),
    path("jobs/<id:job_id>/postings/<slug:channel>/repost/", views.repost, name="posting-repost"),
    path("jobs/<id:job_id>/postings/<slug:channel>/unpost/", views.unpost, name="posting-unpost"),
]
