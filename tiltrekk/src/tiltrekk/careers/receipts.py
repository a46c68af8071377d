"""What somebody holds who has just applied: it stands for one sent form, names nobody, and soon is worth nothing.

Higher floors ask on the *thank you* page what has nothing to do with the application itself.
"""

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.http import urlencode

from tiltrekk.applications.models import Application
from tiltrekk.jobs.models import Job

from .models import Submission

LIFE = 2 * 3600  # seconds of real time
_SALT = "careers.receipt"


def thanks_url(job: Job, token: str) -> str:
    """Return the address people come to when their form was taken; alike for everybody (SEC-27)."""
    receipt = TimestampSigner(salt=_SALT).sign(token)
    return f"{reverse('careers:job-thanks', args=[job.public_id])}?{urlencode({'receipt': receipt})}"


def submission(receipt: str) -> str:
    """Return the token of the sent form; empty when the receipt is not ours or too old."""
    try:
        return TimestampSigner(salt=_SALT).unsign(receipt, max_age=LIFE)
    except BadSignature:
        return ""


def application(receipt: str) -> Application | None:
    """Return what was applied for with the form; None when the receipt is worth nothing."""
    found = Submission.objects.select_related("application__job").filter(token=submission(receipt) or None)
    return next((one.application for one in found), None)
