"""What several services of this app share: the lock on a row, the sentences, the event."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import events
from tiltrekk.core.errors import Reason
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job, Stage


def locked(application: Application) -> Application:
    """Return the row as it is now, held until the transaction ends.

    Locked without its stage: who had to wait for the lock would join the row as it is now with the stage as it was, and
    find nothing.
    """
    rows = Application.objects.prefetch_related("job", "candidate", "stage")
    return rows.select_for_update().get(pk=application.pk)


def record(
    actor: User | None, verb: str, application: Application, values: Mapping[str, Any] | None = None, *, by: str = ""
) -> Event:
    """Write an event that shows under the application, its person and its job."""
    return events.record(
        actor=actor,
        verb=verb,
        subject=application,
        job=application.job,
        candidate=application.candidate,
        application=application,
        values={**(values or {}), **({"by": by} if by else {})},
    )


def stage_values(from_stage: Stage | None, to_stage: Stage) -> dict[str, Any]:
    """Return what an event says of a stage move; the name is empty where the kind's own word is used."""
    return {
        **({"from": _describe(from_stage)} if from_stage else {}),
        "to": _describe(to_stage),
    }


def _describe(stage: Stage) -> dict[str, Any]:
    return {"id": stage.pk, "kind": stage.kind, "label": stage.label}


def job_reasons(job: Job) -> list[Reason]:
    """People are added and moved on active jobs only; a closed job is read-only (OQ-6)."""
    return [] if job.is_active else [Reason("job_not_active", _("“%s” is not active.") % job.title)]


def open_reasons(application: Application) -> list[Reason]:
    """A closed application changes only by being reopened."""
    if application.is_open:
        return []
    return [Reason("closed", _("The application of %s is closed.") % application.candidate.name)]
