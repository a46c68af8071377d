"""Where a job's record stands on its way to LinkedIn."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tiltrekk.core.permissions import Flag
from tiltrekk.linkedin.models import JobOperation, Kind, SyncRow
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence

from .finding import Act, Finding, Weight
from .reader import JobReader


def operation_findings(reader: JobReader) -> list[Finding]:
    """Return what the record waits for, or why LinkedIn refused it; empty when it is there as it should be."""
    operation = JobOperation.objects.filter(object_id=reader.job.job_id).first()
    row = SyncRow.objects.filter(kind=Kind.JOB, object_id=reader.job.job_id).first()
    if row and row.failed:
        return [_refused(row, reader)]
    if operation and operation.task:
        return [_processing(operation)]
    return [_waiting(row)] if row and row.acknowledged < row.wanted else []


def _refused(row: SyncRow, reader: JobReader) -> Finding:
    text = _("LinkedIn refused the job: %s") % explain(row.error)
    remedy, acts = reader.on_job(Flag.UPDATE_JOB_DETAILS, _("Open the details"), "jobs:job-details")
    if Flag.ACCESS_ADMIN_CENTER in reader.rights:
        acts = (*acts, Act(_("All that was refused"), reverse("linkedin:admin") + "#li-sync"))
    return Finding("refused", text, remedy, acts)


def _processing(operation: JobOperation) -> Finding:
    text = _("LinkedIn has accepted the job and is processing it.")
    if operation.asked_at:
        text = _("LinkedIn accepted the job %s and is processing it.") % in_sentence(operation.asked_at)
    return Finding("task_open", text, "", (), Weight.WAITS)


def _waiting(row: SyncRow) -> Finding:
    text = _("The job is on its way to LinkedIn.")
    if row.since:
        text = _("The job is on its way to LinkedIn; changed %s.") % in_sentence(row.since)
    return Finding("on_its_way", " ".join([text, *([explain(row.error)] if row.error else [])]), "", (), Weight.WAITS)
