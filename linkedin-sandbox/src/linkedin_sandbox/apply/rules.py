"""Applying to a job here: the application is stored, put together and sent (Apply Connect pages)."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox import media
from linkedin_sandbox.apply import answers, form, onsite, schema
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.push import webhooks
from linkedin_sandbox.state import State, persons, world

FIRST = 90_100_001
URN = "urn:li:jobApplication:"


@dataclass(frozen=True)
class Offer:
    """A job people apply to here, with its questions."""

    job: sqlite3.Row
    asked: schema.Configuration


def offer(state: State, number: int) -> Offer | None:
    """The job under this posting number, if people can apply to it here now."""
    found = next((row for row in jobs.open_jobs(state) if row["number"] == number), None)
    if found is None or found["availability"] != "PUBLIC":
        return None
    asked, _why = onsite.standing(state, found)
    return Offer(found, asked) if asked else None


def apply(state: State, member_id: str, number: int, filled: answers.Filled) -> int:
    """A member sends the form; the application's number. Raises ActRefused with what is wrong."""
    member, found = world.member(state, member_id), offer(state, number)
    if member is None:
        raise ActRefused("Sign in first.")
    if found is None:
        raise ActRefused("This job takes no applications here.")
    if applied(state, member_id, found.job):
        raise ActRefused(f"{member.name} has applied to this job already.")
    blocks = form.blocks(found.asked, member)
    with state.db.transaction():
        given = answers.read(blocks, filled, lambda file: _keep(state, found.job["application"], file))
        told = answers.responses(
            blocks, given, state.assumptions["A-33"], experience=state.assumptions["A-48"] == "analogy"
        )
        return _send(state, found, member, told)


def applied(state: State, member: str, job: sqlite3.Row) -> bool:
    sql = "select count(*) from onsite_applications where application = ? and external_id = ? and member = ?"
    return bool(state.db.value(sql, (job["application"], job["external_id"], member)))


def of_member(state: State, member: str) -> list[sqlite3.Row]:
    """A member's applications with their jobs' bodies, newest first."""
    return state.db.rows(
        """select o.*, j.body as job, j.number, p.state as delivery from onsite_applications o
        join jobs j on j.application = o.application and j.external_id = o.external_id
        left join pushes p on p.id = o.push where o.member = ? order by o.id desc""",
        (member,),
    )


def _keep(state: State, application: int, file: answers.File) -> dict[str, str]:
    number = media.new_id()
    medium = media.Medium(number, file.name, file.content_type, file.content)
    media.keep(state, application, media.APPLICANT, medium, life_ms=media.APPLICANT_LIFE_MS)
    return {"mediaUrn": media.urn(number), "mediaUrl": media.address(state, number)}


def _send(state: State, found: Offer, member: world.Member, told: dict[str, Any]) -> int:
    now, job = state.clock.now(), found.job
    number = state.db.next_number("job application", FIRST)
    body = {
        "type": webhooks.APPLY,
        "jobApplicationId": f"{URN}{number}",
        "jobApplicant": persons.urn_of(job["application"], member.id),
        "externalJobId": job["external_id"],
        "appliedAt": now,
        "applicantSkills": _skills(member, json.loads(job["body"])["description"]),
        "questionResponses": told,
    }
    url = found.asked.job_application_webhook_url
    state.db.add(
        "onsite_applications",
        id=number,
        application=job["application"],
        external_id=job["external_id"],
        organization=job["organization"],
        member=member.id,
        body=json.dumps(body),
        push=push.post(state, job["application"], webhooks.APPLY, url, json.dumps(body)),
        created_at=now,
    )
    return number


def _skills(member: world.Member, description: str) -> list[dict[str, Any]]:
    return [
        {
            "skillUrn": f"urn:li:skill:{index}",
            "skillName": name,
            "jobMatched": name.casefold() in description.casefold(),
            "assessmentVerified": False,
        }
        for index, name in enumerate(member.skills, start=1)
    ]
