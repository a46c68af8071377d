"""How changes to jobs and their postings read on Home; those to people stand in ``applications.sentences``."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tiltrekk.accounts.models import User
from tiltrekk.jobs import access
from tiltrekk.ui.sentences import Name, names_of, sentence

_TABLE = (
    ("job.created", _("%(actor)s created the job %(job)s"), "briefcase"),
    ("job.changed", _("%(actor)s changed the job %(job)s"), "pencil"),
    ("job.activated", _("%(actor)s activated %(job)s"), "player-play"),
    ("job.closed", _("%(actor)s closed %(job)s"), "archive"),
    ("job.reopened", _("%(actor)s reopened %(job)s"), "rotate"),
    ("job.team_changed", _("%(actor)s changed the hiring team of %(job)s"), "users"),
    ("job.process_changed", _("%(actor)s changed the process of %(job)s"), "route"),
    ("candidate.document_added", _("%(actor)s added a document to %(candidate)s"), "file-plus"),
    ("posting.posted", _("%(actor)s posted %(job)s"), "world-upload"),
    ("posting.reposted", _("%(actor)s posted %(job)s again"), "world-upload"),
    ("posting.unposted", _("%(actor)s took down the posting of %(job)s"), "world-off"),
)


def register() -> None:
    """Called once, when the program starts."""
    names_of("job", _jobs)
    for verb, text, icon in _TABLE:
        sentence(verb, text, icon=icon)


def _jobs(reader: User, ids: Iterable[int]) -> Mapping[int, Name]:
    rows = access.visible_to(reader).filter(pk__in=ids)
    return {job.pk: Name(job.title, reverse("jobs:job-read", args=[job.public_id])) for job in rows}
