"""A job for search engines: schema.org/JobPosting as JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tiltrekk.accounts.models import Environment
from tiltrekk.core.text import safe_html
from tiltrekk.jobs.models import EmploymentType, Job, Workplace

# schema.org/employmentType
_EMPLOYMENT = {
    EmploymentType.FULL_TIME: "FULL_TIME",
    EmploymentType.PART_TIME: "PART_TIME",
    EmploymentType.CONTRACT: "CONTRACTOR",
    EmploymentType.TEMPORARY: "TEMPORARY",
    EmploymentType.VOLUNTEER: "VOLUNTEER",
}
_NEVER_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def job_posting(job: Job, url: str) -> SafeString:
    """Return the JSON text for a ``<script type="application/ld+json">``; no text of a job can end the script."""
    return mark_safe(json.dumps(_fields(job, url)).translate(_NEVER_IN_SCRIPT))  # noqa: S308  # escaped just here


def _fields(job: Job, url: str) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": job.city,
        "addressRegion": job.region,
        "postalCode": job.postal_code,
        "addressCountry": job.country,
    }
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": safe_html(job.description),
        "identifier": {"@type": "PropertyValue", "name": Environment.current().name, "value": job.job_id},
        "datePosted": job.activated_at.date().isoformat() if job.activated_at else None,
        "hiringOrganization": {"@type": "Organization", "name": Environment.current().name},
        "jobLocation": {"@type": "Place", "address": {key: value for key, value in address.items() if value}},
        "employmentType": _EMPLOYMENT.get(EmploymentType(job.employment_type)) if job.employment_type else None,
        "jobLocationType": "TELECOMMUTE" if job.workplace == Workplace.REMOTE else None,
        "totalJobOpenings": job.openings,
        "url": url,
        "directApply": True,
    }
    return {key: value for key, value in fields.items() if value}
