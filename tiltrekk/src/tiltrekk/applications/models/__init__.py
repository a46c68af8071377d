"""Rows of the applications app."""

from .application import Application, ApplicationDocument, RejectionReason, StageMove, Status, StatusReason
from .feedback import Feedback, FeedbackState
from .note import Note, Visibility

__all__ = [
    "Application",
    "ApplicationDocument",
    "Feedback",
    "FeedbackState",
    "Note",
    "RejectionReason",
    "StageMove",
    "Status",
    "StatusReason",
    "Visibility",
]
