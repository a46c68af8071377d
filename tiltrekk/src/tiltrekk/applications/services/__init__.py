"""Every change to applications, notes and feedback.

``actor`` is None when a machine or the person themselves acts; then ``by`` names it in the event log.
"""

from .adding import add_applicant, add_person, add_prospect, add_to_job, apply, hand_in
from .closing import close_applications_of, reopen_applications_of
from .deciding import accept_offer, delete, reject, reopen
from .documents import add_document
from .feedback import FeedbackText, request_feedback, save_feedback, submit_feedback
from .merging import follow_merge
from .moving import UNDO_SECONDS, move, undo_move
from .notes import change_note, create_note, delete_note

__all__ = [
    "UNDO_SECONDS",
    "FeedbackText",
    "accept_offer",
    "add_applicant",
    "add_document",
    "add_person",
    "add_prospect",
    "add_to_job",
    "apply",
    "change_note",
    "close_applications_of",
    "create_note",
    "delete",
    "delete_note",
    "follow_merge",
    "hand_in",
    "move",
    "reject",
    "reopen",
    "reopen_applications_of",
    "request_feedback",
    "save_feedback",
    "submit_feedback",
    "undo_move",
]
