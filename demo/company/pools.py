"""Talent pools of the demo company: people somebody met, did not hire, and would meet again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import pools
from tiltrekk.core import clock

from demo.company.jobs import JOBS


@dataclass(frozen=True)
class PoolSpec:
    """Who keeps it, with whom it is shared, and the people of which fields are in it."""

    owner: str
    name: str
    shared_with: tuple[str, ...]
    fields: tuple[str, ...]


POOLS = (
    PoolSpec("marit", "Havvind: neste utbygging", ("daniel", "torarne"), ("marine", "site")),
    PoolSpec("marit", "Utviklere vi vil se igjen", ("anders",), ("software", "design")),
    PoolSpec("daniel", "Grid and markets", ("sara",), ("data", "finance")),
)
MOST = 14
MADE = timedelta(minutes=20)  # before now, after all that happened


def fill(users: Mapping[str, User], today: datetime) -> None:
    """Make the pools and put those in who came as far as an interview."""
    with clock.at(today - MADE):
        for spec in POOLS:
            owner = users[spec.owner]
            pool = pools.create_pool(actor=owner, name=spec.name)
            for key in spec.shared_with:
                pools.share_pool(actor=owner, pool=pool, user=users[key])
            pools.add_members(actor=owner, pool=pool, candidates=_met(spec))


def _met(spec: PoolSpec) -> list[Candidate]:
    wanted = [job.title for job in JOBS if job.field in spec.fields]
    found = Application.objects.filter(job__title__in=wanted, stage__kind="interview", status_reason="rejected")
    return [one.candidate for one in found.select_related("candidate").order_by("-stage_since", "pk")[:MOST]]
