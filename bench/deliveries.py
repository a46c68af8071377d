"""Applications made on LinkedIn, answered while the worker takes them in, beside a plain page of the same server."""

import json
from functools import partial
from typing import Any

import httpx
from linkedin_talent.webhooks import SIGNATURE_HEADER, signature
from tiltrekk.linkedin.models import Connection, Delivery

from bench.figures import Figure, percentile, timed, until
from bench.results import Results
from bench.scene import Scene

GROUP = "Application delivered by LinkedIn"
PLAIN = "a plain page of the same server"
LIMIT = 300  # ms
FOR_EACH = 20  # deliveries for each of the times wanted: a p99 of few says nothing
LAST_PATIENCE = 120.0


def measure(scene: Scene, connection: Connection, results: Results, times: int) -> None:
    """Deliver people nobody knows, one after the other, and look at the career site as often."""
    told = [_application(scene.job.job_id, number) for number in range(times * FOR_EACH)]
    address, secret = connection.deliveries_url, connection.secrets[0]
    with httpx.Client(base_url=scene.stack.product_url, timeout=30, trust_env=False) as http:
        answered = [timed(partial(_deliver, http, address, one, secret)) for one in told]
        plain = [timed(partial(http.get, "/careers/")) for _ in told]
    _keep(results, "answered with 200", answered, limit=LIMIT, beside=PLAIN)
    _keep(results, PLAIN, plain)
    until(lambda: not Delivery.objects.filter(processed_at=None).exists(), "the last applicant", LAST_PATIENCE)


def _keep(results: Results, name: str, values: list[float], **more: Any) -> None:
    facts = {"p99": round(percentile(values, 99), 1)}
    results.figures.append(Figure(GROUP, name, values, facts=facts, **more))


def _deliver(http: httpx.Client, address: str, told: dict[str, Any], secret: str) -> None:
    body = json.dumps(told).encode()
    answer = http.post(address, content=body, headers={SIGNATURE_HEADER: signature(body, secret)})
    if answer.status_code != httpx.codes.OK:
        raise RuntimeError(f"answered with {answer.status_code}")


def _application(job_id: str, number: int) -> dict[str, Any]:
    contact = {
        "firstNameAnswer": {"value": "Ine"},
        "lastNameAnswer": {"value": f"Bench {number}"},
        "emailAnswer": {"value": f"bench{number}@example.org"},
    }
    return {
        "type": "EXPORT_JOB_APPLICATION",
        "jobApplicationId": f"urn:li:jobApplication:{700_000_000 + number}",
        "jobApplicant": f"urn:li:person:bench{number}",
        "externalJobId": job_id,
        "appliedAt": 1_795_000_000_000,
        "questionResponses": {"contactInformationQuestionResponses": contact},
    }
