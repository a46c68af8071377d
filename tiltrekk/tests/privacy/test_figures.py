"""The figures: for administrators, never without saying what for, and the same as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from equality_company import answer, application_of, apply, asking_job, switch_on
from factories import UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.candidates import services as people
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Job
from tiltrekk.privacy import quarters, selectors, services, vault
from tiltrekk.privacy.models import Access, Kind

pytestmark = pytest.mark.django_db

IN_MAY = datetime(2026, 5, 12, 10, tzinfo=UTC)
IN_JULY = datetime(2026, 7, 3, 10, tzinfo=UTC)
SPRING = date(2026, 4, 1)
REPORT = "privacy:equality-report"


@pytest.fixture
def admin() -> User:
    return UserFactory(roles=[Role.ADMIN], name="Anna Administrator")


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def job(recruiter: User) -> Iterator[Job]:
    """Twelve people applied in May: six women, five men, one who left the question empty but answered another."""
    switch_on()
    with clock.at(IN_MAY):
        job = asking_job(recruiter, title="=Welder")
        Job.objects.filter(pk=job.pk).update(activated_at=IN_MAY)
        for number in range(12):
            gender = "female" if number < 6 else "male" if number < 11 else ""
            client = Client()
            answer(client, apply(client, job, f"Person{number}"), gender=gender, veteran="not_protected")
        yield job


def move(recruiter: User, name: str, kind: str) -> None:
    application = application_of(name)
    stage = application.job.process.stages.get(kind=kind)
    hiring.move(actor=recruiter, application=application, from_stage=application.stage, to_stage=stage)


def count() -> None:
    with clock.at(IN_JULY):
        services.count_ended_quarters()


def look(admin: User) -> dict[tuple[str, str, str], int | None]:
    found = services.look_at(actor=admin, quarter=SPRING, purpose="Yearly report", kind=Kind.PAGE)
    return {(one.stage, one.question, one.answer): one.number for one in found}


@pytest.mark.req("PROC-27", "GDPR-17")
def test_figures_count_answers_by_stage_and_hide_what_is_small(admin: User, recruiter: User, job: Job) -> None:
    for number in range(6):
        move(recruiter, f"Person{number}", "interview")
    move(recruiter, "Person0", "offer")
    count()
    found = look(admin)
    assert found["applied", "", ""] == 12
    assert [found["applied", "gender", one] for one in ("female", "male", "prefer_not", "")] == [6, None, None, None]
    assert found["interview", "", ""] == 6
    assert found["interview", "gender", "female"] is None  # with the total it would say that no man came so far
    assert found["offer", "", ""] is None


def test_a_quarter_is_counted_a_day_after_its_end(admin: User, job: Job) -> None:
    with clock.at(datetime(2026, 7, 1, 10, tzinfo=UTC)):
        services.count_ended_quarters()
    assert vault.counted_quarters() == []
    count()
    count()
    assert vault.counted_quarters() == [SPRING]
    with clock.at(IN_JULY + timedelta(days=200)):
        services.count_ended_quarters()
    assert len(vault.counted_quarters()) == 3


def test_who_came_to_a_stage_counts_in_the_quarter_they_first_came(recruiter: User, job: Job) -> None:
    with clock.at(IN_MAY + timedelta(days=1)):
        move(recruiter, "Person0", "interview")
    with clock.at(IN_JULY):
        move(recruiter, "Person1", "interview")
        move(recruiter, "Person0", "screening")
        move(recruiter, "Person0", "interview")
    assert selectors.reached(SPRING, "interview") == [application_of("Person0").public_id]
    assert selectors.reached(quarters.after(SPRING), "interview") == [application_of("Person1").public_id]


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), date(2026, 4, 1)),  # Oslo is two hours ahead
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_quarters_follow_the_organisations_clock(moment: datetime, quarter: date) -> None:
    assert quarters.quarter_of(moment) == quarter
    assert quarters.start(quarter).date() == quarter


@pytest.mark.req("GDPR-06", "GDPR-17")
@pytest.mark.parametrize("what", ["person", "application"])
def test_whoever_is_deleted_takes_the_answer_along(admin: User, job: Job, what: str) -> None:
    application = application_of("Person0")
    if what == "person":
        people.delete(actor=admin, candidate=application.candidate)
    else:
        hiring.delete(actor=admin, application=application)
    count()
    assert look(admin)["applied", "", ""] == 11


@pytest.mark.req("GDPR-17")
def test_deleting_somebody_after_the_count_shows_nothing_of_them(admin: User, job: Job) -> None:
    count()
    before = look(admin)
    people.delete(actor=admin, candidate=application_of("Person0").candidate)
    count()
    assert look(admin) == before


@pytest.mark.req("GDPR-17")
def test_only_administrators_look_and_never_without_a_purpose(admin: User, recruiter: User, job: Job) -> None:
    count()
    for role in (Role.RECRUITER, Role.HIRING_MANAGER, Role.READER):
        with pytest.raises(NotAllowed):
            look(UserFactory(roles=[role]))
    with pytest.raises(Refused):
        services.look_at(actor=admin, quarter=SPRING, purpose="  ", kind=Kind.PAGE)
    assert not Access.objects.exists()
    look(admin)
    access = Access.objects.get()
    assert (access.reader, access.purpose, access.kind, access.quarter) == (admin, "Yearly report", "page", SPRING)
    assert not selectors.accesses(actor=recruiter).exists()


@pytest.mark.req("PROC-26", "PROC-27")
def test_the_page_shows_figures_and_the_log_says_who_looked(client: Client, admin: User, job: Job) -> None:
    client.force_login(admin)
    empty = client.get(reverse(REPORT)).text
    assert "No period has been counted yet" in empty
    count()
    assert "Quarter 2 of 2026" in client.get(reverse(REPORT)).text
    assert "Welder" not in client.get(reverse(REPORT)).text
    missing = client.post(reverse(REPORT), {"quarter": "2026-04-01", "as": "page"})
    assert missing.status_code == 422
    assert not Access.objects.exists()
    page = client.post(reverse(REPORT), {"quarter": "2026-04-01", "purpose": "A <b>look</b>", "as": "page"}).text
    assert "Welder" in page
    assert "not shown" in page
    log = client.get(reverse("privacy:access-list")).text
    assert "Anna Administrator" in log
    assert "A &lt;b&gt;look&lt;/b&gt;" in log
    assert "Quarter 2 of 2026" in log


@pytest.mark.req("SEC-42", "PROC-26")
def test_the_file_says_the_same_and_runs_nothing(client: Client, admin: User, job: Job) -> None:
    count()
    client.force_login(admin)
    answer = client.post(reverse(REPORT), {"quarter": "2026-04-01", "purpose": "=1+1", "as": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Job", "Question", "Answer", "Applied", "Came to Interview", "Came to Offer"]
    assert rows[1][0].startswith("'=Welder")
    assert rows[1][3:] == ["12", "", ""]
    numbers = [int(cell) for row in rows[1:] for cell in row[3:] if cell]
    assert numbers
    assert min(numbers) >= 5
    assert Access.objects.get().kind == "file"


def test_nobody_looks_at_a_quarter_that_was_not_counted(client: Client, admin: User, job: Job) -> None:
    client.force_login(admin)
    count()
    answer = client.post(reverse(REPORT), {"quarter": "2026-07-01", "purpose": "Too early", "as": "page"})
    assert answer.status_code == 422
    assert not Access.objects.exists()


def test_the_page_says_what_to_do_where_the_place_is_not_set_up(client: Client, admin: User) -> None:
    client.force_login(admin)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "state", lambda: vault.State.MISSING)
        assert "equality-script" in client.get(reverse(REPORT)).text
        patch.setattr(vault, "state", lambda: vault.State.OPEN)
        assert "ordinary role" in client.get(reverse(REPORT)).text
