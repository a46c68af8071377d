"""The permission table against the matrix of the specification (attract.md §1.3)."""

import pytest
from factories import ApplicationFactory, JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag, Role, allowed, flags
from tiltrekk.jobs.models import Delegate, JobRole

pytestmark = [pytest.mark.django_db, pytest.mark.req("ROLE-01", "ROLE-10", "ROLE-12", "SEC-17")]
F = Flag

# action → who may: the environment roles without a team, then the three job roles
MATRIX = {
    F.READ_JOB: "admin reader team_recruiter team_hiring_manager team_interviewer",
    F.UPDATE_JOB_DETAILS: "admin team_recruiter team_hiring_manager",
    F.UPDATE_HIRING_TEAM: "admin team_recruiter team_hiring_manager",
    F.UPDATE_PROCESS: "admin team_recruiter team_hiring_manager",
    F.ACTIVATE_JOB: "admin team_recruiter team_hiring_manager",
    F.POST_JOB: "admin team_recruiter",
    F.READ_LINKEDIN_POSTING: "admin reader team_recruiter team_hiring_manager",
    F.CLOSE_JOB: "admin team_recruiter",
    F.DELETE_JOB: "admin team_recruiter team_hiring_manager",
    F.CREATE_APPLICANT: "admin team_recruiter team_hiring_manager",
    F.READ_PROSPECTS: "admin reader team_recruiter team_hiring_manager",
    F.CREATE_PROSPECT: "admin team_recruiter team_hiring_manager",
    F.DELETE_APPLICATION: "admin team_recruiter",
    F.READ_NOTES: "admin reader team_recruiter team_hiring_manager team_interviewer",
    F.WRITE_NOTES: "admin team_recruiter team_hiring_manager",
    F.WRITE_DOCUMENTS: "admin team_recruiter team_hiring_manager",
    F.READ_ACTIVITY: "admin reader team_recruiter team_hiring_manager team_interviewer",
    F.PLAN_INTERVIEWS: "admin team_recruiter team_hiring_manager",
    F.GIVE_FEEDBACK: "admin team_recruiter team_hiring_manager team_interviewer",
    F.READ_ALL_FEEDBACK: "admin reader team_recruiter team_hiring_manager",
    F.REJECT_APPLICATION: "admin team_recruiter",
    F.ADVANCE_APPLICATION: "admin team_recruiter team_hiring_manager",
}
ENVIRONMENT = {
    F.ACCESS_ADMIN_CENTER: "admin",
    F.CREATE_JOB: "recruiter hiring_manager",
    F.VIEW_ALL_JOBS: "admin reader",
    F.READ_CANDIDATES: "admin recruiter hiring_manager reader",
    F.EDIT_CANDIDATES: "admin recruiter hiring_manager",
    F.CREATE_TALENT_POOL: "admin recruiter hiring_manager",
    F.VIEW_ALL_TALENT_POOLS: "admin reader",
}


def _people_of(job_team: dict[str, User]) -> dict[str, User]:
    alone = {role.value: UserFactory(roles=[role]) for role in Role}
    return {**alone, **job_team, "nobody": UserFactory()}


@pytest.mark.parametrize("flag", MATRIX, ids=str)
def test_rights_on_a_job_and_its_applications_follow_the_matrix(flag: Flag) -> None:
    team = {f"team_{role.value}": UserFactory() for role in JobRole}
    job = JobFactory(team={team[f"team_{role.value}"]: role for role in JobRole})
    subject = ApplicationFactory(job=job)
    who = {name for name, user in _people_of(team).items() if allowed(user, flag, subject)}
    assert who == set(MATRIX[flag].split())


@pytest.mark.parametrize("flag", ENVIRONMENT, ids=str)
def test_rights_on_the_environment_follow_the_matrix(flag: Flag) -> None:
    assert {role.value for role in Role if allowed(UserFactory(roles=[role]), flag)} == set(ENVIRONMENT[flag].split())


@pytest.mark.req("PROC-15")
def test_the_prospect_switch_keeps_hiring_managers_from_prospects() -> None:
    manager, recruiter = UserFactory(), UserFactory()
    team = {manager: JobRole.HIRING_MANAGER, recruiter: JobRole.RECRUITER}
    job = JobFactory(team=team, process__allow_hiring_managers=False)
    assert not allowed(manager, F.READ_PROSPECTS, job)
    assert allowed(recruiter, F.READ_PROSPECTS, job)


@pytest.mark.req("ROLE-09")
def test_a_delegate_has_the_rights_of_the_person_they_stand_in_for_on_that_job_only() -> None:
    recruiter, stand_in = UserFactory(), UserFactory()
    job, other = JobFactory(team={recruiter: JobRole.RECRUITER}), JobFactory()
    Delegate.objects.create(member=job.team.get(), user=stand_in, added_at=job.created_at)
    assert flags(stand_in, job) == flags(recruiter, job)
    assert flags(stand_in, other) == frozenset()


def test_someone_who_left_has_no_rights_at_all() -> None:
    admin = UserFactory(roles=[Role.ADMIN], is_active=False)
    assert flags(admin) == frozenset()
