"""Addresses of interviews, and of the candidates' own page."""

from django.urls import path

from .views import actions, pages, planning, public

app_name = "interviews"
_ONE = "interviews/<id:interview_id>"
_OWN = "your-interview/<str:token>"

urlpatterns = [
    path("interviews/", pages.InterviewListPage.as_view(), name="interview-list"),
    path("jobs/<id:job_id>/interviews/", pages.JobInterviewListPage.as_view(), name="job-interview-list"),
    path("jobs/<id:job_id>/interviews/plan/", planning.several_plan, name="several-plan"),
    path("applications/<id:application_id>/interviews/plan/", planning.interview_plan, name="interview-plan"),
    path(f"{_ONE}/", pages.interview_read, name="interview-read"),
    path(f"{_ONE}/change/", planning.interview_change, name="interview-change"),
    path(f"{_ONE}/cancel/", actions.interview_cancel, name="interview-cancel"),
    path(f"{_ONE}/hold/", actions.interview_hold, name="interview-hold"),
    path(f"{_ONE}/tell/", actions.interview_tell, name="interview-tell"),
    path(f"{_ONE}/answer/", actions.interview_answer, name="interview-answer"),
    path(f"{_ONE}/remind/", actions.interview_remind, name="interview-remind"),
    path(f"{_ONE}/send-again/", actions.interview_send_again, name="interview-send-again"),
    path(f"{_OWN}/", public.invitation, name="invitation"),
    path(f"{_OWN}/choose/", public.invitation_choose, name="invitation-choose"),
    path(f"{_OWN}/decline/", public.invitation_decline, name="invitation-decline"),
    path(f"{_OWN}/interview.ics", public.invitation_calendar, name="invitation-calendar"),
]
