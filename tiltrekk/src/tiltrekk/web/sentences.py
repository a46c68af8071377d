"""How changes to jobs, people and applications read on Home, with everybody named."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.activity import stage_name
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs import access as jobs_access
from tiltrekk.ui.sentences import Name, names_of, sentence


def _jobs(reader: User, ids: Iterable[int]) -> Mapping[int, Name]:
    rows = jobs_access.visible_to(reader).filter(pk__in=ids)
    return {job.pk: Name(job.title, reverse("jobs:job-read", args=[job.public_id])) for job in rows}


def _candidates(_reader: User, ids: Iterable[int]) -> Mapping[int, Name]:
    """Names only of people whose events ``selectors`` let through; deleted people have none."""
    rows = Candidate.objects.filter(pk__in=ids, deleted_at=None)
    return {one.pk: Name(one.name, reverse("candidates:candidate-read", args=[one.public_id])) for one in rows}


def _added(values: Mapping[str, Any]) -> Any:
    if values.get("by") == "candidate":
        return _("%(candidate)s applied for %(job)s")
    if values.get("by") == "linkedin":
        return _("%(actor)s added %(candidate)s from LinkedIn to %(job)s")
    return _("%(actor)s added %(candidate)s to %(job)s")


def _moved(values: Mapping[str, Any]) -> str:
    stage = stage_name(values["to"]).replace("%", "%%")
    return _now("%(actor)s moved %(candidate)s to {stage}, %(job)s").replace("{stage}", stage)


def register() -> None:
    """Called once, when the program starts."""
    names_of("job", _jobs)
    names_of("candidate", _candidates)
    for verb, text, icon in _TABLE:
        sentence(verb, text, icon=icon)


_TABLE = (
    ("job.created", _("%(actor)s created the job %(job)s"), "briefcase"),
    ("job.changed", _("%(actor)s changed the job %(job)s"), "pencil"),
    ("job.activated", _("%(actor)s activated %(job)s"), "player-play"),
    ("job.closed", _("%(actor)s closed %(job)s"), "archive"),
    ("job.team_changed", _("%(actor)s changed the hiring team of %(job)s"), "users"),
    ("job.process_changed", _("%(actor)s changed the process of %(job)s"), "route"),
    ("candidate.created", _("%(actor)s added %(candidate)s"), "user-plus"),
    ("candidate.changed", _("%(actor)s changed the profile of %(candidate)s"), "user-edit"),
    ("candidate.document_added", _("%(actor)s added a document to %(candidate)s"), "file-plus"),
    ("candidate.identity_linked", _("%(candidate)s is linked to a LinkedIn profile"), "link"),
    ("candidate.identity_unlinked", _("%(candidate)s is no longer linked to LinkedIn"), "unlink"),
    ("pool.member_added", _("%(actor)s added %(candidate)s to a talent pool"), "users-plus"),
    ("application.created", _added, "user-plus"),
    ("application.advanced", _moved, "arrow-right"),
    ("application.rejected", _("%(actor)s rejected %(candidate)s, %(job)s"), "user-x"),
    ("application.closed", _("%(actor)s closed the application of %(candidate)s, %(job)s"), "user-x"),
    ("application.reopened", _("%(actor)s reopened the application of %(candidate)s, %(job)s"), "user-check"),
    ("note.created", _("%(actor)s wrote a note on %(candidate)s"), "note"),
    ("note.changed", _("%(actor)s changed a note on %(candidate)s"), "note"),
    ("feedback.submitted", _("%(actor)s submitted feedback on %(candidate)s"), "message-check"),
    ("feedback.requested", _("%(actor)s asked for feedback on %(candidate)s"), "message-question"),
    ("posting.posted", _("%(actor)s posted %(job)s"), "world-upload"),
    ("posting.reposted", _("%(actor)s posted %(job)s again"), "world-upload"),
    ("posting.unposted", _("%(actor)s took down the posting of %(job)s"), "world-off"),
)
