"""A job that only tries things out is marked as a test: nothing of it goes to LinkedIn, where every job is live."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job

from .models import Listing
from .posted import is_posted


@transaction.atomic
def mark_as_test(*, actor: User, job: Job) -> None:
    """Keep the job and all about it from LinkedIn; what is there already is taken away."""
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    job = Job.objects.select_for_update().get(pk=job.pk)  # as posting does: one of the two comes first
    refuse([Reason("posted", _("Take the job down from LinkedIn first."))] if is_posted(job) else [])
    _set(actor, job, is_test=True)


@transaction.atomic
def end_test(*, actor: User, job: Job, confirmed: bool = False) -> None:
    """Make it a job like others, which can be posted. ``confirmed`` answers the question."""
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    refuse([] if confirmed else [Reason("unconfirmed", question(job))])
    _set(actor, Job.objects.select_for_update().get(pk=job.pk), is_test=False)


def question(job: Job) -> str:
    """Return what to ask before a test job becomes a real one."""
    text = _(
        "“%s” can be posted then, and with Recruiter LinkedIn is told of it. Everything posted is shown to everybody."
    )
    return text % job.title


def _set(actor: User, job: Job, *, is_test: bool) -> None:
    Listing.objects.update_or_create(job=job, defaults={"is_test": is_test})
    events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=["test_job"])
