"""Putting people on a job: as applicant, as prospect, or by their own hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, ApplicationDocument, StageMove
from tiltrekk.candidates import services as people
from tiltrekk.candidates.filetypes import Upload
from tiltrekk.candidates.models import Candidate, DocumentKind, Source
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import Job, Stage, StageKind
from tiltrekk.jobs.selectors import process

from .common import job_reasons, record, stage_values
from .moving import promote


@transaction.atomic
def add_applicant(
    *, actor: User | None, job: Job, candidate: Candidate, source: str = "", source_comment: str = "", by: str = ""
) -> Application:
    """Put a person into the Application stage (PROC-07). An open prospect of the same person is promoted instead."""
    if actor:
        require(actor, Flag.CREATE_APPLICANT, job)
    present = _open_application(job, candidate)
    refuse(job_reasons(job) + _person_reasons(candidate) + (_already(present) if present else []))
    if present:
        return promote(actor=actor, application=present, by=by)
    stage = job.process.stages.get(kind=StageKind.APPLICATION)
    return _create(actor, job, candidate, stage, source=source, source_comment=source_comment, by=by)


@transaction.atomic
def add_prospect(
    *, actor: User | None, job: Job, candidate: Candidate, source: str = "", source_comment: str = "", by: str = ""
) -> Application:
    """Put a person into the Prospect stage; refused where the job takes no prospects (attract.md §3.4)."""
    if actor:
        require(actor, Flag.CREATE_PROSPECT, job)
    stage = job.process.stages.get(kind=StageKind.PROSPECT)
    reasons = job_reasons(job) + _person_reasons(candidate)
    if not stage.enabled:
        reasons.append(Reason("no_prospects", _("“%s” takes no prospects.") % job.title))
    present = _open_application(job, candidate)
    refuse(reasons + (_already(present, prospects_too=True) if present else []))
    return _create(actor, job, candidate, stage, source=source, source_comment=source_comment, by=by)


@transaction.atomic
def add_person(
    *,
    actor: User,
    job: Job,
    as_prospect: bool,
    given_name: str,
    surname: str,
    email: str = "",
    phone: str = "",
    employer: str = "",
    title: str = "",
    source: str = Source.ADDED_BY_RECRUITER,
    resume: Upload | None = None,
) -> Application:
    """Find or make the person and put them on the job, with a résumé where there is one (CAND-07)."""
    require(actor, Flag.CREATE_PROSPECT if as_prospect else Flag.CREATE_APPLICANT, job)
    candidate, _made = people.find_or_create(
        actor=actor, given_name=given_name, surname=surname, email=email, phone=phone, employer=employer,
        headline=title, source=source,
    )  # fmt: skip
    add = add_prospect if as_prospect else add_applicant
    application = add(actor=actor, job=job, candidate=candidate, source=source)
    if resume:
        hand_in(actor=actor, application=application, upload=resume, kind=DocumentKind.RESUME)
    return application


def add_to_job(*, actor: User, job: Job, candidate: Candidate) -> Application:
    """Put a person we know on a job: a prospect where it takes prospects, else an applicant (POOL-08)."""
    as_prospect = allowed(actor, Flag.CREATE_PROSPECT, job) and process.settings(job).prospects
    add = add_prospect if as_prospect else add_applicant
    return add(actor=actor, job=job, candidate=candidate, source=candidate.source or Source.ADDED_BY_RECRUITER)


@transaction.atomic
def apply(
    *,
    job: Job,
    given_name: str,
    surname: str,
    email: str,
    phone: str = "",
    resume: Upload | None = None,
    cover_letter: Upload | None = None,
    source: str = Source.CAREER_SITE,
    profile: people.Profile | None = None,
    member_urn: str = "",
    resume_follows: bool = False,
) -> Application:
    """Take an application from the person themselves, who is not signed in.

    ``resume_follows``: it was handed in elsewhere and comes later; whoever is known by ``member_urn`` needs no e-mail.
    Somebody who is a prospect on the job becomes an applicant; somebody who has applied already gets their open
    application back with the new documents on it, so that the answer tells nobody who applied before (SEC-27).
    """
    refuse(job_reasons(job) + _form_reasons(job, email or member_urn, has_resume=bool(resume) or resume_follows))
    candidate, _made = people.find_or_create(
        actor=None, given_name=given_name, surname=surname, email=email, phone=phone, member_urn=member_urn,
        source=source, by="candidate",
    )  # fmt: skip
    if profile:
        people.fill_profile(candidate, profile)
    application = _open_application(job, candidate)
    if application is None:
        stage = job.process.stages.get(kind=StageKind.APPLICATION)
        application = _create(None, job, candidate, stage, source=source, by="candidate")
    elif application.is_prospect:
        application = promote(actor=None, application=application, by="candidate")
    for upload, kind in ((resume, DocumentKind.RESUME), (cover_letter, DocumentKind.COVER_LETTER)):
        if upload:
            hand_in(actor=None, application=application, upload=upload, kind=kind, by="candidate")
    return application


def _form_reasons(job: Job, known_by: str, *, has_resume: bool) -> list[Reason]:
    reasons = [] if known_by.strip() else [Reason("email", _("An e-mail address is needed."), "email")]
    if process.settings(job).resume_required and not has_resume:
        reasons.append(Reason("resume", _("A résumé is needed for this job."), "resume"))
    return reasons


def hand_in(
    *, actor: User | None, application: Application, upload: Upload, kind: str, by: str = ""
) -> ApplicationDocument:
    """Keep a file with the person and hand it in with the application. The caller has checked the right."""
    field = (
        "resume" if kind == DocumentKind.RESUME else "cover_letter" if kind == DocumentKind.COVER_LETTER else "upload"
    )
    document = people.store_document(
        actor=actor, candidate=application.candidate, upload=upload, kind=kind, field=field, by=by
    )
    handed_in = ApplicationDocument.objects.create(application=application, document=document)
    record(actor, "application.document_added", application, {"kind": str(kind)}, by=by)
    return handed_in


def _open_application(job: Job, candidate: Candidate) -> Application | None:
    """Return the open application of the person on the job. Holds the person's row, so that two adds do not race."""
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    open_ones = Application.objects.filter(job=job, candidate=candidate).exclude(status="closed")
    return open_ones.select_related("stage", "job", "candidate").first()


def _already(application: Application, *, prospects_too: bool = False) -> list[Reason]:
    name, job = application.candidate.name, application.job.title
    if not application.is_prospect:
        text = _("%(name)s is an applicant on “%(job)s” already.") % {"name": name, "job": job}
    elif prospects_too:
        text = _("%(name)s is a prospect on “%(job)s” already.") % {"name": name, "job": job}
    else:
        return []
    return [Reason("already_there", text, "email")]


def _person_reasons(candidate: Candidate) -> list[Reason]:
    if candidate.deleted_at is None and candidate.merged_into_id is None:
        return []
    return [Reason("person_gone", _("%s was deleted.") % candidate.name)]


def _create(
    actor: User | None,
    job: Job,
    candidate: Candidate,
    stage: Stage,
    *,
    source: str,
    source_comment: str = "",
    by: str,
) -> Application:
    now = clock.now()
    application = Application.objects.create(
        job=job,
        candidate=candidate,
        stage=stage,
        stage_since=now,
        source=source,
        source_comment=source_comment,
        added_by=actor,
        created_at=now,
        applied_at=now if stage.is_past_prospect else None,
        updated_at=now,
    )
    StageMove.objects.create(application=application, to_stage=stage, by=actor, at=now)
    record(actor, "application.created", application, {"source": source, **stage_values(None, stage)}, by=by)
    return application
