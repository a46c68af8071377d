"""Reading the access levels while another process reads them too."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from linkedin_talent.integrations import Integration
from linkedin_talent.keys import IntegrationKey
from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.connect import levels
from tiltrekk.linkedin.models import Access, Connection, Level, LevelState

ORGANIZATION, CONTRACT = "urn:li:organization:90210", "urn:li:contract:4101"


@pytest.fixture
def asked(db: None) -> dict[Access, Level]:
    """Both levels asked for, named and configured; nobody has switched them on."""
    del db
    Connection.objects.create(pk=1, connected_at=clock.now(), application_urn="urn:li:developerApplication:1")
    now = clock.now()
    fresh = {"organization": ORGANIZATION, "requested_at": now, "named_at": now, "configured_at": now}
    contexts = {Access.COMPANY: ORGANIZATION, Access.CONTRACT: CONTRACT}
    return {
        access: Level.objects.create(access=access, context=context, state=LevelState.PARTNER_READY, **fresh)
        for access, context in contexts.items()
    }


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens between our question and LinkedIn's answer, which says that everything is on."""
    happens: list[Callable[[], object]] = []

    def get(keys: Iterable[IntegrationKey]) -> Any:
        if happens:
            happens.pop()()
        found = {
            key: Integration(
                integration_context=key.context,
                integration_type=key.type,
                tenant_type=key.tenant,
                integration_status="ENABLED",
            )
            for key in keys
        }
        return SimpleNamespace(found=found)

    @contextmanager
    def environment(_connection: Connection) -> Iterator[Any]:
        yield SimpleNamespace(integrations=SimpleNamespace(get=get))

    monkeypatch.setattr("tiltrekk.linkedin.connect.levels.linkedin.environment", environment)
    return happens


def notice(about: list[IntegrationKey]) -> None:
    """A push about these is read."""
    with linkedin.environment(Connection.objects.get()) as client:
        reading = levels.look(client)
    levels.believe(reading, levels.Notice(about, clock.now()))


def test_two_switches_whose_notices_are_read_at_the_same_time_are_both_on(
    asked: dict[Access, Level], meanwhile: list[Callable[[], object]]
) -> None:
    meanwhile.append(lambda: notice([levels.own_key(asked[Access.COMPANY])]))
    notice(levels.keys_of(asked[Access.CONTRACT]))
    assert set(Level.objects.values_list("state", flat=True)) == {LevelState.ENABLED}
