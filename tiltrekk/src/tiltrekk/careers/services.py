"""Take an application from somebody nobody knows yet."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from tiltrekk.applications import services as applications
from tiltrekk.applications.models import Application
from tiltrekk.candidates.filetypes import Upload
from tiltrekk.candidates.models import Source
from tiltrekk.candidates.services import Profile
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job

from .models import Submission


@dataclass(frozen=True)
class Sent:
    """What somebody sent with the apply form. ``token`` was put into the form when it was shown."""

    token: str
    given_name: str
    surname: str
    email: str
    phone: str = ""
    resume: Upload | None = None
    cover_letter: Upload | None = None
    profile: Profile | None = None
    source: str = Source.CAREER_SITE


def submit(*, job: Job, sent: Sent) -> Application:
    """Make the application; the same form sent twice is one application (SEC-27)."""
    try:
        with transaction.atomic():
            return _known(sent.token) or _submit(job, sent)
    except IntegrityError:  # the second press of the button came in between
        known = _known(sent.token)
        if known is None:
            raise
        return known


def _known(token: str) -> Application | None:
    submission = Submission.objects.filter(token=token).select_related("application").first()
    return submission.application if submission else None


def _submit(job: Job, sent: Sent) -> Application:
    application = applications.apply(
        job=job,
        given_name=sent.given_name,
        surname=sent.surname,
        email=sent.email,
        phone=sent.phone,
        resume=sent.resume,
        cover_letter=sent.cover_letter,
        source=sent.source,
        profile=sent.profile,
    )
    Submission.objects.create(token=sent.token, application=application, terms_accepted_at=clock.now())
    return application
