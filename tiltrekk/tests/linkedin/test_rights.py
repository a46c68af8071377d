"""Recruiter offers a job to those who may export to it, and to nobody else (decision 6)."""

import pytest
from factories import JobFactory, UserFactory
from sandbox_process import Sandbox, connected, drain, link_member
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job, JobRole, StatusReason, TeamMember
from tiltrekk.jobs.services import jobs, team
from tiltrekk.linkedin import connect, diagnosis
from tiltrekk.linkedin.models import CompanyPage
from tiltrekk.linkedin.projection import rights

pytestmark = [pytest.mark.django_db]

RAGNA, HILDE = 1, 2  # seats


def offered(sandbox: Sandbox, seat: int) -> list[str]:
    return [one["external_id"] for one in sandbox.get("jobs-offered", seat=seat)["jobs"]]


@pytest.mark.process
class TestInRecruiter:
    def test_offered_to_whoever_is_on_the_team_and_connected(self, live: Sandbox, job: Job, hilde: User) -> None:
        assert offered(live, RAGNA) == [job.job_id]
        assert offered(live, HILDE) == []
        link_member(live, hilde, "hilde")
        drain()
        assert offered(live, HILDE) == [job.job_id]

    def test_leaving_the_team_hides_the_job(self, live: Sandbox, job: Job, admin: User, ragna: User) -> None:
        other = UserFactory.create(roles=["recruiter"])
        team.set_member(actor=admin, job=job, user=other, role=JobRole.RECRUITER)
        team.remove_member(actor=admin, member=TeamMember.objects.get(job=job, user=ragna))
        drain()
        assert offered(live, RAGNA) == []

    def test_becoming_an_interviewer_hides_the_job(self, live: Sandbox, job: Job, admin: User, hilde: User) -> None:
        link_member(live, hilde, "hilde")
        drain()
        assert offered(live, HILDE)
        other = UserFactory.create(roles=["hiring_manager"])
        team.set_member(actor=admin, job=job, user=other, role=JobRole.HIRING_MANAGER)
        team.set_member(actor=admin, job=job, user=hilde, role=JobRole.INTERVIEWER)
        drain()
        assert offered(live, HILDE) == []

    def test_a_delegate_is_offered_the_job(self, live: Sandbox, job: Job, admin: User, ragna: User) -> None:
        stand_in = UserFactory.create(name="Hilde Sjef", roles=["recruiter"])
        link_member(live, stand_in, "hilde")
        team.add_delegate(actor=ragna, member=TeamMember.objects.get(job=job, user=ragna), user=stand_in)
        drain()
        assert offered(live, HILDE) == [job.job_id]

    @pytest.mark.req("LI-20")
    def test_disconnecting_ones_account_empties_the_list(self, live: Sandbox, job: Job, ragna: User) -> None:
        connect.members.disconnect_member(actor=ragna)
        drain()
        assert offered(live, RAGNA) == []
        assert live.store("atsEntityAclAssignees") == []

    def test_a_closed_job_is_offered_no_more(self, live: Sandbox, job: Job, ragna: User) -> None:
        jobs.close(actor=ragna, job=job, reason=StatusReason.CANCELLED)
        drain()
        live.settle_tasks()
        assert offered(live, RAGNA) == []

    def test_one_list_a_colleague_however_many_jobs(self, sandbox: Sandbox, admin: User, ragna: User) -> None:
        for _ in range(12):
            JobFactory.create(team={ragna: "recruiter"})
        connected(sandbox, admin, "company")
        link_member(sandbox, ragna, "ragna")
        drain()
        lists = {row["key"].split("atsEntityAclId=")[-1].split("&")[0] for row in sandbox.store("atsEntityAcls")}
        assert len(sandbox.store("atsEntityAcls")) == 12
        assert len(sandbox.store("atsEntityAclAssignees")) == 1
        assert len(lists) <= 12


def test_hiring_managers_only_where_the_prospect_activity_lets_them(ragna: User, hilde: User) -> None:
    team_of = {ragna: "recruiter", hilde: "hiring_manager"}
    open_job = JobFactory.create(team=team_of)
    kept = JobFactory.create(team=team_of, process__allow_hiring_managers=False)
    without = JobFactory.create(team=team_of, process__prospects=False)
    assert rights.may_export_to(hilde, open_job)
    assert not rights.may_export_to(hilde, kept)
    assert rights.may_export_to(ragna, kept)
    assert not rights.may_export_to(ragna, without)


def test_an_administrator_who_interviews_may_not_export(job: Job) -> None:
    interviewer = UserFactory.create(roles=["admin", "recruiter"])
    TeamMember.objects.create(job=job, user=interviewer, role="interviewer", added_at=job.created_at)
    assert not rights.may_export_to(interviewer, job)


@pytest.mark.req("LI-27")
def test_diagnosis_says_why_a_colleague_is_not_offered_the_job(job: Job, ragna: User, hilde: User) -> None:
    CompanyPage.objects.create(name="Fjordtech", company_id="90210")
    codes = [one.code for one in diagnosis.why_not_offered(actor=ragna, job=job, user=hilde)]
    assert codes == ["not_connected", "not_connected_user"]
    assert diagnosis.unconnected_colleagues(actor=ragna, job=job) == [ragna, hilde]
    stranger = UserFactory.create()
    assert diagnosis.why_not_offered(actor=ragna, job=job, user=stranger)[-1].code == "not_on_team"
