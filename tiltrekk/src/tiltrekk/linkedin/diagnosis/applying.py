"""Why people cannot apply to this job on LinkedIn itself, though they should (linkedin.md §19)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from linkedin_talent.job_status import ApplyStatus

from tiltrekk.core.permissions import Flag
from tiltrekk.linkedin import onsite
from tiltrekk.linkedin.models import Confirmed, JobOperation
from tiltrekk.ui.times import in_sentence

from .finding import Act, Finding
from .reader import JobReader


def applying_findings(reader: JobReader) -> list[Finding]:
    """Return why LinkedIn sends applicants elsewhere; empty where it should, or where all is well."""
    public = JobOperation.objects.filter(object_id=reader.job.job_id, confirmed=Confirmed.PUBLIC, task="").first()
    if public is None or public.apply_status != ApplyStatus.NOT_ENABLED:
        return []
    return [_off_site(public, reader)] if onsite.is_on() and onsite.takes(reader.job) else []


def _off_site(state: JobOperation, reader: JobReader) -> Finding:
    """LinkedIn does so after the first application it could not deliver, and when a question is not to its liking."""
    text = _("LinkedIn does not take applications to the job itself; people are sent to your own form.")
    said = _("LinkedIn says: “%s”.") % state.apply_words if state.apply_words else ""
    when = _("Last looked at %s.") % in_sentence(state.looked_at) if state.looked_at else ""
    again = _("Ask LinkedIn again")
    remedy, acts = reader.on_job(Flag.POST_JOB, again, "postings:job-postings")
    if Flag.POST_JOB in reader.rights:
        acts = (Act(again, reverse("linkedin:job-again", args=[reader.job.public_id]), is_button=True),)
    return Finding("off_site", " ".join(filter(None, [text, said, when])), remedy, acts)
