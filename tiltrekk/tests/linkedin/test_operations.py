"""Jobs are operations: from any confirmed state the right steps lead to any wanted one (decision 14)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent.jobs import JobPosting, JobPostingTask, Operation
from tiltrekk.linkedin.models import Confirmed, Held, JobOperation
from tiltrekk.linkedin.projection import WantedJob
from tiltrekk.linkedin.sync.operations import LIFE, ended, next_operation, outcome
from tiltrekk.linkedin.sync.todo import digest_of

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TITLES = ["Engineer", "Welder"]


def posting(title: str = "Engineer") -> JobPosting:
    return JobPosting(
        integration_context="urn:li:organization:90210",
        company_apply_url="https://example.org/apply",
        external_job_posting_id="N1-1",
        job_posting_operation_type="",
        title=title,
        description="d" * 120,
        listed_at=NOW,
        location="Bergen, Norway",
        poster_email="ragna@example.org",
    )


def wanted(state: Confirmed, title: str = "Engineer") -> WantedJob:
    return WantedJob(state, posting(title), Held.OTHER_PAGE if state == Confirmed.ABSENT else None)


def carry_out(state: JobOperation, operation: Operation, want: WantedJob) -> None:
    """What LinkedIn makes of an operation, by its documented rules."""
    if operation == Operation.CREATE:
        assert state.confirmed in {Confirmed.ABSENT, Confirmed.CLOSED}, "CREATE of an open job is a duplicate"
    else:
        assert state.confirmed in {Confirmed.PUBLIC, Confirmed.PRIVATE}, f"{operation} needs an open job"
    result = outcome(operation, want)
    hides = state.confirmed == Confirmed.PUBLIC and result == Confirmed.PRIVATE
    assert not hides, "an update cannot hide what is public"
    state.operation, state.outcome, state.task = operation, result, "urn:li:simpleJobPostingTask:1"
    state.outcome_digest = digest_of(want.posting) if want.posting else ""
    assert ended(state, JobPostingTask(status="SUCCEEDED"), NOW)


@given(
    steps=st.lists(st.tuples(st.sampled_from(list(Confirmed)), st.sampled_from(TITLES)), min_size=1, max_size=6),
)
def test_every_wish_is_reached_by_allowed_steps(steps: list[tuple[Confirmed, str]]) -> None:
    state = JobOperation(organization="o", object_id="N1-1")
    for want_state, title in steps:
        want = wanted(want_state, title)
        for _ in range(4):
            operation = next_operation(state, want, NOW)
            if operation is None:
                break
            carry_out(state, operation, want)
        assert next_operation(state, want, NOW) is None
        if want_state in {Confirmed.PUBLIC, Confirmed.PRIVATE}:
            assert state.confirmed == want_state
            assert state.digest == digest_of(posting(title))
        else:
            assert state.confirmed in {Confirmed.CLOSED, Confirmed.ABSENT}


def test_closed_job_of_the_history_is_never_public() -> None:
    state = JobOperation(organization="o", object_id="N1-1")
    want = wanted(Confirmed.CLOSED)
    assert next_operation(state, want, NOW) == Operation.CREATE
    assert outcome(Operation.CREATE, want) == Confirmed.PRIVATE


def test_renewed_fourteen_days_before_the_end() -> None:
    want = wanted(Confirmed.PUBLIC)
    state = JobOperation(confirmed=Confirmed.PUBLIC, digest=digest_of(posting()), listed_until=NOW + LIFE)
    assert next_operation(state, want, NOW) is None
    assert next_operation(state, want, NOW + LIFE - timedelta(days=15)) is None
    assert next_operation(state, want, NOW + LIFE - timedelta(days=14)) == Operation.RENEW


@pytest.mark.parametrize(
    ("operation", "words", "confirmed"),
    [
        ("CREATE", "Trying to create a job with same partnerIdentifier already exists.", Confirmed.PRIVATE),
        ("UPDATE", "Operation type `UPDATE` is not allowed for a non-existing job", Confirmed.ABSENT),
    ],
)
def test_refusal_that_only_corrects_our_belief(operation: str, words: str, confirmed: Confirmed) -> None:
    state = JobOperation(confirmed=Confirmed.PUBLIC, operation=operation, outcome=Confirmed.PRIVATE, task="t")
    assert ended(state, JobPostingTask(status="FAILED", error_message=words), NOW)
    assert state.confirmed == confirmed
    assert state.digest == ""


def test_real_refusal_needs_a_person() -> None:
    state = JobOperation(operation="CREATE", outcome=Confirmed.PRIVATE, task="t")
    assert not ended(state, JobPostingTask(status="FAILED", error_message="could not standardize"), NOW)
    assert state.words == "could not standardize"
