"""The pages of the jobs app, as people of each role open and send them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, JobFactory, UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import Job, Status
from tiltrekk.postings.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter() -> User:
    return UserFactory(roles=[Role.RECRUITER], name="Marit Haugen")


@pytest.fixture
def signed_in(client: Client, recruiter: User) -> Client:
    client.force_login(recruiter)
    return client


def page(job: Job, name: str, *more: Any) -> str:
    return reverse(f"jobs:{name}", args=[job.public_id, *more])


def text(response: Any) -> str:
    return str(response.content.decode())


def _posted_on_linkedin(job: Job) -> None:
    by_and_when = {"posted_by": job.created_by, "first_posted_at": job.created_at, "posted_at": job.created_at}
    Posting.objects.create(job=job, channel="linkedin", **by_and_when)


@pytest.mark.req("JOB-01")
def test_a_new_job_opens_as_a_draft_on_its_details(signed_in: Client, recruiter: User) -> None:
    response = signed_in.post(reverse("jobs:job-create"), {"title": "Welder", "role": "recruiter"})
    job = Job.objects.get()
    assert response.headers["Location"] == page(job, "job-details")
    assert job.team.get().user == recruiter
    shown = text(signed_in.get(page(job, "job-details")))
    assert "Describe the job." in shown
    assert "Say in which city the job is." in shown


def test_a_form_says_beside_the_field_what_is_wrong(signed_in: Client) -> None:
    response = signed_in.post(reverse("jobs:job-create"), {"title": "", "role": "recruiter"})
    assert response.status_code == 422
    assert "This field is required" in text(response)


def test_details_are_saved_and_the_job_activated(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, status=Status.DRAFT, description="", activated_at=None)
    fields = {
        "title": "Sveiser",
        "description": "<p>Vi <strong>sveiser</strong>.</p><script>x</script>",
        "city": "Haugesund",
        "country": "NO",
        "workplace": "on_site",
        "openings": "2",
        "skills": "MIG, TIG",
    }
    assert signed_in.post(page(job, "job-details"), fields).status_code == 302
    job.refresh_from_db()
    assert (job.title, job.skills, job.openings) == ("Sveiser", ["MIG", "TIG"], 2)
    assert job.description == "<p>Vi <strong>sveiser</strong>.</p>"
    signed_in.post(page(job, "job-activate"))
    job.refresh_from_db()
    assert job.is_active


def test_activating_too_early_says_why(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, status=Status.DRAFT, description="")
    response = signed_in.post(page(job, "job-activate"))
    assert response.status_code == 409
    assert "Describe the job." in text(response)


@pytest.mark.parametrize("name", ["job-details", "job-team", "job-process", "job-activity"])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.ACTIVE, Status.CLOSED])
def test_every_tab_opens_in_every_state(signed_in: Client, recruiter: User, name: str, status: Status) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, status=status)
    response = signed_in.get(page(job, name))
    assert response.status_code == 200
    assert job.title in text(response)


def test_interviewers_read_and_change_nothing(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "interviewer"}, status=Status.DRAFT)
    for name in ("job-details", "job-team", "job-process"):
        shown = text(signed_in.get(page(job, name)))
        assert 'method="post" class="columns"' not in shown
        assert "Add to the team" not in shown
        assert "Add stage" not in shown
    assert signed_in.post(page(job, "stage-add"), {"kind": "interview"}).status_code == 403
    assert signed_in.get(page(job, "job-close")).status_code == 403


def test_a_job_of_others_does_not_exist(signed_in: Client) -> None:
    job = JobFactory()
    for name in ("job-read", "job-details", "job-team", "job-process", "job-activity", "job-close", "job-delete"):
        assert signed_in.get(page(job, name)).status_code == 404


def test_the_team_is_changed_on_its_page(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    colleague = UserFactory(name="Anders Lie")
    refused = signed_in.post(page(job, "member-add"), {"user": colleague.public_id, "role": "recruiter"})
    assert refused.status_code == 422
    assert "Anders Lie does not have the role Recruiter." in text(refused)
    signed_in.post(page(job, "member-add"), {"user": colleague.public_id, "role": "interviewer"})
    signed_in.post(page(job, "delegate-add"), {"delegate-user": colleague.public_id})
    assert "Anders Lie stands in" in text(signed_in.get(page(job, "job-team")))
    signed_in.post(page(job, "delegate-remove", recruiter.public_id, colleague.public_id))
    signed_in.post(page(job, "member-remove", colleague.public_id))
    assert job.team.get().user == recruiter


def test_the_process_is_changed_on_its_page(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"}, status=Status.DRAFT)
    signed_in.post(page(job, "stage-add"), {"kind": "interview", "name": "Meet the team"})
    signed_in.post(page(job, "stage-change", 2), {"action": "rename", "name": "Phone"})
    signed_in.post(page(job, "stage-change", 4), {"action": "earlier"})
    signed_in.post(page(job, "process-settings", "prospects"), {"allow_hiring_managers": "on"})
    labels = [stage.label for stage in job.process.stages.all()]
    assert labels == ["Prospect", "Application", "Phone", "Meet the team", "Interview", "Offer"]
    assert not job.process.stages.get(kind="prospect").enabled


def test_closing_asks_why_in_a_dialog(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    dialog = text(signed_in.get(page(job, "job-close"), headers={"HX-Request": "true"}))
    assert "<html" not in dialog
    assert "Job cancelled" in dialog
    assert "Position filled" not in dialog
    response = signed_in.post(
        page(job, "job-close"), {"reason": "cancelled", "comment": "No budget"}, headers={"HX-Request": "true"}
    )
    assert response.headers["HX-Redirect"] == page(job, "job-details")
    assert Job.objects.get().status == Status.CLOSED


def test_the_feed_tells_who_did_what(signed_in: Client, recruiter: User) -> None:
    job = JobFactory(team={recruiter: "recruiter"})
    interviewer = UserFactory(name="Priya Raman")
    signed_in.post(page(job, "member-add"), {"user": interviewer.public_id, "role": "interviewer"})
    shown = text(signed_in.get(page(job, "job-activity")))
    assert "Marit Haugen" in shown
    assert "put Priya Raman on the hiring team" in shown


class TestList:
    @pytest.mark.req("JOB-08")
    def test_search_finds_title_number_and_place(self, signed_in: Client, recruiter: User) -> None:
        wanted = JobFactory(team={recruiter: "recruiter"}, title="Welder", city="Haugesund")
        JobFactory(team={recruiter: "recruiter"}, title="Baker", city="Oslo")
        for words in ("weld", wanted.job_id, "hauge"):
            shown = text(signed_in.get(reverse("jobs:job-list"), {"q": words}))
            assert "Welder" in shown
            assert "Baker" not in shown

    def test_tabs_divide_by_state(self, signed_in: Client, recruiter: User) -> None:
        for status in Status:
            JobFactory(team={recruiter: "recruiter"}, title=f"Job that is {status}", status=status)
        expected = {"job-list": {"draft", "active"}, "job-list-drafts": {"draft"}, "job-list-closed": {"closed"}}
        for name, states in expected.items():
            shown = text(signed_in.get(reverse(f"jobs:{name}")))
            assert {status for status in Status if f"Job that is {status}" in shown} == states

    def test_filters_keep_jobs_of_one_recruiter(self, signed_in: Client, recruiter: User) -> None:
        other = UserFactory(roles=[Role.RECRUITER])
        JobFactory(team={recruiter: "interviewer", other: "recruiter"}, title="Welder")
        JobFactory(team={recruiter: "recruiter"}, title="Baker")
        shown = text(signed_in.get(reverse("jobs:job-list"), {"recruiter": other.public_id}))
        assert "Welder" in shown
        assert "Baker" not in shown

    @pytest.mark.req("SEC-27")
    def test_posted_where_tells_interviewers_nothing_of_linkedin(self, client: Client, recruiter: User) -> None:
        interviewer = UserFactory()
        job = JobFactory(team={recruiter: "recruiter", interviewer: "interviewer"}, title="Welder")
        _posted_on_linkedin(job)
        shown = {}
        for user in (recruiter, interviewer):
            client.force_login(user)
            page = client.get(reverse("jobs:job-list"))
            choices = dict(page.context["list"].filters.form.fields["posted"].choices)
            nowhere = "Welder" in text(client.get(reverse("jobs:job-list"), {"posted": "nowhere"}))
            shown[user] = ("linkedin" in choices, "career_site" in choices, nowhere)
        assert shown == {recruiter: (True, True, False), interviewer: (False, True, True)}

    @pytest.mark.req("SEC-27")
    def test_posted_on_linkedin_finds_only_jobs_where_one_may_know_it(self, client: Client, recruiter: User) -> None:
        mine = JobFactory(team={recruiter: "recruiter"}, title="Welder")
        other = JobFactory(team={recruiter: "interviewer"}, title="Baker")
        for job in (mine, other):
            _posted_on_linkedin(job)
        client.force_login(recruiter)
        found = text(client.get(reverse("jobs:job-list"), {"posted": "linkedin"}))
        assert "Welder" in found
        assert "Baker" not in found

    def test_it_exports_what_it_shows(self, signed_in: Client, recruiter: User) -> None:
        job = JobFactory(team={recruiter: "recruiter"}, title="=Welder")
        response = signed_in.get(reverse("jobs:job-list"), {"format": "csv"})
        lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
        assert lines[1].startswith(f"'=Welder,{job.job_id},Active,Marit Haugen")

    def test_more_jobs_take_no_more_queries(
        self, signed_in: Client, recruiter: User, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(20):
            ApplicationFactory(job=JobFactory(team={recruiter: "recruiter"}))
        with django_assert_max_num_queries(30):
            assert "Engineer" in text(signed_in.get(reverse("jobs:job-list")))
