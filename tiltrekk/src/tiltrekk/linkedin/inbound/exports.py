"""One-click export: from the push to a prospect on the job (linkedin.md §14, decision 7)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from linkedin_talent.exports import ExportedCandidate, StubProfile

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.applications.services import add_prospect
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate, Source
from tiltrekk.core import clock, events
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, HeldExport, MemberConnection, WhyHeld
from tiltrekk.linkedin.projection.rights import has_prospect_stage, may_export_to

from .taken import taken

UNKNOWN_EXPORTER = "exporter_unknown"


@dataclass(frozen=True)
class Arrived:
    """What became of one export."""

    application: Application | None = None
    held: HeldExport | None = None
    result: str = ""


def unknown_jobs(found: Iterable[ExportedCandidate]) -> set[str]:
    """Return the ids of jobs that are not here, or not yet: what was exported to them waits for them."""
    wanted = {one.external_job_posting_id for one in found if _is_ours(one)}
    return wanted - set(Job.objects.filter(job_id__in=wanted).values_list("job_id", flat=True))


def _is_ours(exported: ExportedCandidate) -> bool:
    return CompanyPage.objects.filter(company_id=exported.integration_context.rpartition(":")[2]).exists()


@transaction.atomic
def take_in(exported: ExportedCandidate, *, request_id: str) -> Arrived:
    """Add the person to the job, which is here, as a prospect, or park the export. Doing it twice changes nothing."""
    if not _is_ours(exported):
        return Arrived(result="another customer's")
    job = Job.objects.get(job_id=exported.external_job_posting_id)
    exporter, profile = _exporter(exported), taken(exported.candidate, beside=exported.model_extra or ())
    if why := _why_not(job, exported, exporter):
        return Arrived(held=_park(job, why, profile, exporter, request_id), result=f"parked: {why}")
    application = add(job, profile, exporter)
    return Arrived(application=application, result="added" if application else "already on the job")


def _exporter(exported: ExportedCandidate) -> User | None:
    connected = MemberConnection.objects.filter(person=exported.exporter or "").select_related("user").first()
    return connected.user if connected else None


def _why_not(job: Job, exported: ExportedCandidate, exporter: User | None) -> WhyHeld | None:
    """A named exporter must be on the team; for an unnamed one LinkedIn has checked the access list (A-28)."""
    if not job.is_active:
        return WhyHeld.JOB_CLOSED
    if not has_prospect_stage(job):
        return WhyHeld.NO_PROSPECTS
    if exported.exporter and not (exporter and may_export_to(exporter, job)):
        return WhyHeld.NOT_ON_TEAM
    return None


def add(job: Job, profile: StubProfile, exporter: User | None) -> Application | None:
    """Find or make the person and put them on the job; None when they are on it already."""
    candidate = person(profile, exporter)
    open_one = Application.objects.filter(job=job, candidate=candidate).exclude(status="closed")
    if open_one.exists():
        return None
    application = add_prospect(actor=None, job=job, candidate=candidate, source=Source.LINKEDIN, by=by(exporter))
    if exporter:
        application.added_by = exporter  # shown as "Exported by"; LinkedIn, not the exporter, made the change
        application.save(update_fields=["added_by"])
    events.record(
        actor=exporter,
        verb="application.exported",
        subject=application,
        job=job,
        candidate=candidate,
        application=application,
        values={"from": "linkedin", "by": by(exporter)},
    )
    return application


def by(exporter: User | None) -> str:
    """Return what the event says of the exporter."""
    return "linkedin" if exporter else UNKNOWN_EXPORTER


def person(profile: StubProfile, actor: User | None = None) -> Candidate:
    """Find the person by member id, then by exact e-mail; never by name alone (decision 4)."""
    return people.find_or_create(
        actor=actor,
        given_name=profile.first_name,
        surname=profile.last_name,
        email=next(iter(profile.email_addresses), ""),
        member_urn=profile.member,
        profile_url=profile.profile_url,
        headline=profile.headline or "",
        employer=next(iter(profile.current_employer_names), ""),
        source=Source.LINKEDIN,
        by="linkedin",
    )[0]


def _park(job: Job, why: WhyHeld, profile: StubProfile, exporter: User | None, request_id: str) -> HeldExport:
    held, made = HeldExport.objects.get_or_create(
        request_id=request_id,
        member=profile.member,
        defaults={
            "job": job,
            "why": why,
            "profile": profile.wire(),
            "exporter": exporter,
            "received_at": clock.now(),
        },
    )
    if made:
        events.record(actor=exporter, verb="export.held", subject=held, job=job, values={"why": why.value})
    return held
