"""What LinkedIn holds, or does not hold, of one person: every record with its state and the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import notes_visible_to, visible_to
from tiltrekk.applications.models import Application, Feedback, Note
from tiltrekk.applications.selectors import feedback as feedbacks
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.permissions import Flag, allowed

from .models import Kind, SyncRow
from .projection.application import END

EXCERPT = 120  # characters of a note


@dataclass(frozen=True)
class Record:
    """One record: its row, what it is here, and whether the reader may remove it from LinkedIn."""

    row: SyncRow
    title: str
    may_remove: bool

    @property
    def state(self) -> str:
        """The row's state, or removed."""
        return "removed" if self.row.withheld else self.row.state


@dataclass(frozen=True)
class Group:
    """The person, or one of their applications, with what hangs on it."""

    title: str
    application: Application | None
    records: Sequence[Record]


def of_person(*, actor: User, candidate: Candidate) -> list[Group]:
    """Return the records the actor may know of; the caller has checked that the person may be seen."""
    applications = list(_applications(actor, candidate))
    rows = _rows(candidate, applications)
    groups = [_person(actor, candidate, rows)]
    groups += [_application(actor, one, rows) for one in applications]
    return [group for group in groups if group.records]


def _applications(actor: User, candidate: Candidate) -> Iterable[Application]:
    found = visible_to(actor).filter(candidate=candidate).select_related("job", "stage", "candidate")
    return found.prefetch_related("moves__to_stage", "feedback__author").order_by("-created_at")


Rows = Mapping[tuple[str, str], Sequence[SyncRow]]


def _rows(candidate: Candidate, applications: Sequence[Application]) -> Rows:
    ids = [candidate.public_id, *(one.public_id for one in applications)]
    found: dict[tuple[str, str], list[SyncRow]] = {}
    for row in SyncRow.objects.filter(object_id__in=ids) | SyncRow.objects.filter(parent__in=ids):
        found.setdefault((row.kind, row.object_id), []).append(row)
    return found


def _records(rows: Rows, kind: Kind, titles: Iterable[tuple[str, str]], *, may: bool) -> list[Record]:
    return [Record(row, title, may) for key, title in titles for row in rows.get((kind.value, key), [])]


def _person(actor: User, candidate: Candidate, rows: Rows) -> Group:
    may = allowed(actor, Flag.DELETE_CANDIDATES, candidate)
    notes = notes_visible_to(actor).filter(candidate=candidate, application=None)
    records = _records(rows, Kind.CANDIDATE, [(candidate.public_id, _("Name, contact details, position"))], may=may)
    return Group(candidate.name, None, records + _records(rows, Kind.CANDIDATE_NOTE, map(_note, notes), may=may))


def _application(actor: User, one: Application, rows: Rows) -> Group:
    may = allowed(actor, Flag.DELETE_APPLICATION, one)
    notes = notes_visible_to(actor).filter(application=one)
    records = _records(rows, Kind.APPLICATION, [(one.public_id, _("Job and status"))], may=may)
    records += _records(rows, Kind.STAGE, _stages(one), may=may)
    records += _records(rows, Kind.FEEDBACK, map(_feedback, feedbacks.readable(actor=actor, application=one)), may=may)
    return Group(one.job.title, one, records + _records(rows, Kind.NOTE, map(_note, notes), may=may))


def _stages(one: Application) -> list[tuple[str, str]]:
    found = [(str(move.pk), str(move.to_stage.label)) for move in one.moves.all()]
    return [*found, (f"{one.pk}-{END}", str(one.get_status_reason_display()))]


def _feedback(one: Feedback) -> tuple[str, str]:
    return one.public_id, one.author.name


def _note(one: Note) -> tuple[str, str]:
    text = one.text if len(one.text) <= EXCERPT else f"{one.text[:EXCERPT]}…"
    return one.public_id, text
