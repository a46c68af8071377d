"""With very many records at LinkedIn no page and no change reads all of them; only the counting for one page does."""

from collections.abc import Callable
from typing import Any

import pytest
from diagnosis_stage import Stage
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from factories import CandidateFactory, UserFactory
from linkedin_rows import row, signed_in
from plans import read_whole
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Kind, MemberMatch, SyncRow
from tiltrekk.linkedin.pages import checks, overview
from tiltrekk.linkedin.sync import loop, marks, matches, merged, removal, status, todo

pytestmark = pytest.mark.django_db

TABLES = (
    "linkedin_syncrow", "linkedin_membermatch", "linkedin_joboperation", "linkedin_inmail", "linkedin_recruiternote",
    "linkedin_closedaccount", "linkedin_heldexport", "linkedin_notification", "linkedin_delivery",
)  # fmt: skip
MANY = 2000
FILL = [
    """insert into linkedin_syncrow (organization, kind, object_id, parent, rank, wanted, acknowledged, urgent, digest,
                                     held, withheld, failed, error, attempts, deaths)
       select 'urn:li:organization:90210', kind, kind || n, case kind when 'candidate' then '' else 'above' || n end,
              rank, 1, 1, false, 'x', '', false, false, '', 0, 0
       from generate_series(1, %s) n, (values ('candidate', 3), ('application', 4), ('stage', 8)) as of (kind, rank)""",
    """insert into linkedin_membermatch (row_id, members, since)
       select id, '{}', now() from linkedin_syncrow where kind = 'candidate' and digest = 'x' and %s > 0""",
    """insert into linkedin_joboperation (organization, object_id, confirmed, digest, operation, outcome,
                                          outcome_digest, task, words, posting_urn, address, apply_status, apply_words)
       select 'urn:li:organization:90210', 'J' || n, 'private', '', '', '', '', '', '', '', '', '', ''
       from generate_series(1, %s) n""",
    """insert into linkedin_inmail (event_id, seat, thread, person, direction, at)
       select n, 's', n, 'urn:li:person:' || n, 'sent', now() from generate_series(1, %s) n""",
    """insert into linkedin_recruiternote (note_id, seat, person, text, modified_at)
       select n, 's', 'urn:li:person:' || n, '', now() from generate_series(1, %s) n""",
    """insert into linkedin_notification (notification_id, type, body, received_at, processed_at, result, error)
       select n, 't', '{}', now(), now(), '', '' from generate_series(1, %s) n""",
    """insert into linkedin_delivery (job_application, body, received_at, processed_at, result, error)
       select n, '{}', now(), now(), '', '' from generate_series(1, %s) n""",
    """insert into linkedin_closedaccount (public_id, candidate_id, member, profile_url, found_at, decided_at, decision,
                                           basis, reason)
       select md5(n::text), (select max(id) from candidates_candidate), n, '', now(), now(), 'forgotten', 'hired', ''
       from generate_series(1, %s) n""",
    """insert into linkedin_heldexport (public_id, job_id, why, request_id, member, profile, received_at, decided_at,
                                        decision)
       select md5(n::text), (select max(id) from jobs_job), 'job_closed', n, n, '{}', now(), now(), 'expired'
       from generate_series(1, %s) n""",
]


@pytest.fixture
def crowd(stage: Stage) -> Stage:
    """The company of the stage, with thousands of records that are in order."""
    with connection.cursor() as cursor:
        for fill in FILL:
            cursor.execute(fill, [MANY])
        for table in TABLES:
            cursor.execute(f"analyze {table}")
    return stage


def pages(stage: Stage) -> dict[str, str]:
    """Addresses an administrator who recruits looks at."""
    return {
        "home": "/",
        "records": reverse("linkedin:records", args=[stage.kari.public_id]),
        "tab": reverse("linkedin:tab", args=[stage.kari.public_id]),
        "prospect's tab": reverse("linkedin:tab", args=[stage.pia.public_id]),
        "job": reverse("linkedin:job-diagnosis", args=[stage.job.public_id]),
        "look up": reverse("linkedin:look-up") + "?q=nordmann",
        "closed accounts": reverse("linkedin:closed"),
        "prospects": reverse("applications:prospect-list", args=[stage.job.public_id]),
        "postings": reverse("postings:job-postings", args=[stage.job.public_id]),
    }


@pytest.mark.req("INV-09")
@pytest.mark.parametrize("page", ["home", "records", "tab", "prospect's tab", "job", "look up", "closed accounts",
                                  "prospects", "postings"])  # fmt: skip
def test_no_page_reads_every_record(page: str, crowd: Stage) -> None:
    client, address = signed_in(UserFactory.create(roles=["admin", "recruiter"])), pages(crowd)[page]
    assert client.get(address).status_code == 200
    assert read_whole(lambda: client.get(address), TABLES) == {}


def merged_into(survivor: Candidate) -> Candidate:
    other = CandidateFactory.create()
    people.merge(actor=UserFactory.create(roles=["recruiter"]), survivor=survivor, other=other)
    return other


DOES: dict[str, Callable[[Stage, SyncRow], Any]] = {
    "remove a person": lambda _stage, kari: list(removal.with_all_below(kari)),
    "change a person": lambda stage, _kari: list(marks.of_candidate(stage.kari)),
    "delete a person": lambda stage, _kari: list(marks.gone(Kind.CANDIDATE, stage.kari.public_id)),
    "change a colleague": lambda stage, _kari: list(marks.of_user(stage.ragna.public_id)),
    "change a job": lambda stage, _kari: list(marks.of_job(stage.job)),
    "forget a match": lambda stage, _kari: matches.forget_one(stage.kari.public_id),
    "settle a merge": lambda stage, _kari: merged.unsettled([merged_into(stage.kari).public_id]),
    "wait for the next": lambda _stage, _kari: loop.seconds_to_next(),
    "send": lambda _stage, kari: todo.below_removed([kari]),
}


@pytest.mark.parametrize("what", DOES)
def test_no_change_reads_every_record(what: str, crowd: Stage) -> None:
    kari = SyncRow.objects.get(kind=Kind.CANDIDATE, object_id=crowd.kari.public_id)
    MemberMatch.objects.create(row=kari, since=clock.now())
    assert read_whole(lambda: DOES[what](crowd, kari), TABLES) == {}


def test_what_an_open_status_page_asks_reads_no_record_but_to_count(
    crowd: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "PER_SECOND", 100)
    row(Kind.CANDIDATE, "late", wanted=2, error="503", since=clock.now())
    row(Kind.CANDIDATE, "refused", wanted=2, failed=True, error="422", since=clock.now())
    cache.clear()

    def asked() -> dict[str, str]:
        found = read_whole(lambda: overview.version(actor=crowd.admin), TABLES)
        return found | read_whole(lambda: checks.checks(Connection.current()), TABLES)

    first = asked()
    assert "count(" in first.pop("linkedin_syncrow").lower()
    assert first == {}
    assert asked() == {}
    cache.clear()


def test_many_are_counted_once_for_all_who_look_and_few_each_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def candidates() -> int:
        return next(one.all for one in status.counts() if one.kind == Kind.CANDIDATE)

    cache.clear()
    row(Kind.CANDIDATE, "a")
    assert candidates() == 1
    row(Kind.CANDIDATE, "b")
    assert candidates() == 2
    monkeypatch.setattr(status, "PER_SECOND", 0.01)
    assert candidates() == 2
    row(Kind.CANDIDATE, "c")
    assert candidates() == 2
    cache.clear()
    assert candidates() == 3
    cache.clear()
