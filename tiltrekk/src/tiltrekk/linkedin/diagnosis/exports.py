"""Why is the person I exported not here: on the Prospects tab, held, unread, or never sent to us (LI-28)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job, StageKind
from tiltrekk.linkedin.inbound.unread import unread_too_long
from tiltrekk.linkedin.models import HeldExport
from tiltrekk.ui.times import in_sentence

from .finding import Finding, Weight
from .reader import JobReader

LINKEDIN = "linkedin"


def why_export_not_here(*, actor: User, job: Job) -> list[Finding]:
    """Where exports to the job have gone. Raises ``NotAllowed``."""
    require(actor, Flag.READ_LINKEDIN_POSTING, job)
    reader = JobReader(actor, job)
    return [*_held(job, reader), *_unread(reader), *_on_prospects(job, reader)]


def _held(job: Job, reader: JobReader) -> list[Finding]:
    """Exports the job could not take wait for a decision, on every page of the job."""
    waiting = HeldExport.objects.filter(job=job, decided_at=None).order_by("received_at")
    number = len(waiting)
    if not number:
        return []
    text = ngettext(
        "%(n)s export is held: %(why)s.", "%(n)s exports are held; the oldest because: %(why)s.", number
    ) % {"n": number, "why": waiting[0].get_why_display()}
    return [
        Finding(
            "export_held",
            text,
            *reader.on_job(Flag.CREATE_APPLICANT, _("Decide"), "jobs:job-details", "#li-held-title"),
        )
    ]


def _unread(reader: JobReader) -> list[Finding]:
    number = unread_too_long().count()
    if not number:
        return []
    text = ngettext(
        "%(n)s message from LinkedIn has been unread for 15 minutes, so an export may be missing.",
        "%(n)s messages from LinkedIn have been unread for 15 minutes, so an export may be missing.",
        number,
    ) % {"n": number}
    return [Finding("export_unread", text, *reader.admin(_("Open LinkedIn integration"), "li-sync"))]


def _on_prospects(job: Job, reader: JobReader) -> list[Finding]:
    """Exported people are prospects, so the list of applicants does not hold them."""
    found = Application.objects.filter(job=job, source=LINKEDIN, stage__kind=StageKind.PROSPECT)
    last = found.order_by("-created_at").values_list("created_at", flat=True).first()
    if last is None:
        return []
    number = found.count()
    text = ngettext(
        "%(n)s person from LinkedIn is on the Prospects tab, not among the applicants; arrived %(when)s.",
        "%(n)s people from LinkedIn are on the Prospects tab, not among the applicants; the last arrived %(when)s.",
        number,
    ) % {"n": number, "when": in_sentence(last)}
    remedy = reader.on_job(Flag.READ_PROSPECTS, _("Open the Prospects tab"), "applications:prospect-list")
    return [Finding("on_prospects_tab", text, *remedy, Weight.EXPECTED)]
