"""What is told of whom: names, rights, and as many questions for a large team as for a small one."""

import re
from html import unescape

import pytest
from diagnosis_stage import Stage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from linkedin_rows import row, signed_in, text
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import PoolMember
from tiltrekk.candidates.services import linkedin_pool
from tiltrekk.core import clock
from tiltrekk.linkedin.diagnosis import by_colleague, seat_findings, why_not_in_ats, why_not_offered, why_not_posted
from tiltrekk.linkedin.models import (
    CompanyPage,
    Connection,
    InMail,
    Kind,
    LinkedInSettings,
    Listing,
    MemberConnection,
    MemberMatch,
    Seat,
    SyncRow,
)

pytestmark = pytest.mark.django_db


def test_who_works_with_nobodys_hiring_is_told_no_names(stage: Stage) -> None:
    Connection.objects.all().delete()
    stranger = UserFactory.create()
    shown = text(signed_in(stranger).get(reverse("accounts:connection-list")))
    assert "ask an administrator." in shown
    assert stage.admin.name not in shown


def test_a_colleague_with_the_right_gets_the_way_and_others_the_name(stage: Stage) -> None:
    stage.job.city = ""
    stage.job.save()
    reader = UserFactory.create(roles=["reader"])

    def told(user: User) -> tuple[str, int]:
        [one] = [one for one in why_not_posted(actor=user, job=stage.job) if one.code == "location-incomplete"]
        return one.remedy, len(one.acts)

    assert told(stage.ragna) == ("", 1)
    assert told(reader) == ("Open the details: ask Hilde Sjef, Ragna Rekrutterer.", 0)


def test_a_way_leads_where_the_reader_may_go(stage: Stage) -> None:
    """No link of a finding ends at a page that refuses whoever was sent there."""
    stage.job.city = ""
    stage.job.seniority = "guru"
    stage.job.save()
    stage.job.process.stages.filter(kind="prospect").update(enabled=False)
    pages = [
        reverse("linkedin:job-diagnosis", args=[stage.job.public_id]),
        reverse("linkedin:tab", args=[stage.pia.public_id]),
        reverse("linkedin:tab", args=[stage.kari.public_id]),
    ]
    reader = UserFactory.create(roles=["reader"])
    followed = 0
    for user in (stage.ragna, stage.hilde, stage.admin, reader):
        client = signed_in(user)
        for page in pages:
            for block in re.findall(r'data-code="[\w-]+">(.*?)</li>', text(client.get(page)), re.DOTALL):
                for address in re.findall(r'<a href="(/[^"#]*)', block):
                    followed += 1
                    assert client.get(unescape(address), follow=True).status_code == 200, (user, address)
    assert followed > 10


def test_a_large_team_needs_no_more_queries(stage: Stage) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            found = by_colleague(actor=stage.ragna, job=stage.job)
        assert len(found) == stage.job.team.count()
        return len(questions)

    before = asked()
    for _ in range(8):
        stage.job.team.create(user=UserFactory.create(), role="interviewer", added_at=clock.now())
    assert asked() == before


def test_each_colleague_has_their_own_reason(stage: Stage) -> None:
    interviewer = UserFactory.create(name="Ivar Intervju")
    stage.job.team.create(user=interviewer, role="interviewer", added_at=clock.now())
    found = {one.user: [each.code for each in one.findings] for one in by_colleague(actor=stage.ragna, job=stage.job)}
    assert found == {stage.ragna: [], stage.hilde: ["not_connected_user"], interviewer: ["no_right"]}
    assert why_not_offered(actor=stage.ragna, job=stage.job, user=stage.ragna) == []


@pytest.mark.req("LI-22")
@pytest.mark.parametrize(
    ("roles", "codes"),
    [(["RECRUITER"], []), (["RECRUITER", "HIRING_MANAGER"], []), (["HIRING_MANAGER"], ["seat_hiring_manager"])],
)
def test_the_seat_decides_how_much_the_frame_shows(roles: list[str], codes: list[str], stage: Stage) -> None:
    assert [one.code for one in seat_findings(stage.ragna)] == ["seat_unknown"]
    person = MemberConnection.objects.get(user=stage.ragna).person
    Seat.objects.create(urn="urn:li:seat:1", contract="c", person=person, state="ACTIVE", roles=roles)
    assert [one.code for one in seat_findings(stage.ragna)] == codes
    Seat.objects.update(state="PARKED")
    assert [one.code for one in seat_findings(stage.ragna)] == ["no_seat"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"surname": ""}, "no_surname"),
        ({"restricted_at": "now"}, "restricted"),
    ],
)
def test_what_keeps_a_person_back_is_named(change: dict[str, str], code: str, stage: Stage) -> None:
    for name, value in change.items():
        setattr(stage.kari, name, clock.now() if value == "now" else value)
    stage.kari.save()
    [found] = why_not_in_ats(actor=stage.ragna, candidate=stage.kari)
    assert found.code == code
    assert stage.kari.given_name in found.text


def test_who_is_only_in_a_pool_is_matched_by_a_switch(stage: Stage) -> None:
    person = CandidateFactory.create(given_name="Petter")
    PoolMember.objects.create(pool=linkedin_pool(), candidate=person, added_at=clock.now())
    [found] = why_not_in_ats(actor=stage.admin, candidate=person)
    assert (found.code, found.acts[0].url) == ("no_application", reverse("linkedin:admin") + "#li-posting")
    LinkedInSettings.objects.update_or_create(pk=1, defaults={"match_pool_members": True})
    assert [one.code for one in why_not_in_ats(actor=stage.admin, candidate=person)] == ["not_listed"]


@pytest.mark.req("LI-23")
def test_activities_of_somebody_linkedin_matched_by_e_mail_are_listed(stage: Stage) -> None:
    """Nobody had to link them by hand: one member fits, so the activities are theirs."""
    stage.contract_level()
    record = SyncRow.objects.get(kind=Kind.CANDIDATE, object_id=stage.kari.public_id)
    match = MemberMatch.objects.create(row=record, since=clock.now(), asked_at=clock.now(), members=["urn:li:person:k"])
    InMail.objects.create(
        event_id="1", seat="s", thread="t", person="urn:li:person:k", direction="received", at=clock.now()
    )
    address = reverse("linkedin:tab", args=[stage.kari.public_id])
    assert "InMail received" in text(stage.client.get(address))
    assert 'data-code="not_linked"' not in text(stage.client.get(address))
    match.members = ["urn:li:person:k", "urn:li:person:other"]
    match.save()
    assert "InMail received" not in text(stage.client.get(address))


# --- looking up ---------------------------------------------------------------------------------------------------


def look_up(stage: Stage, words: str) -> str:
    shown = text(signed_in(stage.admin).get(reverse("linkedin:look-up"), {"q": words}))
    return unescape(shown.partition('id="li-found"')[2].partition("</section>")[0])


@pytest.mark.req("DIA-02")
def test_a_person_or_job_is_looked_up_with_its_state(stage: Stage) -> None:
    row(Kind.CANDIDATE, stage.pia.public_id, held="prospect")
    assert "In sync" in look_up(stage, "nordmann")
    assert "Still a prospect" in look_up(stage, "pia@example.org")
    assert reverse("linkedin:tab", args=[stage.pia.public_id]) in look_up(stage, "pia")
    assert reverse("linkedin:job-diagnosis", args=[stage.job.public_id]) in look_up(stage, stage.job.job_id)
    other = JobFactory.create(title="Welder")
    assert "LinkedIn was never told of it." in look_up(stage, "welder")
    row(Kind.JOB, other.job_id, failed=True, error="403 no")
    assert "Is the level switched on in Recruiter" in look_up(stage, "welder")
    assert "Nothing found for “nobodyatall”." in look_up(stage, "nobodyatall")


def test_more_found_is_no_more_queries(stage: Stage) -> None:
    client, address = signed_in(stage.admin), reverse("linkedin:look-up")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            client.get(address, {"q": "skipper"})
        return len(questions)

    CandidateFactory.create(surname="Skipper")
    before = asked()
    for _ in range(5):
        CandidateFactory.create(surname="Skipper")
        JobFactory.create(title="Skipper")
    assert asked() == before


@pytest.mark.req("LI-42")
def test_the_linkedin_pool_is_reached_from_the_talent_pools(stage: Stage) -> None:
    pool = linkedin_pool()
    PoolMember.objects.create(pool=pool, candidate=stage.kari, added_at=clock.now())
    address = reverse("candidates:pool-read", args=[pool.public_id])
    assert address in text(stage.client.get(reverse("candidates:pool-list")))
    shown = text(stage.client.get(address))
    assert "Kari Nordmann" in shown
    assert reverse("candidates:candidate-read", args=[stage.kari.public_id]) in shown


def test_a_person_of_the_second_company_page_is_shown_from_there(stage: Stage) -> None:
    """All about a job goes to the page it belongs to, and so does the frame of its applicants (decision 17)."""
    second = CompanyPage.objects.create(name="Fjordtech Marine", company_id="4711")
    job = JobFactory.create(team={stage.ragna: "recruiter"})
    Listing.objects.create(job=job, page=second)
    person = CandidateFactory.create(given_name="Mina", surname="Berg")
    ApplicationFactory.create(job=job, candidate=person)
    row(Kind.CANDIDATE, person.public_id, organization=second.urn, digest="held")
    assert why_not_in_ats(actor=stage.ragna, candidate=person) == []
    shown = text(stage.client.get(reverse("linkedin:tab", args=[person.public_id])))
    assert reverse("linkedin:frame-profile", args=[person.public_id]) in shown
    frame = text(stage.client.get(reverse("linkedin:frame-profile", args=[person.public_id])))
    assert f'data-integration-context="{second.urn}"' in frame
