"""Budgets: LinkedIn's limits are kept on our side, by resource, day (UTC) and minute."""

from datetime import datetime, timedelta, timezone

import pytest
from fake_linkedin import CONTRACT, NOW, FakeLinkedIn
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import LinkedInClient
from linkedin_talent.budget import THROTTLES, MemoryBudget, charges
from linkedin_talent.errors import BudgetError

SEAT = "urn:li:seat:1"


def _spend(budget: MemoryBudget, resource: str, now: datetime, **more: object) -> None:
    budget.spend("child", charges(resource, now, **more), now=now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("resource", "day", "minute"),
    [
        ("atsIntegrations", 5_000, None),
        ("integrationConfigurations", 5_000, None),
        ("atsCandidates", 100_000, 10_000),
        ("atsApplications", 100_000, 10_000),
        ("applicationStages", 100_000, 10_000),
        ("atsEntityAcls", 100_000, 10_000),
        ("simpleJobPostings", 100_000, 2_000),
        ("simpleJobPostingTasks", 300_000, None),
        ("mailStubs", 100_000, None),
        ("applicationInterviewFeedbacks", 1_000_000, None),
        ("resumes", 100_000, 10_000),
    ],
)
def test_the_table_holds_the_published_limits(resource: str, day: int, minute: int | None) -> None:
    throttle = THROTTLES[resource]
    assert (throttle.requests_per_day, throttle.records_per_minute) == (day, minute)


def test_a_full_minute_refuses_until_the_next() -> None:
    budget, now = MemoryBudget(), NOW.replace(second=20)
    for _ in range(100):
        _spend(budget, "atsCandidates", now, records=100)
    with pytest.raises(BudgetError) as caught:
        _spend(budget, "atsCandidates", now, records=1)
    assert caught.value.retry_after == 40
    assert not caught.value.permanent
    _spend(budget, "atsCandidates", now + timedelta(seconds=40), records=100)


def test_a_full_day_ends_at_midnight_utc_whatever_the_zone() -> None:
    budget = MemoryBudget()
    evening = NOW.replace(hour=23, minute=30).astimezone(timezone(timedelta(hours=1)))  # already tomorrow in Oslo
    for _ in range(5_000):
        _spend(budget, "atsIntegrations", evening)
    with pytest.raises(BudgetError) as caught:
        _spend(budget, "atsIntegrations", evening)
    assert caught.value.retry_after == 1800
    _spend(budget, "atsIntegrations", evening + timedelta(minutes=30))


def test_the_four_interaction_calls_share_one_day() -> None:
    budget = MemoryBudget()
    for resource in ("seatsV2", "conversationEvents", "mailStubs", "prospectNotes"):
        _spend(budget, resource, NOW, member=SEAT)
    assert budget.used("child", charges("seatsV2", NOW)) == pytest.approx(4 / 100_000)


def test_twelve_conversation_calls_a_minute_for_each_viewer() -> None:
    budget = MemoryBudget()
    for _ in range(12):
        _spend(budget, "conversationEvents", NOW, member=SEAT)
    with pytest.raises(BudgetError):
        _spend(budget, "conversationEvents", NOW, member=SEAT)
    _spend(budget, "conversationEvents", NOW, member="urn:li:seat:2")


def test_a_refused_call_counts_nowhere() -> None:
    budget = MemoryBudget()
    for _ in range(12):
        _spend(budget, "conversationEvents", NOW, member=SEAT)
    with pytest.raises(BudgetError):
        _spend(budget, "conversationEvents", NOW, member=SEAT)
    assert budget.used("child", charges("seatsV2", NOW)) == pytest.approx(12 / 100_000)


def test_applications_do_not_share_a_budget() -> None:
    budget = MemoryBudget()
    for _ in range(100):
        _spend(budget, "atsCandidates", NOW, records=100)
    budget.spend("other child", charges("atsCandidates", NOW, records=100), now=NOW)


@given(st.lists(st.integers(1, 100), max_size=300))
def test_no_minute_ever_holds_more_than_its_limit(batches: list[int]) -> None:
    budget, sent = MemoryBudget(), 0
    for records in batches:
        try:
            _spend(budget, "simpleJobPostings", NOW, records=records)
        except BudgetError:
            continue
        sent += records
    assert sent <= 2_000
    assert budget.used("child", charges("simpleJobPostings", NOW)) <= 1.0


def test_an_exhausted_budget_sends_nothing(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    for _ in range(12):
        linkedin.will_answer({"elements": []})
        list(client.conversations.find(SEAT, start=NOW, end=NOW + timedelta(hours=1)))
    with pytest.raises(BudgetError):
        list(client.conversations.find(SEAT, start=NOW, end=NOW + timedelta(hours=1)))
    assert len(linkedin.requests) == 12
    linkedin.advance(minutes=1)
    linkedin.will_answer({"elements": []})
    assert list(client.seats.find([CONTRACT])) == []
    assert client.budget_used("seatsV2") == pytest.approx(13 / 100_000)


def test_an_unlisted_resource_has_no_limit() -> None:
    assert charges("provisionedApplications", NOW) == []
    assert MemoryBudget().used("child", []) == 0.0
