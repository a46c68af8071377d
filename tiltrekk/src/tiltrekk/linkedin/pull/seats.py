"""Recruiter seats, and the colleagues who sit on them."""

from django.db import transaction
from linkedin_talent.client import LinkedInClient

from tiltrekk.linkedin.models import Seat


def pull(client: LinkedInClient, contract: str) -> list[Seat]:
    """Read the contract's seats anew; return the active ones."""
    found = list(client.seats.find([contract]))
    with transaction.atomic():
        Seat.objects.filter(contract=contract).exclude(urn__in=[one.urn for one in found]).delete()
        for one in found:
            Seat.objects.update_or_create(
                urn=one.urn,
                defaults={
                    "contract": contract,
                    "person": one.member or "",
                    "name": f"{one.first_name} {one.last_name}".strip(),
                    "state": one.state,
                    "roles": list(one.seat_roles),
                },
            )
    return list(Seat.objects.filter(contract=contract, state="ACTIVE").order_by("urn"))
