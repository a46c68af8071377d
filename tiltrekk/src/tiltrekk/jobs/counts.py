"""How many people stand where on a job: asked here, answered by the floor that knows applications."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiltrekk.accounts.models import User


@dataclass(frozen=True)
class People:
    """People on one job that the asker may see: open applications by stage id, and those of the last seven days."""

    by_stage: Mapping[int, int] = field(default_factory=dict)
    new: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_stage.values())


# (actor, job ids) -> people for each job id; a job without anybody may be left out.
Provider = Callable[["User", Iterable[int]], Mapping[int, People]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Say who counts. Called from ``AppConfig.ready``."""
    _providers.append(provider)
    return provider


def people(actor: "User", job_ids: Iterable[int]) -> dict[int, People]:
    """Return the people of each job, in one question for all jobs of a page."""
    wanted = list(job_ids)
    found: dict[int, People] = dict.fromkeys(wanted, People())
    for provider in _providers:
        found.update(provider(actor, wanted))
    return found
