"""LinkedIn's pages as people of each kind open and send them, without a browser and without LinkedIn."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from linkedin_rows import URN, row, signed_in, text
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, SocialIdentity
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import (
    CompanyPage,
    Connection,
    FeedDownload,
    HeldExport,
    InMail,
    JobMode,
    Kind,
    Level,
    LevelState,
    LinkedInSettings,
    Listing,
    MemberConnection,
    RecruiterNote,
    Seat,
    SyncRow,
)
from tiltrekk.linkedin.models.inbox import WhyHeld
from tiltrekk.postings.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(job: Job, connection: Connection) -> Candidate:
    """Past Prospect, and at LinkedIn."""
    person: Candidate = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=job, candidate=person)
    row(Kind.CANDIDATE, person.public_id, digest="held")
    return person


def policy(response: Any) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


def tab(person: Candidate) -> str:
    return reverse("linkedin:tab", args=[person.public_id])


# --- frames -------------------------------------------------------------------------------------------------------


@pytest.mark.req("LIP-10", "SEC-37")
def test_only_frame_documents_let_linkedin_in(ragna: User, kari: Candidate) -> None:
    client = signed_in(ragna)
    frame = client.get(reverse("linkedin:frame-profile", args=[kari.public_id]))
    assert policy(frame)["frame-src"] == [
        "https://platform.linkedin.com",
        "https://www.linkedin.com",
        "https://api.linkedin.com",
    ]
    assert policy(frame)["frame-ancestors"] == ["'self'"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    page = client.get(tab(kari))
    assert policy(page)["frame-src"] == ["'self'"]
    assert policy(page)["frame-ancestors"] == ["'none'"]
    assert "linkedin.com" not in page["Content-Security-Policy"]


def test_a_frame_document_holds_the_public_id_and_nothing_else_of_the_person(ragna: User, kari: Candidate) -> None:
    shown = text(signed_in(ragna).get(reverse("linkedin:frame-profile", args=[kari.public_id])))
    assert f'data-ats-candidate-id="{kari.public_id}"' in shown
    assert f'data-integration-context="{URN}"' in shown
    for secret in ("Kari", "Nordmann", "kari@example.org", "Ragna", "secret", "csrf"):
        assert secret not in shown


def test_who_may_not_link_gets_a_frame_that_does_not_offer_it(kari: Candidate) -> None:
    reader = UserFactory.create(roles=["reader"])
    shown = text(signed_in(reader).get(reverse("linkedin:frame-profile", args=[kari.public_id])))
    assert 'data-show-unlink-url="false"' in shown


@pytest.mark.parametrize("name", ["frame-connect", "frame-connect-apply", "frame-connect-onsite"])
def test_the_set_up_frame_is_for_administrators(name: str, ragna: User, admin: User, connection: Connection) -> None:
    assert signed_in(ragna).get(reverse(f"linkedin:{name}")).status_code == 403
    assert f"api_key: {connection.client_id}" in text(signed_in(admin).get(reverse(f"linkedin:{name}")))


def test_there_is_no_apply_frame_while_the_feature_is_off(job: Job, connection: Connection) -> None:
    assert Client().get(reverse("linkedin:frame-apply", args=[job.public_id])).status_code == 404


# --- the tab ------------------------------------------------------------------------------------------------------


@pytest.mark.req("LI-21")
def test_the_frame_shows_for_people_linkedin_holds(ragna: User, kari: Candidate) -> None:
    assert reverse("linkedin:frame-profile", args=[kari.public_id]) in text(signed_in(ragna).get(tab(kari)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: Level.objects.update(state=LevelState.DISABLED), "has been switched off in LinkedIn"),
        (lambda: Connection.objects.update(disconnected_at=clock.now()), "LinkedIn is not connected."),
        (lambda: SyncRow.objects.update(digest=""), "On the way to LinkedIn."),
        (
            lambda: SyncRow.objects.update(digest="", failed=True, error="bad e-mail"),
            "LinkedIn did not take this person",
        ),
        (lambda: Candidate.objects.update(surname=""), "has no surname"),
    ],
)
def test_without_a_frame_the_reason_stands_there(change: Any, sentence: str, ragna: User, kari: Candidate) -> None:
    change()
    shown = text(signed_in(ragna).get(tab(kari)))
    assert sentence in shown
    assert "<iframe" not in shown


def test_a_change_on_its_way_holds_the_frame_back_for_a_moment_only(ragna: User, kari: Candidate) -> None:
    SyncRow.objects.update(wanted=2, since=timezone.now())
    assert "<iframe" not in text(signed_in(ragna).get(tab(kari)))
    SyncRow.objects.update(since=timezone.now() - timedelta(minutes=1))
    assert "<iframe" in text(signed_in(ragna).get(tab(kari)))


@pytest.mark.req("LI-23", "LI-38")
def test_activities_tell_date_direction_and_colleague(ragna: User, kari: Candidate) -> None:
    SocialIdentity.objects.create(candidate=kari, provider="linkedin", external_id="urn:li:person:k", since=clock.now())
    Seat.objects.create(urn="urn:li:seat:1", contract="c", name="Anders Lie", state="ACTIVE")
    about = {"seat": "urn:li:seat:1", "person": "urn:li:person:k"}
    InMail.objects.create(event_id="1", thread="t", direction="received", at=clock.now(), **about)
    RecruiterNote.objects.create(note_id=1, text="Knows <b>grids</b>", modified_at=clock.now(), **about)
    shown = text(signed_in(ragna).get(tab(kari)))
    assert "InMail received" in shown
    assert shown.count("Anders Lie") == 2
    assert "Knows &lt;b&gt;grids&lt;/b&gt;" in shown


def test_linking_takes_a_person_and_nothing_else(ragna: User, kari: Candidate) -> None:
    client, address = signed_in(ragna), reverse("linkedin:link", args=[kari.public_id])
    for bad in ("", "urn:li:member:1", "urn:li:person:", "urn:li:person:a b", "urn:li:person:a\n"):
        assert client.post(address, {"value": bad}).status_code == 409, bad
    assert client.post(address, {"value": "urn:li:person:aB_-9"}).status_code == 302
    assert SocialIdentity.objects.get(candidate=kari).external_id == "urn:li:person:aB_-9"


def test_readers_see_the_tab_and_change_nothing(kari: Candidate) -> None:
    client = signed_in(UserFactory.create(roles=["reader"]))
    assert "data-linkedin-on" not in text(client.get(tab(kari)))
    given = {"value": "urn:li:person:x"}
    assert client.post(reverse("linkedin:link", args=[kari.public_id]), given).status_code == 403
    assert client.post(reverse("linkedin:unlink", args=[kari.public_id])).status_code == 403


def test_parts_of_the_tab_answer_only_when_something_changed(ragna: User, kari: Candidate) -> None:
    client = signed_in(ragna)
    poll = {"x-live": "1", "hx-request": "true", "hx-target": "li-line"}
    first = client.get(tab(kari), headers=poll)
    since = text(first).split('data-live-version="')[1].split('"')[0]
    assert client.get(tab(kari), {"since": since}, headers=poll).status_code == 204
    SocialIdentity.objects.create(candidate=kari, provider="linkedin", external_id="urn:li:person:k", since=clock.now())
    changed = client.get(tab(kari), {"since": since}, headers=poll)
    assert "Linked to Kari Nordmann on LinkedIn" in text(changed)
    assert "<html" not in text(changed)


def test_an_interviewer_has_no_linkedin_tab_in_the_drawer(kari: Candidate, job: Job) -> None:
    interviewer = UserFactory.create()
    job.team.create(user=interviewer, role="interviewer", added_at=clock.now())
    address = reverse("applications:application-tab", args=[kari.applications.get().public_id, "linkedin"])
    assert signed_in(interviewer).get(address).status_code == 404


# --- Admin center -------------------------------------------------------------------------------------------------


@pytest.mark.req("LI-05")
@pytest.mark.parametrize("company_id", ["", "abc", "90 210", "９０２１０", "1" * 21, "urn:li:organization:1"])
def test_a_company_id_is_digits(company_id: str, as_admin: Client) -> None:
    given = {"name": "Fjordtech", "company_id": company_id}
    assert as_admin.post(reverse("linkedin:company-save"), given).status_code == 422
    assert not CompanyPage.objects.exists()


@pytest.mark.req("LI-18")
def test_the_company_id_stays_while_a_level_is_there(as_admin: Client, connection: Connection) -> None:
    answer = as_admin.post(reverse("linkedin:company-save"), {"name": "Fjordtech", "company_id": "1"})
    assert answer.status_code == 422
    assert "Disconnect LinkedIn Recruiter on both sides" in text(answer)
    assert CompanyPage.objects.get().company_id == "90210"


def test_the_numbers_of_each_kind_add_up(as_admin: Client, connection: Connection) -> None:
    row(Kind.CANDIDATE, "a", digest="x")
    row(Kind.CANDIDATE, "b", wanted=2)
    row(Kind.CANDIDATE, "c", held="prospect")
    row(Kind.CANDIDATE, "d", failed=True, error="no")
    found = as_admin.get(reverse("linkedin:admin")).context["overview"].sync
    people = next(one for one in found.status.kinds if one.kind == Kind.CANDIDATE)
    assert (people.in_sync, people.waiting, people.held_back, people.failed) == (1, 1, 1, 1)
    assert people.all == 4
    assert found.percent == 50


def test_a_failed_record_is_named_and_linked(as_admin: Client, kari: Candidate) -> None:
    row(Kind.NOTE, "n", parent=kari.applications.get().public_id, failed=True, error="too long", since=timezone.now())
    row(Kind.CANDIDATE_NOTE, "gone", parent="nobody", failed=True, error="what?", since=timezone.now())
    shown = text(as_admin.get(reverse("linkedin:admin")))
    assert "Note on an application: Kari Nordmann, Marine engineer" in shown
    assert reverse("applications:application-read", args=[kari.applications.get().public_id]) in shown
    assert "what?" in shown


def test_one_record_is_retried(as_admin: Client, kari: Candidate) -> None:
    failed = row(Kind.NOTE, "n", failed=True, error="too long", since=timezone.now())
    as_admin.post(reverse("linkedin:retry"), {"row": failed.pk})
    failed.refresh_from_db()
    assert (failed.failed, failed.error, failed.next_try) == (False, "", None)


def test_the_page_tells_the_last_reading_of_the_feed(as_admin: Client) -> None:
    FeedDownload.objects.create(at=clock.now(), partner_ids=["N1-1", "N1-2"])
    assert "2 jobs in it" in text(as_admin.get(reverse("linkedin:admin")))


def test_a_feed_held_back_is_shown_and_released(as_admin: Client) -> None:
    choices = LinkedInSettings.current()
    choices.feed_held_since, choices.feed_jobs = clock.now(), ["N1-9"]
    choices.save()
    assert "The feed is held back" in text(as_admin.get(reverse("linkedin:admin")))
    assert "The job feed is held back" in text(as_admin.get("/"))
    as_admin.post(reverse("linkedin:feed-release"))
    assert LinkedInSettings.current().feed_held_since is None


def test_the_way_of_posting_is_chosen(as_admin: Client) -> None:
    assert as_admin.post(reverse("linkedin:posting-save"), {"mode": "carrier pigeon"}).status_code == 422
    as_admin.post(reverse("linkedin:posting-save"), {"mode": "api", "match_pool_members": "on"})
    now = LinkedInSettings.current()
    assert (now.mode, now.match_pool_members) == (JobMode.API, True)


def test_a_copied_database_is_said_on_every_side(as_admin: Client, connection: Connection) -> None:
    Connection.objects.update(marker="of another installation")
    shown = text(as_admin.get(reverse("linkedin:admin")))
    assert "This is a copy" in shown
    assert "Nothing leaves from a copy." in shown
    assert "LinkedIn is stopped" in text(as_admin.get("/"))


def test_only_administrators_are_told_on_home(ragna: User, connection: Connection) -> None:
    row(Kind.CANDIDATE, "d", failed=True, error="no", since=timezone.now())
    assert "LinkedIn refused" not in text(signed_in(ragna).get("/"))


def test_a_level_that_waits_stands_on_home(as_admin: Client, connection: Connection) -> None:
    Level.objects.update(state=LevelState.PARTNER_READY)
    assert "a contract administrator switches it on in Recruiter" in text(as_admin.get("/"))


# --- jobs ---------------------------------------------------------------------------------------------------------


def held_export(job: Job) -> HeldExport:
    return HeldExport.objects.create(
        job=job,
        why=WhyHeld.NO_PROSPECTS,
        request_id="r",
        member="urn:li:person:o",
        profile={"firstName": "Ola", "lastName": "Dybvåg"},
        received_at=clock.now(),
    )


def test_held_exports_stand_on_the_job_and_are_discarded(ragna: User, job: Job) -> None:
    export, client = held_export(job), signed_in(ragna)
    shown = text(client.get(reverse("jobs:job-details", args=[job.public_id])))
    assert "Ola Dybvåg" in shown
    assert "exporter unknown" in shown
    assert client.post(reverse("linkedin:held-discard", args=[export.public_id])).status_code == 302
    assert "Ola Dybvåg" not in text(client.get(reverse("jobs:job-details", args=[job.public_id])))


def test_nobody_else_sees_or_decides_a_held_export(job: Job) -> None:
    export = held_export(job)
    other = signed_in(UserFactory.create(roles=["recruiter"]))
    assert other.post(reverse("linkedin:held-discard", args=[export.public_id])).status_code == 404
    interviewer = UserFactory.create()
    job.team.create(user=interviewer, role="interviewer", added_at=clock.now())
    shown = text(signed_in(interviewer).get(reverse("jobs:job-details", args=[job.public_id])))
    assert "Ola Dybvåg" not in shown


@pytest.mark.req("LI-33")
def test_each_prospect_says_that_it_is_held_back(ragna: User, job: Job, connection: Connection) -> None:
    ApplicationFactory.create(job=job, at="prospect")
    shown = text(signed_in(ragna).get(reverse("applications:prospect-list", args=[job.public_id])))
    assert "Held back: prospect" in shown
    assert "Prospects are held back from LinkedIn until they are past Prospect." in shown


def test_the_team_page_tells_who_has_connected(ragna: User, hilde: User, job: Job, connection: Connection) -> None:
    MemberConnection.objects.create(user=hilde, person="urn:li:person:h", connected_at=clock.now())
    shown = text(signed_in(ragna).get(reverse("jobs:job-team", args=[job.public_id])))
    assert shown.count("LinkedIn connected") == 1
    assert shown.count("LinkedIn not connected") == 1


@pytest.mark.req("LI-07")
def test_somebody_who_posts_says_that_they_saw_it(ragna: User, hilde: User, job: Job, connection: Connection) -> None:
    now = clock.now()
    Posting.objects.create(job=job, channel="linkedin", posted_by=ragna, posted_at=now, first_posted_at=now)
    Listing.objects.create(job=job)
    address, client = reverse("postings:job-postings", args=[job.public_id]), signed_in(ragna)
    seen = reverse("linkedin:posting-seen", args=[job.public_id])
    assert seen in text(client.get(address))
    assert seen not in text(signed_in(hilde).get(address))
    assert signed_in(hilde).post(seen).status_code == 403
    assert client.post(seen).status_code == 302
    shown = text(client.get(address))
    assert "Seen on LinkedIn" in shown
    assert seen not in shown


def test_the_diagnosis_of_a_job_names_what_stands_in_the_way(ragna: User, hilde: User, connection: Connection) -> None:
    job = JobFactory.create(city="", team={ragna: "recruiter", hilde: "hiring_manager"})
    shown = text(signed_in(ragna).get(reverse("linkedin:job-diagnosis", args=[job.public_id])))
    assert "LinkedIn needs at least a city and a country." in shown
    assert "Hilde Sjef has not connected LinkedIn" in shown
