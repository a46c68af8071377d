"""Who may be on a team, and in which role."""

import pytest
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import RoleAssignment, User
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Flag, Role, allowed
from tiltrekk.jobs.models import Job, JobRole, Status, TeamMember
from tiltrekk.jobs.selectors import jobs as job_selectors
from tiltrekk.jobs.services import jobs, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER])


@pytest.fixture
def job(recruiter: User) -> Job:
    return JobFactory(team={recruiter: "recruiter"})


@pytest.mark.req("ROLE-06", "ROLE-08")
def test_a_member_has_one_role_that_can_change_after_activation(recruiter: User, job: Job) -> None:
    both = UserFactory(roles=[Role.RECRUITER, Role.HIRING_MANAGER])
    team.set_member(actor=recruiter, job=job, user=both, role=JobRole.HIRING_MANAGER)
    team.set_member(actor=recruiter, job=job, user=both, role=JobRole.RECRUITER)
    assert job.team.get(user=both).role == JobRole.RECRUITER
    actions = Event.objects.filter(verb="job.team_changed").order_by("id").values_list("values__action", flat=True)
    assert list(actions) == ["added", "role"]


@pytest.mark.req("ROLE-07")
def test_several_of_each_role_may_be_on_one_job(recruiter: User, job: Job) -> None:
    for _ in range(2):
        team.set_member(actor=recruiter, job=job, user=UserFactory(roles=["recruiter"]), role=JobRole.RECRUITER)
        team.set_member(actor=recruiter, job=job, user=UserFactory(), role=JobRole.INTERVIEWER)
    assert job.team.count() == 5


@pytest.mark.parametrize("role", [JobRole.RECRUITER, JobRole.HIRING_MANAGER])
def test_hiring_roles_need_the_same_role_in_the_environment(recruiter: User, job: Job, role: JobRole) -> None:
    with pytest.raises(Refused) as refused:
        team.set_member(actor=recruiter, job=job, user=UserFactory(), role=role)
    assert refused.value.code == "lacks_role"


def test_someone_who_can_no_longer_sign_in_joins_no_team(recruiter: User, job: Job) -> None:
    with pytest.raises(Refused) as refused:
        team.set_member(actor=recruiter, job=job, user=UserFactory(is_active=False), role=JobRole.INTERVIEWER)
    assert refused.value.code == "inactive"


@pytest.mark.req("ROLE-03")
def test_losing_the_environment_role_keeps_the_job(recruiter: User, job: Job) -> None:
    RoleAssignment.objects.filter(user=recruiter).delete()
    same = User.objects.get(pk=recruiter.pk)
    assert jobs.change_details(actor=same, job=job, details={"title": "Still mine"}).title == "Still mine"
    with pytest.raises(NotAllowed):
        jobs.create(actor=same, title="New", role=JobRole.RECRUITER)


def test_an_active_job_keeps_a_recruiter_or_hiring_manager(recruiter: User, job: Job) -> None:
    member = job.team.get()
    with pytest.raises(Refused) as refused:
        team.remove_member(actor=recruiter, member=member)
    assert refused.value.code == "last_one"
    with pytest.raises(Refused) as refused:
        team.set_member(actor=recruiter, job=job, user=recruiter, role=JobRole.INTERVIEWER)
    assert refused.value.code == "last_one"
    team.set_member(actor=recruiter, job=job, user=UserFactory(roles=["hiring_manager"]), role=JobRole.HIRING_MANAGER)
    team.remove_member(actor=recruiter, member=member)
    assert job.team.get().role == JobRole.HIRING_MANAGER


def test_the_team_of_a_draft_may_be_empty(recruiter: User) -> None:
    draft = JobFactory(team={recruiter: "recruiter"}, status=Status.DRAFT)
    team.remove_member(actor=recruiter, member=draft.team.get())
    assert not draft.team.exists()


@pytest.mark.req("ROLE-09")
class TestDelegates:
    @pytest.fixture
    def stand_in(self, recruiter: User, job: Job) -> User:
        user = UserFactory()
        team.add_delegate(actor=recruiter, member=job.team.get(), user=user)
        return user

    def test_they_have_the_persons_rights_on_that_job_only(self, recruiter: User, job: Job, stand_in: User) -> None:
        other = JobFactory(team={recruiter: "recruiter"})
        assert allowed(stand_in, Flag.POST_JOB, job)
        assert list(job_selectors.rows(actor=stand_in)) == [job]
        assert not allowed(stand_in, Flag.READ_JOB, other)

    def test_one_names_them_only_for_oneself(self, job: Job) -> None:
        manager = UserFactory(roles=[Role.HIRING_MANAGER, Role.ADMIN])
        TeamMember.objects.create(job=job, user=manager, role="hiring_manager", added_at=job.created_at)
        with pytest.raises(NotAllowed):
            team.add_delegate(actor=manager, member=job.team.get(role="recruiter"), user=UserFactory())

    def test_an_interviewer_names_nobody(self, recruiter: User, job: Job) -> None:
        interviewer = UserFactory()
        member = team.set_member(actor=recruiter, job=job, user=interviewer, role=JobRole.INTERVIEWER)
        with pytest.raises(NotAllowed):
            team.add_delegate(actor=interviewer, member=member, user=UserFactory())

    def test_they_remove_neither_each_other_nor_their_principal(
        self, recruiter: User, job: Job, stand_in: User
    ) -> None:
        TeamMember.objects.create(
            job=job, user=UserFactory(), role="hiring_manager", added_at=job.created_at
        )  # so that the recruiter is not the last one
        member = job.team.get(user=recruiter)
        other = team.add_delegate(actor=recruiter, member=member, user=UserFactory())
        with pytest.raises(NotAllowed):
            team.remove_delegate(actor=stand_in, delegate=other)
        with pytest.raises(Refused) as refused:
            team.remove_member(actor=stand_in, member=member)
        assert refused.value.code == "own_principal"

    def test_they_can_be_ended_by_either_side(self, recruiter: User, job: Job, stand_in: User) -> None:
        team.remove_delegate(actor=stand_in, delegate=job.team.get().delegates.get())
        assert not allowed(stand_in, Flag.READ_JOB, job)
        again = team.add_delegate(actor=recruiter, member=job.team.get(), user=stand_in)
        team.remove_delegate(actor=recruiter, delegate=again)
        assert not job.team.get().delegates.exists()

    def test_nobody_stands_in_twice_or_for_themselves(self, recruiter: User, job: Job, stand_in: User) -> None:
        for user, code in ((stand_in, "already"), (recruiter, "oneself")):
            with pytest.raises(Refused) as refused:
                team.add_delegate(actor=recruiter, member=job.team.get(), user=user)
            assert refused.value.code == code
