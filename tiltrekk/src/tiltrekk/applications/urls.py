"""Addresses of prospects, applicants and what is done with them."""

from django.urls import path

from .views import actions, adding, application, board, choosing, feedback, notes, person

app_name = "applications"
_JOB = "jobs/<id:job_id>"
_ONE = "applications/<id:application_id>"

urlpatterns = [
    path(f"{_JOB}/prospects/", board.ProspectListPage.as_view(), name="prospect-list"),
    path(f"{_JOB}/applicants/", board.applicant_board, name="applicant-board"),
    path(f"{_JOB}/applicants/list/", board.ApplicantListPage.as_view(), name="applicant-list"),
    path(f"{_JOB}/add/", adding.person_add, name="person-add"),
    path(f"{_JOB}/add/known/", adding.person_known, name="person-known"),
    path(f"{_ONE}/", application.application_read, name="application-read"),
    path(f"{_ONE}/move/", actions.application_move, name="application-move"),
    path(f"{_ONE}/undo/<int:move>/", actions.application_undo, name="application-undo"),
    path(f"{_ONE}/reject/", actions.application_reject, name="application-reject"),
    path(f"{_ONE}/reopen/", actions.application_reopen, name="application-reopen"),
    path(f"{_ONE}/accept/", actions.application_accept, name="application-accept"),
    path(f"{_ONE}/delete/", actions.application_delete, name="application-delete"),
    path(f"{_ONE}/documents/add/", actions.document_add, name="document-add"),
    path(f"{_ONE}/documents/<id:document_id>/", actions.document_read, name="document-read"),
    path(f"{_ONE}/notes/add/", notes.note_create, name="note-create"),
    path(f"{_ONE}/feedback/give/", feedback.feedback_give, name="feedback-give"),
    path(f"{_ONE}/feedback/request/", feedback.feedback_request, name="feedback-request"),
    path(f"{_ONE}/<slug:tab>/", application.application_read, name="application-tab"),
    path("candidates/to-job/", choosing.people_add, name="people-add"),
    path("candidates/to-job/jobs/", choosing.job_choices, name="job-choices"),
    path("notes/<id:note_id>/", notes.note_change, name="note-change"),
    path("notes/<id:note_id>/delete/", notes.note_delete, name="note-delete"),
    path("candidates/<id:candidate_id>/applications/", person.person_applications, name="person-applications"),
    path("candidates/<id:candidate_id>/notes/", person.person_notes, name="person-notes"),
    path("candidates/<id:candidate_id>/notes/add/", notes.person_note_create, name="person-note-create"),
    path("candidates/<id:candidate_id>/activity/", person.person_activity, name="person-activity"),
]
