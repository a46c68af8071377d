"""Post, repost, unpost, on a channel made for the test and on the career site."""

import pytest
from django.test import Client
from django.urls import reverse
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.core.errors import NotAllowed, Reason, Refused
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Flag, Role
from tiltrekk.jobs.models import Job, Status, StatusReason
from tiltrekk.jobs.services import jobs
from tiltrekk.postings import channels, services
from tiltrekk.postings.models import ApplyWay, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def job(recruiter: User) -> Job:
    return JobFactory(team={recruiter: "recruiter"})


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """A job board that is picky about places, asks a question about tests, and tells what its hooks were given."""
    told: dict[str, list[int]] = {"posted": [], "unposted": []}
    channel = channels.Channel(
        key="board",
        label="Job board",
        text="A board.",
        icon="layout-list",
        tile=lambda posting: channels.Tile(state="Submitted", kind="warn", lines=["In the feed."]),
        eligibility=lambda job, actor: [] if job.city == "Bergen" else [Reason("city", "Only Bergen.")],
        question=lambda job, actor: "Post this test?" if "test" in job.title else "",
        on_post=lambda posting: told["posted"].append(posting.pk),
        on_unpost=lambda posting: told["unposted"].append(posting.pk),
        asks_where_to_apply=True,
        flag=Flag.READ_LINKEDIN_POSTING,
        order=90,
    )
    monkeypatch.setitem(channels._channels, "board", channel)
    return told


def verbs() -> list[str]:
    return list(Event.objects.filter(verb__startswith="posting").order_by("id").values_list("verb", flat=True))


@pytest.mark.req("JOB-24", "JOB-27")
def test_a_recruiter_posts_reposts_and_takes_down(recruiter: User, job: Job, board: dict[str, list[int]]) -> None:
    posting = services.post(actor=recruiter, job=job, channel="board")
    assert posting.is_posted
    assert posting.posted_by == recruiter
    assert services.repost(actor=recruiter, posting=posting).reposts == 1
    assert not services.unpost(actor=recruiter, posting=posting).is_posted
    again = services.post(actor=recruiter, job=job, channel="board")
    assert again.pk == posting.pk
    assert again.unposted_at is None
    assert board == {"posted": [posting.pk] * 3, "unposted": [posting.pk]}
    assert verbs() == ["posting.posted", "posting.reposted", "posting.unposted", "posting.posted"]


@pytest.mark.req("JOB-10", "LI-10")
@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_only_an_active_job_is_posted(recruiter: User, status: Status, board: dict[str, list[int]]) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, status=status)
    with pytest.raises(Refused) as refused:
        services.post(actor=recruiter, job=job, channel="board")
    assert refused.value.code == "not_active"
    assert not Posting.objects.exists()


@pytest.mark.req("JOB-24", "LI-09")
@pytest.mark.parametrize("role", ["hiring_manager", "interviewer"])
def test_others_on_the_team_do_not_post(job: Job, role: str, board: dict[str, list[int]]) -> None:
    user = UserFactory(roles=[Role.HIRING_MANAGER, Role.READER])
    other = JobFactory(team={user: role})
    with pytest.raises(NotAllowed):
        services.post(actor=user, job=other, channel="board")


@pytest.mark.req("JOB-24")
def test_an_administrator_posts_without_being_on_the_team(job: Job) -> None:
    assert services.post(actor=UserFactory(roles=[Role.ADMIN]), job=job, channel="career_site").is_posted


def test_what_the_channel_says_stands_in_the_way(recruiter: User, board: dict[str, list[int]]) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, city="Oslo")
    with pytest.raises(Refused) as refused:
        services.post(actor=recruiter, job=job, channel="board")
    assert refused.value.code == "city"


@pytest.mark.req("LI-04")
def test_a_channels_question_must_be_answered(recruiter: User, board: dict[str, list[int]]) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, title="A test job")
    with pytest.raises(Refused) as refused:
        services.post(actor=recruiter, job=job, channel="board")
    assert refused.value.code == "unconfirmed"
    assert services.post(actor=recruiter, job=job, channel="board", confirmed=True).is_posted


@pytest.mark.parametrize("url", ["", "http://jobs.example.org/1", "javascript:alert(1)", "https://localhost", "jobs"])
def test_a_link_of_ones_own_is_https(recruiter: User, job: Job, board: dict[str, list[int]], url: str) -> None:
    with pytest.raises(Refused) as refused:
        services.post(actor=recruiter, job=job, channel="board", apply_way=ApplyWay.LINK, apply_url=url)
    assert refused.value.code == "apply_url"


def test_a_link_of_ones_own_is_kept(recruiter: User, job: Job, board: dict[str, list[int]]) -> None:
    link = "https://jobs.example.org/1"
    posting = services.post(actor=recruiter, job=job, channel="board", apply_way=ApplyWay.LINK, apply_url=link)
    assert posting.apply_url == link
    with pytest.raises(Refused):
        services.post(actor=recruiter, job=job, channel="career_site", apply_way=ApplyWay.LINK, apply_url=link)


def test_what_is_posted_is_not_posted_twice(recruiter: User, job: Job) -> None:
    services.post(actor=recruiter, job=job, channel="career_site")
    with pytest.raises(Refused) as refused:
        services.post(actor=recruiter, job=job, channel="career_site")
    assert refused.value.code == "posted"


def test_closing_the_job_takes_it_down_everywhere(recruiter: User, job: Job, board: dict[str, list[int]]) -> None:
    for channel in ("career_site", "board"):
        services.post(actor=recruiter, job=job, channel=channel)
    jobs.close(actor=recruiter, job=job, reason=StatusReason.CANCELLED)
    assert [posting.is_posted for posting in Posting.objects.all()] == [False, False]
    assert len(board["unposted"]) == 1


class TestTab:
    @pytest.fixture
    def tab(self, job: Job) -> str:
        return reverse("postings:job-postings", args=[job.public_id])

    def test_it_posts_through_the_dialog(
        self, client: Client, recruiter: User, job: Job, tab: str, board: dict[str, list[int]]
    ) -> None:
        client.force_login(recruiter)
        assert "Post Now" in client.get(tab).content.decode()
        address = reverse("postings:posting-post", args=[job.public_id, "board"])
        dialog = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "Candidates can apply using a" in dialog
        refused = client.post(address, {"apply_way": "link", "apply_url": "http://x.org"})
        assert refused.status_code == 422
        assert "begins with https://" in refused.content.decode()
        client.post(address, {"apply_way": "here"})
        shown = client.get(tab).content.decode()
        assert "Submitted" in shown
        assert "Unpost" in shown

    @pytest.mark.req("LI-09")
    def test_hiring_managers_read_and_interviewers_see_no_such_tile(
        self, client: Client, job: Job, tab: str, board: dict[str, list[int]]
    ) -> None:
        for role, sees in (("hiring_manager", True), ("interviewer", False)):
            user = UserFactory()
            job.team.create(user=user, role=role, added_at=job.created_at)
            client.force_login(user)
            shown = client.get(tab).content.decode()
            assert ("Job board" in shown) is sees
            assert "Career site" in shown
            assert reverse("postings:posting-post", args=[job.public_id, "career_site"]) not in shown
            response = client.post(reverse("postings:posting-post", args=[job.public_id, "career_site"]))
            assert response.status_code == 403

    def test_the_job_list_marks_where_jobs_are_posted(
        self, client: Client, recruiter: User, job: Job, board: dict[str, list[int]]
    ) -> None:
        services.post(actor=recruiter, job=job, channel="career_site")
        client.force_login(recruiter)
        shown = client.get(reverse("jobs:job-list")).content.decode()
        assert "Career site: Posted" in shown
        assert "Job board: not posted" in shown
