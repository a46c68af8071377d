"""A second company page at LinkedIn, with a contract of its own."""

from typing import Any

from factories import JobFactory
from sandbox_process import Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.models import CompanyPage, Connection, Listing
from tiltrekk.linkedin.sync import load

OTHER, OTHER_CONTRACT = 777, 6160
OTHER_URN = f"urn:li:organization:{OTHER}"
WORLD: dict[str, Any] = {
    "organizations": [{"id": OTHER, "name": "Fjordtech Energy", "vanity": "fjordtech-energy"}],
    "contracts": [{"id": OTHER_CONTRACT, "organization": OTHER, "name": "Fjordtech Energy Recruiter"}],
    "seats": [{"id": 3, "contract": OTHER_CONTRACT, "member": "ragna", "admin": True}],
}


def switch_on(sandbox: Sandbox, admin: User, level: str, *, contract: int) -> None:
    """Ask for a level of a contract, answer as the partner does, and switch it on in Recruiter."""
    key = Connection.objects.get().client_id
    asked = sandbox.post("acts/request-integration", api_key=key, member="ragna", contract=contract, level=level)
    connect.request.requested(actor=admin, elements=asked["integrations"])
    sandbox.post("acts/ats-switch", contract=contract, level=level, on=True)
    connect.levels.refresh()
    load.run_asked()  # the worker's task


def second_page(sandbox: Sandbox, admin: User, recruiter: User) -> Job:
    """Connect the page at the company level; return a job that belongs to it."""
    sandbox.post("world", **WORLD)
    page = CompanyPage.objects.create(name="Fjordtech Energy", company_id=str(OTHER))
    job: Job = JobFactory.create(title="Turbine engineer", team={recruiter: "recruiter"})
    Listing.objects.create(job=job, page=page)
    switch_on(sandbox, admin, "company", contract=OTHER_CONTRACT)
    return job
