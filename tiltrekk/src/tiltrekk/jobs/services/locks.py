"""Every change of a job takes its row first, so that two people cannot both be right about its state."""

from django.utils.translation import gettext as _

from tiltrekk.core.errors import Reason, refuse
from tiltrekk.jobs.models import Job, Status


def locked(job: Job) -> Job:
    """Return the job as it is now, held until the transaction ends."""
    return Job.objects.select_for_update().get(pk=job.pk)


def refuse_closed(job: Job) -> None:
    """Raise ``Refused`` when the job is closed: it can only be read then (OQ-6)."""
    if job.status == Status.CLOSED:
        refuse([Reason("job_closed", _("This job is closed and can only be read."))])
