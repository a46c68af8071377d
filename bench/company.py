"""The product connected to the world that has a company page and nothing else."""

import httpx
from tiltrekk.accounts.models import User
from tiltrekk.linkedin.connect import company, provision, request

from bench.world import NUMBER, WORLD


def connect(control: httpx.Client, admin: User) -> None:
    """Set the sandbox to this world, connect the product to it and switch the company level on."""
    control.post("world", json=WORLD).raise_for_status()
    company.save_company(actor=admin, name="Bench company", company_id=str(NUMBER))
    made = provision.connect(actor=admin)
    asked = {"api_key": made.client_id, "member": "admin", "contract": 1, "level": "company"}
    found = control.post("acts/request-integration", json=asked).raise_for_status().json()
    request.requested(actor=admin, elements=found["integrations"])
    on = {"contract": 1, "level": "company", "on": True}
    control.post("acts/ats-switch", json=on).raise_for_status()
