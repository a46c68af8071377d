"""What a history may use of LinkedIn's limits, and how it is paced."""

from datetime import UTC, datetime, timedelta

import pytest
from linkedin_rows import connected_row
from linkedin_talent.budget import THROTTLES, charges
from tiltrekk.core import clock
from tiltrekk.linkedin.models import BudgetCount, Connection, Kind
from tiltrekk.linkedin.store import DatabaseBudget
from tiltrekk.linkedin.sync import reserve

DAY = datetime(2027, 3, 1, tzinfo=UTC)
MINUTE = DAY + timedelta(hours=9)


def spend(
    connection: Connection, *, at: datetime, records: int = 0, requests: int = 1, of: str = "atsCandidates"
) -> None:
    bill = charges(of, at, records=records)
    for charge in bill:
        spent = requests if charge.counter.endswith("requests/day") else records
        BudgetCount.objects.create(
            client_id=connection.client_id, counter=charge.counter, begins=charge.begins, spent=spent
        )


def room(connection: Connection, at: datetime, records: int = 100, kind: Kind = Kind.CANDIDATE) -> bool:
    with clock.at(at):
        return reserve.leaves_room(connection, kind, records)


@pytest.mark.django_db
@pytest.mark.req("FLT-09", "INV-07")
def test_a_history_leaves_a_fifth_of_the_day_to_live_changes() -> None:
    connection = connected_row()
    spend(connection, at=MINUTE, requests=79_000)
    noon = MINUTE + timedelta(hours=3)
    assert room(connection, noon)
    BudgetCount.objects.filter(counter__endswith="requests/day").update(spent=80_000)
    assert not room(connection, noon)
    with clock.at(noon):
        DatabaseBudget().spend(connection.client_id, charges("atsCandidates", noon, records=100), now=noon)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("second", "sent", "is_room"), [(0, 0, True), (0, 700, True), (0, 800, False), (30, 5000, True)]
)
def test_a_minute_is_used_at_an_even_pace_and_not_in_a_burst(second: int, sent: int, is_room: bool) -> None:
    connection = connected_row()
    spend(connection, at=MINUTE, records=sent)
    assert room(connection, MINUTE + timedelta(seconds=second), 300) is is_room


@pytest.mark.django_db
def test_of_few_jobs_none_waits_for_the_pace() -> None:
    connection = connected_row()
    assert room(connection, MINUTE, 300, Kind.JOB)


@pytest.mark.django_db
@pytest.mark.parametrize("piece", [25, 300])
@pytest.mark.parametrize("second", [0, 20, 59])
def test_what_is_let_go_comes_close_to_the_pace_and_never_passes_a_minutes_share(second: int, piece: int) -> None:
    connection, sent = connected_row(), 0
    spend(connection, at=MINUTE)
    while room(connection, MINUTE + timedelta(seconds=second), piece):
        sent += piece
        BudgetCount.objects.filter(counter__endswith="records/minute").update(spent=sent)
    share = (THROTTLES["atsCandidates"].records_per_minute or 0) * 0.9
    assert min(share * (second + 5) / 60, share - piece) < sent <= share


@pytest.mark.django_db
@pytest.mark.parametrize(("sent", "is_room"), [(970, True), (980, False)])
def test_what_needs_a_call_for_each_record_takes_a_tenth_of_a_minute(sent: int, is_room: bool) -> None:
    connection = connected_row()
    spend(connection, at=MINUTE, records=sent, of="applicationStages")
    assert room(connection, MINUTE + timedelta(seconds=58), 25, Kind.STAGE) is is_room
