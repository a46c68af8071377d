"""Where people apply to a job: here, or at the ATS (Apply Connect pages)."""

import json
import sqlite3
from typing import Any

from linkedin_sandbox.apply import schema
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs.refusals import refuse
from linkedin_sandbox.push import webhooks
from linkedin_sandbox.state import State

FIELD = "onsiteApplyConfiguration"


def check(body: dict[str, Any]) -> None:
    """What is refused at once: a configuration that does not fit its schema, a job that is not public."""
    if FIELD not in body:
        return
    if body.get("availability", "PUBLIC") != "PUBLIC":
        raise refuse(400, f"availability must be PUBLIC for a job with {FIELD}", "19.1")
    schema.read(body[FIELD])


def challenge(state: State, application: int, elements: list[dict[str, Any]]) -> None:
    """Challenge the webhooks of a batch that were not challenged yet: each registers its address implicitly."""
    found = {str(one[FIELD].get("jobApplicationWebhookUrl")) for one in elements if isinstance(one.get(FIELD), dict)}
    for url in sorted(found):
        if not webhooks.usable(state, application, webhooks.APPLY, url):
            _register(state, application, url)


def standing(state: State, job: sqlite3.Row) -> tuple[schema.Configuration | None, str]:
    """The questions of a job people apply to here; else None and why they cannot ("" when nobody asked for it)."""
    body = json.loads(job["body"])
    if FIELD not in body:
        return None, ""
    found = schema.read(body[FIELD])
    why = job["offsite"] or schema.flaw(found) or _not_connected(state, job) or _unchallenged(state, job, found)
    return (None, why) if why else (found, "")


def convert(state: State, application: int, external_id: str, why: str) -> None:
    """From now on people apply at the ATS. The next UPDATE of the job asks anew."""
    state.db.do(
        "update jobs set offsite = ? where application = ? and external_id = ?", (why, application, external_id)
    )


def _register(state: State, application: int, url: str) -> None:
    """A failing address does not refuse the job; it is seen in its `linkedInApplyStatus`."""
    try:
        webhooks.register(state, application, webhooks.APPLY, url)
    except ActRefused:
        return


def _not_connected(state: State, job: sqlite3.Row) -> str | None:
    context = f"urn:li:organization:{job['organization']}"
    on = levels.status(state, job["application"], context, levels.CONNECT_TYPE) == "ENABLED"
    return None if on else "APPLY_CONNECT is not enabled for this company"


def _unchallenged(state: State, job: sqlite3.Row, found: schema.Configuration) -> str | None:
    url = found.job_application_webhook_url
    return None if webhooks.usable(state, job["application"], webhooks.APPLY, url) else webhooks.FAILED
