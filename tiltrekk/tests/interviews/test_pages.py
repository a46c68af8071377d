"""Pages of the team: planning, the list, one interview, Home; and what each role may."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import UserFactory
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event, Mail
from tiltrekk.interviews import services
from tiltrekk.interviews.models import Interview, Slot, State
from tiltrekk.interviews.services import telling
from tiltrekk.jobs.models import Job

from .conftest import Planned, applicant, plan_of, slot_id, soon

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(panel: User, **more: Any) -> dict[str, Any]:
    day = soon(days=3).date().isoformat()
    return {
        "title": "First talk", "kind": "phone", "minutes": "30", "time_zone": "Europe/Oslo", "language": "en",
        "every": "30", "way": "choose", "tells_candidate": "on", "panel": [panel.public_id],
        "days-TOTAL_FORMS": "4", "days-INITIAL_FORMS": "0", "days-0-day": day, "days-0-begins": "09:00",
        "days-0-ends": "11:00", **more,
    }  # fmt: skip


def plan_url(application: Application) -> str:
    return reverse("interviews:interview-plan", args=[application.public_id])


@pytest.mark.req("INT-01")
def test_a_morning_becomes_a_time_every_half_hour(recruiter: User, colleague: User, application: Application) -> None:
    answer = as_(recruiter).post(plan_url(application), form(colleague))
    assert answer.status_code == 302
    interview = application.interviews.get()
    local = [one.starts_at.astimezone(interview.zone).strftime("%H:%M") for one in interview.offered.all()]
    assert local == ["09:00", "09:30", "10:00", "10:30"]
    assert answer["Location"] == reverse("applications:application-tab", args=[application.public_id, "interviews"])
    drawer = as_(recruiter).get(answer["Location"]).content.decode()
    assert "The candidate has not chosen a time yet" in drawer


@pytest.mark.req("INT-01")
def test_a_fixed_time_is_meant_in_the_zone_that_was_chosen(
    recruiter: User, colleague: User, application: Application
) -> None:
    day = soon(days=3).date().isoformat()
    given = form(colleague, way="fixed", date=day, at="09:00", time_zone="America/New_York")
    assert as_(recruiter).post(plan_url(application), given).status_code == 302
    interview = application.interviews.get()
    assert interview.starts_at
    assert interview.starts_at.astimezone(interview.zone).strftime("%Y-%m-%d %H:%M") == f"{day} 09:00"
    assert (interview.state, interview.starts_at.hour) != (State.BOOKED, 9)


WRONG = {
    "no panel": ({"panel": []}, "Who interviews"),
    "no room": ({"days-0-ends": "09:20"}, "room for an interview"),
    "half a day": ({"days-0-begins": ""}, "date, from and to"),
    "no time": ({"way": "fixed"}, "needed for a fixed time"),
    "long ago": ({"days-0-day": "2020-01-01"}, "have passed"),
    "much too long": ({"minutes": "1000"}, "480"),
    "nobody told": ({"tells_candidate": ""}, "gets a mail can choose"),
    "an hour that is not": (
        {"way": "fixed", "date": "2027-03-28", "at": "02:30"}, "couldn’t be interpreted in time zone"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_stands_in_the_form_with_what_was_typed(
    recruiter: User, colleague: User, application: Application, more: dict[str, Any], said: str
) -> None:
    answer = as_(recruiter).post(plan_url(application), form(colleague, title="Kept words") | more)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Kept words" in text
    assert not Interview.objects.exists()


def test_who_interviews_is_on_the_team(recruiter: User, application: Application) -> None:
    outsider = UserFactory.create()
    with pytest.raises(Refused, match="not on the hiring team"):
        services.plan(actor=recruiter, application=application, plan=plan_of([outsider], at=soon()))


def test_interviewers_do_not_plan(colleague: User, planned: Planned, application: Application) -> None:
    interview = planned(at=soon())
    acts: list[Callable[[], object]] = [
        lambda: services.plan(actor=colleague, application=application, plan=plan_of([colleague], at=soon(days=9))),
        lambda: services.change(actor=colleague, interview=interview, plan=plan_of([colleague])),
        lambda: services.cancel(actor=colleague, interview=interview),
        lambda: services.remind(actor=colleague, interview=interview),
        lambda: services.hold(actor=colleague, interview=interview),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    page = as_(colleague).get(reverse("interviews:interview-read", args=[interview.public_id])).content.decode()
    assert "Accept" in page
    assert "Cancel the interview" not in page


@pytest.mark.req("INT-01", "FLT-48")
def test_an_interview_day_offers_the_same_times_to_several(
    recruiter: User, colleague: User, job: Job, application: Application
) -> None:
    people = [application, applicant(job), applicant(job)]
    client, address = as_(recruiter), reverse("applications:applicant-list", args=[job.public_id])
    asked = client.post(address, {"action": "interviews", "ids": [one.public_id for one in people]}).content.decode()
    chosen = re.findall(r'name="application" value="(\w+)"', asked)
    assert set(chosen) == {one.public_id for one in people}
    given = form(colleague, application=chosen)
    assert client.post(reverse("interviews:several-plan", args=[job.public_id]), given).status_code == 302
    assert Slot.objects.count() == 4
    first, second, third = Interview.objects.order_by("pk")
    assert set(first.offered.all()) == set(second.offered.all()) == set(third.offered.all())


def chosen(user: User, action: str, *interviews: Interview) -> str:
    """Do it to several in the list; return the page that follows."""
    given = {"action": action, "ids": [one.public_id for one in interviews]}
    return as_(user).post(reverse("interviews:interview-list"), given, follow=True).content.decode()


def test_several_are_reminded_or_noted_as_held_at_once(planned: Planned, recruiter: User, job: Job) -> None:
    waiting, booked = planned(), planned(applicant(job), at=soon(days=2))
    Mail.objects.all().delete()
    assert "2 people done" in chosen(recruiter, "remind", waiting, booked)
    assert {(one.kind, one.recipient) for one in Mail.objects.all()} == {
        (telling.CANDIDATE, waiting.pk),
        (telling.PANEL_REMINDER, booked.panel.get().pk),
    }
    with clock.at(soon(days=2, hours=1)):
        page = chosen(recruiter, "hold", waiting, booked)
    assert "1 person done. It has not begun yet." in page
    states = {one.pk: one.state for one in Interview.objects.all()}
    assert states == {waiting.pk: State.TO_BOOK, booked.pk: State.HELD}


def test_who_plans_nothing_is_offered_the_export_alone(planned: Planned, colleague: User, recruiter: User) -> None:
    interview = planned()
    address = reverse("interviews:interview-list")
    for user, buttons in ((recruiter, ["remind", "hold", "export"]), (colleague, ["export"])):
        page = as_(user).get(address).content.decode()
        assert re.findall(r'name="action" value="(\w+)"', page) == buttons
    Mail.objects.all().delete()
    given = {"action": "remind", "ids": [interview.public_id]}
    assert as_(colleague).post(address, given).status_code == 403
    assert not Mail.objects.exists()


@pytest.mark.req("INT-02", "INT-04")
def test_a_colleague_accepts_on_home_and_a_planner_sees_who_declines(
    planned: Planned, colleague: User, recruiter: User
) -> None:
    interview = planned(at=soon(days=2))
    home = as_(colleague).get("/").content.decode()
    assert "Interview with" in home
    address = reverse("interviews:interview-answer", args=[interview.public_id])
    assert as_(colleague).post(address, {"answer": "accepted"}).status_code == 302
    assert (
        "Accepted"
        in as_(recruiter).get(reverse("interviews:interview-read", args=[interview.public_id])).content.decode()
    )
    assert "Interviews to sort out" not in as_(recruiter).get("/").content.decode()
    as_(colleague).post(address, {"answer": "declined"})
    assert "Interviews to sort out" in as_(recruiter).get("/").content.decode()
    assert "Interview with" not in as_(colleague).get("/").content.decode().split("Recent")[0]


@pytest.mark.req("OQ-20")
def test_a_planner_sees_when_no_time_fits_and_what_would(planned: Planned, recruiter: User) -> None:
    interview = planned()
    services.decline(interview=interview, words="<b>Mornings</b> only")
    assert "&lt;b&gt;Mornings" in as_(recruiter).get("/").content.decode()
    services.change(
        actor=recruiter, interview=interview, plan=plan_of([interview.panel.get().user], times=[soon(days=8)])
    )
    assert "Interviews to sort out" not in as_(recruiter).get("/").content.decode()


@pytest.mark.req("INT-04")
def test_it_is_held_once_it_has_begun(planned: Planned, recruiter: User) -> None:
    interview = planned(at=soon())
    with pytest.raises(Refused, match="not begun"):
        services.hold(actor=recruiter, interview=interview)
    with clock.at(soon(hours=1)):
        services.hold(actor=recruiter, interview=interview)
        with pytest.raises(Refused, match="over or cancelled"):
            services.cancel(actor=recruiter, interview=interview)
    interview.refresh_from_db()
    assert interview.state == State.HELD


def test_the_list_is_searched_and_filtered_by_its_address(
    planned: Planned, recruiter: User, job: Job, application: Application
) -> None:
    planned(at=soon())
    gone = planned(of=applicant(job, given_name="Zora"), times=[soon(days=9)], title="Gone")
    services.cancel(actor=recruiter, interview=gone)
    client, address = as_(recruiter), reverse("interviews:job-interview-list", args=[job.public_id])

    def shown(query: str = "") -> str:
        return client.get(address + query).content.decode()

    assert application.candidate.name in shown()
    assert "Zora" not in shown()
    assert "Zora" in shown("?state=cancelled")
    assert "Zora" in shown("?state=all&q=zora")
    assert application.candidate.name not in shown("?state=all&q=zora")
    assert "Nothing matches" in shown("?panel=mine")
    assert "Nothing matches" in shown("?kind=phone")
    assert gone.application
    drawer = reverse("applications:application-tab", args=[gone.application.public_id, "interviews"])
    assert "Cancelled" in client.get(drawer).content.decode()
    file = b"".join(client.get(f"{address}?format=csv")).decode()
    assert application.candidate.name in file


def test_nothing_is_said_to_linkedin_and_no_event_names_anybody(planned: Planned, recruiter: User) -> None:
    interview = planned(title="Talk with Canary", place="Canary street")
    services.choose(interview=interview, slot_id=slot_id(interview))
    services.decline(interview=interview, words="canary")
    services.cancel(actor=recruiter, interview=interview)
    events = Event.objects.filter(verb__startswith="interview.")
    assert {one.verb.split(".")[1] for one in events} == {"planned", "booked", "declined", "cancelled"}
    assert "canary" not in str([one.values for one in events]).lower()


def test_a_closed_application_has_no_interview_planned(
    recruiter: User, colleague: User, application: Application
) -> None:
    Application.objects.filter(pk=application.pk).update(status="closed")
    with pytest.raises(Refused, match="is closed"):
        services.plan(actor=recruiter, application=application, plan=plan_of([colleague], at=soon()))
