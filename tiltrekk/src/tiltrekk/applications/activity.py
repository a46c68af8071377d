"""What happened to people, as sentences (``ui.sentences``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tiltrekk.candidates.models import Candidate
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.models import StageKind
from tiltrekk.ui.sentences import Name, names_of, sentence

from .access import visible_to
from .models import RejectionReason, StatusReason

PLAIN = {
    "candidate.created": ("user-plus", gettext_lazy("%(actor)s added %(candidate)s")),
    "candidate.changed": ("user-edit", gettext_lazy("%(actor)s changed the profile of %(candidate)s")),
    "candidate.merged": ("arrows-join", gettext_lazy("%(actor)s merged another record into %(candidate)s")),
    "candidate.document_added": ("file-plus", gettext_lazy("%(actor)s added a document to %(candidate)s")),
    "candidate.document_deleted": ("trash", gettext_lazy("%(actor)s deleted a document of %(candidate)s")),
    "candidate.identity_linked": ("link", gettext_lazy("%(candidate)s is linked to a LinkedIn profile")),
    "candidate.identity_unlinked": ("unlink", gettext_lazy("%(candidate)s is no longer linked to LinkedIn")),
    "pool.member_added": ("users-plus", gettext_lazy("%(actor)s added %(candidate)s to a talent pool")),
    "pool.member_removed": ("users-minus", gettext_lazy("%(actor)s took %(candidate)s out of a talent pool")),
    "application.reopened": (
        "user-check",
        gettext_lazy("%(actor)s reopened the application of %(candidate)s, %(job)s"),
    ),
    "application.offer_accepted": ("check", gettext_lazy("%(actor)s noted that %(candidate)s accepted the offer")),
    "application.deleted": ("trash", gettext_lazy("%(actor)s took %(candidate)s off %(job)s")),
    "note.created": ("note", gettext_lazy("%(actor)s wrote a note on %(candidate)s")),
    "note.changed": ("note", gettext_lazy("%(actor)s changed a note on %(candidate)s")),
    "note.deleted": ("note", gettext_lazy("%(actor)s deleted a note on %(candidate)s")),
    "feedback.submitted": ("message-check", gettext_lazy("%(actor)s submitted feedback on %(candidate)s")),
    "feedback.changed": ("message", gettext_lazy("%(actor)s changed the feedback on %(candidate)s")),
    "feedback.requested": ("message-question", gettext_lazy("%(actor)s asked for feedback on %(candidate)s")),
}


def register() -> None:
    """Say how the verbs of people read, and what people are called. Called from ``AppConfig.ready``."""
    for verb, (icon, text) in PLAIN.items():
        sentence(verb, text, icon=icon)
    sentence("application.created", _created, icon="user-plus")
    sentence("application.exported", _exported, icon="user-plus")
    sentence("application.advanced", _advanced, icon="arrow-right")
    sentence("application.rejected", _rejected, icon="user-x")
    sentence("application.closed", _closed, icon="user-x")
    names_of("candidate", _names)


def _names(reader: Any, ids: Iterable[int]) -> Mapping[int, Name]:
    """Return the names of people the reader may see: all with the right to, else those met on their jobs."""
    wanted = list(ids)
    rows = Candidate.objects.filter(pk__in=wanted, deleted_at=None, merged_into=None)
    reads_all = allowed(reader, Flag.READ_CANDIDATES)
    if not reads_all:
        rows = rows.filter(pk__in=visible_to(reader).filter(candidate__in=wanted).values("candidate"))
    return {row.pk: Name(row.name, _address(row) if reads_all else "", row.initials) for row in rows}


def _address(person: Candidate) -> str:
    return reverse("candidates:candidate-read", args=[person.public_id])


def _created(values: Mapping[str, Any]) -> str:
    if values.get("by") == "candidate":
        return _("%(candidate)s applied for %(job)s")
    if values.get("by") == "linkedin":
        return _("%(actor)s added %(candidate)s from LinkedIn to %(job)s")
    return _("%(actor)s added %(candidate)s to %(job)s")


def _exported(values: Mapping[str, Any]) -> str:
    if values.get("by") == "exporter_unknown":
        return _("%(candidate)s was exported from LinkedIn to %(job)s")
    return _("%(actor)s exported %(candidate)s from LinkedIn to %(job)s")


def _advanced(values: Mapping[str, Any]) -> str:
    return _with(_("%(actor)s moved %(candidate)s to {word}, %(job)s"), stage_name(values["to"]))


def _rejected(values: Mapping[str, Any]) -> str:
    word = RejectionReason(values["reason"]).label
    return _with(_("%(actor)s rejected %(candidate)s, %(job)s: {word}"), word)


def _closed(values: Mapping[str, Any]) -> str:
    word = StatusReason(values["reason"]).label
    return _with(_("The application of %(candidate)s for %(job)s was closed: {word}"), word)


def _with(text: str, word: Any) -> str:
    """Put the word in now; the names are filled in by the teller."""
    return text.replace("{word}", str(word).replace("%", "%%"))


def stage_name(described: Mapping[str, Any]) -> str:
    """Return a stage's own name, or its kind's word in the reader's language where it had none of its own."""
    label, kind = str(described["label"]), described["kind"]
    words = set()
    for language in ("en", "nb"):
        with override(language):
            words.add(str(StageKind(kind).label))
    return str(StageKind(kind).label) if label in words else label
