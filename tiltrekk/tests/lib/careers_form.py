"""The public apply form as a browser sends it."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tiltrekk.jobs.models import Job

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def page(job: Job, name: str) -> str:
    return reverse(f"careers:{name}", args=[job.public_id])


def filled(client: Client, job: Job, **changes: Any) -> dict[str, Any]:
    """The form as the browser sends it, with the token of a fresh showing."""
    token = re.search(r'name="token" value="([0-9a-f]{32})"', client.get(page(job, "job-apply")).content.decode())
    assert token
    return {
        "token": token[1],
        "given_name": "Thea",
        "surname": "Brekke",
        "email": "thea@example.org",
        "phone": "+47 900 00 000",
        "cover_letter": "I weld.",
        "terms": "on",
        "resume": SimpleUploadedFile("cv.pdf", PDF, "application/pdf"),
        **changes,
    }
