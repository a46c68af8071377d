# What the makers of factories.py give back. factory_boy declares no types: calling one of its classes makes a row.

from typing import Any, Generic, TypeVar

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, Feedback, Note
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job

PASSWORD: str

_Row = TypeVar("_Row")

class Maker(Generic[_Row]):
    def __call__(self, **fields: Any) -> _Row: ...
    def create(self, **fields: Any) -> _Row: ...
    def create_batch(self, size: int, **fields: Any) -> list[_Row]: ...

UserFactory: Maker[User]
JobFactory: Maker[Job]
CandidateFactory: Maker[Candidate]
ApplicationFactory: Maker[Application]
NoteFactory: Maker[Note]
FeedbackFactory: Maker[Feedback]
