"""From a title to a closed job."""

import pytest
from factories import ApplicationFactory, JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Role
from tiltrekk.jobs import closing
from tiltrekk.jobs.models import Job, JobRole, Stage, Status, StatusReason
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.jobs.services import jobs
from tiltrekk.postings import services as postings

pytestmark = pytest.mark.django_db
DETAILS = {"description": "<p>Build things.</p>", "city": "Bergen", "country": "NO"}


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> list[closing.AcceptedOffer]:
    """Accepted offers, as the floor that knows applications would tell them."""
    told: list[closing.AcceptedOffer] = []
    monkeypatch.setattr(closing, "_offers", [lambda job: told])
    return told


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("JOB-01", "JOB-02")
def test_the_creator_joins_the_team_in_the_chosen_role(recruiter: User) -> None:
    job = jobs.create(actor=recruiter, title="  Welder ", role=JobRole.RECRUITER)
    assert (job.title, job.status) == ("Welder", Status.DRAFT)
    assert job.job_id == f"N1-{job.number}"
    assert [(m.user, m.role) for m in job.team.all()] == [(recruiter, JobRole.RECRUITER)]
    assert Event.objects.get(verb="job.created").job_id == job.pk


@pytest.mark.req("OQ-7")
def test_a_closed_job_is_reopened_and_stays_posted_nowhere(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    posting = postings.post(actor=recruiter, job=job, channel="career_site")
    jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED, comment="Budget")
    job = jobs.reopen(actor=recruiter, job=job)
    assert (job.status, job.status_reason) == (Status.ACTIVE, StatusReason.REACTIVATED)
    assert (job.closed_at, job.close_comment) == (None, "")
    posting.refresh_from_db()
    assert posting.state != "posted"
    assert Event.objects.filter(verb="job.reopened", job_id=job.pk).count() == 1
    jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)


@pytest.mark.req("OQ-7")
@pytest.mark.parametrize("applications", [True, False])
def test_people_come_back_with_the_job_only_when_asked_for(recruiter: User, *, applications: bool) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    waiting, rejected = ApplicationFactory(job=job), ApplicationFactory(job=job)
    hiring.reject(actor=recruiter, application=rejected, reason="experience")
    jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)
    jobs.reopen(actor=recruiter, job=job, applications=applications)
    waiting.refresh_from_db()
    rejected.refresh_from_db()
    assert waiting.is_open is applications
    assert not rejected.is_open


@pytest.mark.req("OQ-7")
def test_only_recruiters_and_administrators_reopen_and_only_closed_jobs(recruiter: User) -> None:
    manager = UserFactory(roles=[Role.HIRING_MANAGER])
    job = JobFactory(team={recruiter: "recruiter", manager: "hiring_manager"})
    with pytest.raises(Refused) as refused:
        jobs.reopen(actor=recruiter, job=job)
    assert codes(refused) == ["not_closed"]
    jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)
    with pytest.raises(NotAllowed):
        jobs.reopen(actor=manager, job=job)
    assert jobs.reopen(actor=UserFactory(roles=[Role.ADMIN]), job=job).is_active


@pytest.mark.req("JOB-01")
def test_each_job_has_the_next_number(recruiter: User) -> None:
    first, second = (jobs.create(actor=recruiter, title="Welder", role=JobRole.RECRUITER) for _ in range(2))
    assert second.number == first.number + 1


@pytest.mark.req("JOB-01")
def test_one_creates_only_in_a_role_one_has(recruiter: User) -> None:
    with pytest.raises(Refused) as refused:
        jobs.create(actor=recruiter, title=" ", role=JobRole.HIRING_MANAGER)
    assert codes(refused) == ["title", "role"]
    assert not Job.objects.exists()


@pytest.mark.req("ROLE-11")
def test_an_administrator_creates_only_with_a_hiring_role_too() -> None:
    with pytest.raises(NotAllowed):
        jobs.create(actor=UserFactory(roles=[Role.ADMIN]), title="Welder", role=JobRole.RECRUITER)
    both = UserFactory(roles=[Role.ADMIN, Role.HIRING_MANAGER])
    assert jobs.create(actor=both, title="Welder", role=JobRole.HIRING_MANAGER).pk


@pytest.mark.req("JOB-03", "PROC-03")
def test_the_process_is_a_copy_of_the_default_template(recruiter: User) -> None:
    job = jobs.create(actor=recruiter, title="Welder", role=JobRole.RECRUITER)
    kinds = [stage.kind for stage in job.process.stages.all()]
    assert kinds == ["prospect", "application", "screening", "interview", "offer"]
    job.process.stages.filter(kind="offer").update(name="Contract")
    assert not Stage.objects.filter(process__is_default=True, name="Contract").exists()


def test_activation_says_all_that_is_missing(recruiter: User) -> None:
    job = jobs.create(actor=recruiter, title="Welder", role=JobRole.RECRUITER)
    with pytest.raises(Refused) as refused:
        jobs.activate(actor=recruiter, job=job)
    assert codes(refused) == ["description", "city", "country"]
    jobs.change_details(actor=recruiter, job=job, details=DETAILS)
    assert jobs.activate(actor=recruiter, job=job).is_active
    with pytest.raises(Refused) as refused:
        jobs.activate(actor=recruiter, job=job)
    assert codes(refused) == ["not_draft"]


@pytest.mark.req("JOB-09")
def test_an_active_job_can_be_edited_and_keeps_what_it_needs(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    changed = jobs.change_details(actor=recruiter, job=job, details={"title": "Baker", "city": job.city})
    assert changed.title == "Baker"
    assert Event.objects.get(verb="job.changed").changed == ["title"]
    with pytest.raises(Refused) as refused:
        jobs.change_details(actor=recruiter, job=job, details={"city": ""})
    assert codes(refused) == ["city"]
    assert Job.objects.get().city == "Bergen"


def test_unchanged_details_leave_no_event(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    jobs.change_details(actor=recruiter, job=job, details={"title": job.title})
    assert not Event.objects.filter(verb="job.changed").exists()


@pytest.mark.req("SEC-35")
def test_the_description_is_cleaned(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    dirty = "<p onclick=x()>Hi<script>alert(1)</script></p>"
    assert jobs.change_details(actor=recruiter, job=job, details={"description": dirty}).description == "<p>Hi</p>"


def test_a_cancelled_job_can_only_be_read(recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    closed = jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED, comment="No budget")
    assert (closed.status, closed.close_comment) == (Status.CLOSED, "No budget")
    assert Event.objects.get(verb="job.closed").values == {"reason": "cancelled", "hired": []}
    with pytest.raises(Refused) as refused:
        jobs.change_details(actor=recruiter, job=job, details={"title": "Baker"})
    assert codes(refused) == ["job_closed"]
    with pytest.raises(Refused) as refused:
        jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)
    assert codes(refused) == ["not_active"]


@pytest.mark.req("JOB-06", "JOB-07")
def test_filled_names_people_who_accepted_an_offer(recruiter: User, offers: list[closing.AcceptedOffer]) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    for hired in ([], ["somebody"]):
        with pytest.raises(Refused) as refused:
            jobs.close(actor=recruiter, job=job, reason=StatusReason.FILLED, hired=hired)
        assert codes(refused) == ["hired"]
    offers.append(closing.AcceptedOffer(id="somebody", pk=7, name="Some Body"))
    jobs.close(actor=recruiter, job=job, reason=StatusReason.FILLED, hired=["somebody"])
    assert Event.objects.get(verb="job.closed").values == {"reason": "filled", "hired": [7]}


def test_a_hiring_manager_neither_closes_nor_posts_but_activates() -> None:
    manager = UserFactory(roles=[Role.HIRING_MANAGER])
    job = JobFactory(team={manager: "hiring_manager"}, status=Status.DRAFT)
    assert jobs.activate(actor=manager, job=job).is_active
    with pytest.raises(NotAllowed):
        jobs.close(actor=manager, job=job, reason=StatusReason.CANCELLED)


def test_only_a_draft_without_people_is_deleted(recruiter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    with pytest.raises(Refused) as refused:
        jobs.delete(actor=recruiter, job=job)
    assert codes(refused) == ["not_draft"]
    draft = JobFactory(team={recruiter: "recruiter"}, status=Status.DRAFT)
    with monkeypatch.context() as patch:
        patch.setattr(closing, "_people", [lambda job: True])
        with pytest.raises(Refused) as refused:
            jobs.delete(actor=recruiter, job=draft)
    assert codes(refused) == ["has_people"]
    jobs.delete(actor=recruiter, job=draft)
    assert list(Job.objects.all()) == [job]
    assert Event.objects.get(verb="job.deleted").values == {"job_id": draft.job_id}


def test_people_see_the_jobs_of_their_teams_and_readers_all(recruiter: User) -> None:
    own, other = JobFactory(team={recruiter: "interviewer"}), JobFactory()
    assert list(selectors.rows(actor=recruiter)) == [own]
    assert set(selectors.rows(actor=UserFactory(roles=[Role.READER]))) == {own, other}
    assert not selectors.rows(actor=UserFactory()).exists()


@pytest.mark.parametrize("role", ["interviewer", None])
def test_others_change_nothing(role: str | None) -> None:
    user = UserFactory(roles=[Role.RECRUITER, Role.READER])
    job = JobFactory(team={user: role} if role else {}, status=Status.DRAFT)
    for act in (
        lambda: jobs.change_details(actor=user, job=job, details={"title": "x"}),
        lambda: jobs.activate(actor=user, job=job),
        lambda: jobs.close(actor=user, job=job, reason=StatusReason.CANCELLED),
        lambda: jobs.delete(actor=user, job=job),
    ):
        with pytest.raises(NotAllowed):
            act()
