"""Applications and notes follow their person when two records become one."""

from tiltrekk.applications.models import Application, Note
from tiltrekk.core.models import Event


def follow_merge(event: Event) -> None:
    """Move what hung on the other record to the survivor. A subscriber of candidate.merged."""
    merged, survivor = event.values["merged"], event.subject_id
    Application.objects.filter(candidate=merged).update(candidate=survivor, updated_at=event.at)
    Note.objects.filter(candidate=merged).update(candidate=survivor)
