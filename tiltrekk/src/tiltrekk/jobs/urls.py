"""Addresses under ``/jobs/``."""

from django.urls import path

from .views import job, lists, process, team

app_name = "jobs"

urlpatterns = [
    path("", lists.JobListPage.as_view(), {"tab": "open"}, name="job-list"),
    path("mine/", lists.JobListPage.as_view(), {"tab": "mine"}, name="job-list-mine"),
    path("drafts/", lists.JobListPage.as_view(), {"tab": "drafts"}, name="job-list-drafts"),
    path("closed/", lists.JobListPage.as_view(), {"tab": "closed"}, name="job-list-closed"),
    path("new/", job.create, name="job-create"),
    path("<id:job_id>/", job.read, name="job-read"),
    path("<id:job_id>/details/", job.details, name="job-details"),
    path("<id:job_id>/activate/", job.activate, name="job-activate"),
    path("<id:job_id>/close/", job.close, name="job-close"),
    path("<id:job_id>/reopen/", job.reopen, name="job-reopen"),
    path("<id:job_id>/delete/", job.delete, name="job-delete"),
    path("<id:job_id>/activity/", job.feed, name="job-activity"),
    path("<id:job_id>/team/", team.read, name="job-team"),
    path("<id:job_id>/team/add/", team.add, name="member-add"),
    path("<id:job_id>/team/delegates/add/", team.add_delegate, name="delegate-add"),
    path("<id:job_id>/team/<id:user_id>/role/", team.change, name="member-change"),
    path("<id:job_id>/team/<id:user_id>/remove/", team.remove, name="member-remove"),
    path(
        "<id:job_id>/team/<id:member_id>/delegates/<id:user_id>/remove/",
        team.remove_delegate,
        name="delegate-remove",
    ),
    path("<id:job_id>/process/", process.read, name="job-process"),
    path("<id:job_id>/process/stages/add/", process.add_stage, name="stage-add"),
    path("<id:job_id>/process/stages/<int:number>/", process.change_stage, name="stage-change"),
    path("<id:job_id>/process/settings/<slug:activity>/", process.change_settings, name="process-settings"),
]
