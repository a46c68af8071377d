"""From a stored application made on LinkedIn to an applicant here: once, in one transaction."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.deliveries import ApplicationDelivery

from tiltrekk.applications import services as applications
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import DocumentKind, Source
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import AppliedOnLinkedIn, Delivery
from tiltrekk.linkedin.projection.facts import company_page

from . import files
from .applicant import Applicant, applicant_of, media_of
from .deliveries import DROPPED
from .taken import count_dropped


def take_in(delivery_id: int) -> None:
    """Make an applicant of it. What cannot be one now keeps its body and says why; it is tried again by the tick."""
    try:
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, processed_at=None).first()
            if delivery:
                _take_in(delivery)
    except Refused as refused:
        Delivery.objects.filter(pk=delivery_id).update(error=refused.code)


def _take_in(delivery: Delivery) -> None:
    dropped = delivery.body.pop(DROPPED, [])
    told = ApplicationDelivery.model_validate(delivery.body)
    application = _apply(told, applicant_of(told))
    for address, kind in zip(media_of(told), (DocumentKind.RESUME, DocumentKind.COVER_LETTER), strict=True):
        if address:
            files.await_file(application, kind, address, told.applied_at)
    count_dropped(dropped)
    delivery.body, delivery.error, delivery.result = {}, "", "taken in"
    delivery.processed_at = clock.now()
    delivery.save()


def _apply(told: ApplicationDelivery, who: Applicant) -> Application:
    job = Job.objects.filter(job_id=told.external_job_id).first()
    if job is None:
        raise Refused(Reason("unknown_job", _("The job is not here.")))
    letter = SimpleUploadedFile("cover-letter.txt", who.letter.encode(), "text/plain") if who.letter else None
    application = applications.apply(
        job=job,
        given_name=who.given_name,
        surname=who.surname,
        email=who.email,
        phone=who.phone,
        cover_letter=letter,
        source=Source.LINKEDIN_APPLY,
        profile=who.profile,
        member_urn=who.member,
        resume_follows=True,
    )
    page = company_page(job)
    AppliedOnLinkedIn.objects.update_or_create(
        application=application,
        defaults={
            "job_application": told.job_application_id,
            "organization": page.urn if page else "",
            "applied_at": told.applied_at,
            "terms_accepted_at": told.applied_at if who.accepts_terms else None,
        },
    )
    return application
