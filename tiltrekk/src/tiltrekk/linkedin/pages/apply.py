"""*Apply with LinkedIn* on the public apply form: the frame fills the fields, nothing is kept until they are sent."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.connect import apply


def shown(_actor: Any, _job: Job) -> bool:
    """Whether the form offers it."""
    return apply.is_offered()


def filler(request: HttpRequest, job: Job) -> str:
    """Draw the button that loads LinkedIn's frame."""
    return render_to_string("linkedin/apply.html", {"job": job}, request)
