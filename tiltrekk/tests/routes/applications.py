"""People on a job: its team; interviewers read, managers advance, only recruiters reject (attract.md §1.3)."""

from django.core.files.uploadedfile import SimpleUploadedFile
from factories import CandidateFactory

DATA = {
    "GET applications:people-add": lambda world: {"candidate": world.candidate.public_id},
    "POST applications:people-add": lambda world: {
        "candidate": [CandidateFactory().public_id], "job": world.job.public_id
    },
    "POST applications:document-add": lambda _world: {
        "upload": SimpleUploadedFile("cv.txt", b"Ten years of cables.", "text/plain"), "kind": "resume"
    },
    "POST applications:application-move": lambda world: {
        "from": world.application.stage_id, "to": world.job.process.stages.get(kind="interview").pk
    },
    "POST applications:application-reject": lambda _world: {"reason": "experience"},
    "POST applications:note-create": lambda _world: {"text": "A note.", "visibility": "team"},
    "POST applications:person-note-create": lambda _world: {"text": "A note.", "visibility": "team"},
    "POST applications:note-change": lambda _world: {"text": "Another note.", "visibility": "team"},
    "POST applications:feedback-give": lambda _world: {"recommended": "yes", "overall": "Good.", "act": "submit"},
    "POST applications:feedback-request": lambda world: {"colleague": world.users["interviewer"].public_id},
    "POST applications:person-add": lambda _world: {
        "given_name": "Kari", "surname": "Nordby", "source": "other", "kind": "applicant"
    },
}  # fmt: skip

# The columns are those of world.KINDS.
TABLE = """
GET  applications:prospect-list               302 404 200 200 404 200 404 403 200
POST applications:prospect-list               302 404 403 403 404 403 404 403 403
GET  applications:applicant-board             302 404 200 200 404 200 404 200 200
GET  applications:applicant-list              302 404 200 200 404 200 404 200 200
POST applications:applicant-list              302 404 403 403 404 403 404 403 403
GET  applications:person-add                  302 404 403 200 404 200 404 403 200
POST applications:person-add                  302 404 403 302 404 302 404 403 302
GET  applications:person-known                302 404 403 200 404 200 404 403 200
GET  applications:application-read            302 404 200 200 404 200 404 200 200
POST applications:application-move            302 404 403 302 404 302 404 403 302
POST applications:application-undo            302 404 409 409 404 409 404 409 409
GET  applications:application-reject          302 404 403 403 404 200 404 403 200
POST applications:application-reject          302 404 403 403 404 302 404 403 302
POST applications:application-reopen          302 404 403 403 404 409 404 403 409
POST applications:application-accept          302 404 403 409 404 409 404 403 409
POST applications:application-delete          302 404 403 403 404 302 404 403 302
POST applications:document-add                302 404 403 200 404 200 404 403 200
GET  applications:document-read               302 404 200 200 404 200 404 200 200
GET  applications:note-create                 302 404 403 200 404 200 404 403 200
POST applications:note-create                 302 404 403 302 404 302 404 403 302
POST applications:feedback-give               302 404 403 200 404 302 404 302 302
POST applications:feedback-request            302 404 403 302 404 302 404 403 302
GET  applications:application-tab             302 404 200 200 404 200 404 200 200
GET  applications:note-change                 302 404 403 403 404 200 404 403 403
POST applications:note-change                 302 404 403 403 404 302 404 403 403
POST applications:note-delete                 302 404 403 403 404 302 404 403 403
GET  applications:people-add                  302 403 403 200 200 200 200 403 200
POST applications:people-add                  302 403 403 302 404 302 404 403 404
GET  applications:job-choices                 302 403 403 200 200 200 200 403 200
GET  applications:person-applications         302 404 200 200 200 200 200 404 200
GET  applications:person-notes                302 404 200 200 200 200 200 404 200
GET  applications:person-note-create          302 404 403 200 200 200 200 404 200
POST applications:person-note-create          302 404 403 302 302 302 302 404 302
GET  applications:person-activity             302 404 200 200 200 200 200 404 200
"""
