"""Who is written to, when, and what stands in the mail and its calendar file."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from fake_smtp import DROP, Server, serving
from icalendar import Calendar, Event
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock, mail
from tiltrekk.core.errors import Refused
from tiltrekk.core.models import Mail, MailState
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.models import Panelist
from tiltrekk.jobs.models import Job

from .conftest import Planned, address, applicant, link_in, plan_of, sent, slot_id, soon, to

pytestmark = pytest.mark.django_db
PRIYA = "priya@example.org"


def calendar_in(message: EmailMessage) -> tuple[str, Event]:
    """The method and the one event of the file that came with a mail, read back from the mail as it is sent."""
    (part,) = [one for one in message.message().walk() if one.get_content_type() == "text/calendar"]
    file = part.get_payload(decode=True)
    assert isinstance(file, bytes)
    calendar = Calendar.from_ical(file)
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.events
    return str(calendar["METHOD"]), event


@pytest.mark.req("INT-01")
def test_offering_times_writes_to_the_candidate_alone(planned: Planned, recruiter: User) -> None:
    interview = planned()
    (message,) = sent()
    assert message.to == [address(interview)]
    assert message.reply_to == [recruiter.email]
    assert message.subject == "Choose a time: First talk with Tiltrekk"
    assert "Cable planner" in str(message.body)
    assert link_in(message)
    assert not message.attachments


def test_a_booking_writes_to_both_with_a_calendar_file(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    Client().post(f"{path}choose/", {"slot": slot_id(interview)})
    messages = sent()
    assert len(messages) == 2
    for one, wanted in ((to(messages, address(interview)), "PUBLISH"), (to(messages, PRIYA), "REQUEST")):
        method, event = calendar_in(one)
        assert method == wanted
        assert soon() == event.DTSTART
        assert soon() + timedelta(minutes=45) == event.DTEND
        assert (str(event.uid).split("@")[0], event.sequence) == (interview.public_id, 1)
    _method, event = calendar_in(to(messages, PRIYA))
    assert str(event["ATTENDEE"]) == f"mailto:{PRIYA}"
    assert "Given" in str(event["SUMMARY"])
    assert reverse("interviews:interview-read", args=[interview.public_id]) in str(to(messages, PRIYA).body)


def test_a_move_is_a_higher_sequence_of_the_same_event_and_a_cancellation_ends_it(
    planned: Planned, recruiter: User, colleague: User
) -> None:
    interview = planned(at=soon())
    first = calendar_in(to(sent(), PRIYA))[1]
    services.change(actor=recruiter, interview=interview, plan=plan_of([colleague], at=soon(days=4)))
    moved = to(sent(), PRIYA)
    assert moved.subject.startswith("Interview changed")
    second = calendar_in(moved)[1]
    assert second.uid == first.uid
    assert second.sequence > first.sequence
    services.cancel(actor=recruiter, interview=interview)
    messages = sent()
    assert "does not take place" in str(to(messages, address(interview)).body)
    assert not to(messages, address(interview)).attachments
    method, third = calendar_in(to(messages, PRIYA))
    assert (method, str(third["STATUS"])) == ("CANCEL", "CANCELLED")
    assert third.sequence > second.sequence


def test_who_is_to_choose_again_reads_that_the_booked_time_no_longer_stands(
    planned: Planned, recruiter: User, colleague: User
) -> None:
    interview = planned(at=soon())
    sent()
    services.change(actor=recruiter, interview=interview, plan=plan_of([colleague], times=[soon(days=5)]))
    messages = sent()
    assert "no longer stands" in str(to(messages, address(interview)).body)
    assert calendar_in(to(messages, PRIYA))[0] == "CANCEL"
    assert [one.starts_at for one in selectors.free_times(interview)] == [soon(days=5)]


def test_what_changed_before_the_mail_left_is_told_once_as_it_is_now(
    planned: Planned, recruiter: User, colleague: User
) -> None:
    interview = planned(at=soon())
    services.change(actor=recruiter, interview=interview, plan=plan_of([colleague], at=soon(days=4)))
    messages = sent()
    assert len(messages) == 2
    assert soon(days=4) == calendar_in(to(messages, PRIYA))[1].DTSTART


def test_who_was_never_told_is_not_told_that_it_is_off(planned: Planned, recruiter: User) -> None:
    services.cancel(actor=recruiter, interview=planned(at=soon()))
    assert sent() == []


def test_a_colleague_who_is_taken_off_is_told_and_the_new_one_too(
    planned: Planned, recruiter: User, colleague: User, other: User
) -> None:
    interview = planned(at=soon())
    sent()
    services.change(actor=recruiter, interview=interview, plan=plan_of([other], at=soon()))
    messages = sent()
    assert calendar_in(to(messages, PRIYA))[0] == "CANCEL"
    assert calendar_in(to(messages, other.email))[0] == "REQUEST"
    planned(of=applicant(interview.job), at=soon())  # Priya is free again


def test_who_reads_nothing_of_the_panel_is_not_told_that_it_changed(
    planned: Planned, recruiter: User, colleague: User, other: User
) -> None:
    interview = planned(at=soon(), shows_panel=False)
    sent()
    plan = plan_of([colleague, other], at=soon(), shows_panel=False)
    services.change(actor=recruiter, interview=interview, plan=plan)
    assert sorted(one.to[0] for one in sent()) == [PRIYA, other.email]
    services.change(actor=recruiter, interview=interview, plan=dataclasses.replace(plan, language="nb"))
    assert sent() == [], "nothing that anybody has to know of"
    services.change(actor=recruiter, interview=interview, plan=dataclasses.replace(plan, place="Room 2"))
    assert "Room 2" in str(to(sent(), address(interview)).body)


def test_a_prospect_is_written_to_only_when_a_planner_ticks_it(planned: Planned, job: Job, recruiter: User) -> None:
    prospect = applicant(job, at="prospect")
    client = Client()
    client.force_login(recruiter)
    page = client.get(reverse("interviews:interview-plan", args=[prospect.public_id])).content.decode()
    box = re.search(r"<input[^>]*tells_candidate[^>]*>", page)
    assert box
    assert "checked" not in box.group()
    planned(of=prospect, at=soon(), tells_candidate=False)
    assert [one.to for one in sent()] == [[PRIYA]]


def test_the_candidate_is_written_to_in_the_language_that_was_chosen(planned: Planned) -> None:
    planned(language="nb")
    assert "Velg det tidspunktet" in str(sent()[0].body)


@pytest.mark.req("INT-03")
def test_a_candidate_is_reminded_once_a_day_before(planned: Planned) -> None:
    interview = planned(at=soon(days=3))
    sent()
    services.remind_due()
    assert sent() == [], "not yet"
    with clock.at(soon(days=3) - timedelta(hours=23)):
        services.answer(actor=interview.panel.get().user, interview=interview, answer="accepted")
        services.remind_due()
        services.remind_due()
        (message,) = sent()
    assert message.to == [address(interview)]
    assert message.subject.startswith("Reminder")
    with clock.at(soon(days=3) + timedelta(hours=1)):
        services.remind_due()
        assert sent() == []


@pytest.mark.req("INT-03")
def test_who_booked_less_than_a_day_before_was_written_to_just_now(planned: Planned) -> None:
    planned(at=soon(days=0, hours=5))
    sent()
    services.remind_due()
    assert sent() == []


@pytest.mark.req("INT-03")
def test_who_interviews_alone_is_reminded_every_day_until_they_answer(planned: Planned, colleague: User) -> None:
    interview = planned(at=soon(days=5))
    sent()
    reminders = []
    for hours in (12, 25, 30, 50):
        with clock.at(soon(days=0) + timedelta(hours=hours + 1)):
            services.remind_due()
            reminders.append(len(sent()))
    assert reminders == [0, 1, 0, 1]
    with clock.at(soon(days=0) + timedelta(hours=60)):
        services.answer(actor=colleague, interview=interview, answer="declined")
    with clock.at(soon(days=0) + timedelta(hours=90)):
        services.remind_due()
        assert sent() == []


@pytest.mark.req("INT-03")
def test_a_panel_is_reminded_by_people_only(planned: Planned, colleague: User, other: User, recruiter: User) -> None:
    interview = planned(panel=[colleague, other], at=soon(days=5))
    sent()
    with clock.at(soon(days=2)):
        services.remind_due()
        assert sent() == []
        services.answer(actor=other, interview=interview, answer="accepted")
        assert services.remind(actor=recruiter, interview=interview) == 1
        assert [one.to for one in sent()] == [[PRIYA]]


@pytest.mark.req("LIP-14")
def test_planning_for_somebody_not_to_be_contacted_is_refused_unless_no_mail_is_sent(
    planned: Planned, application: Application
) -> None:
    Candidate.objects.filter(pk=application.candidate_id).update(do_not_contact=True)
    application.refresh_from_db()
    with pytest.raises(Refused, match="not to be contacted"):
        planned()
    with pytest.raises(Refused, match="not to be contacted"):
        planned(at=soon())
    planned(at=soon(), tells_candidate=False)
    assert [one.to for one in sent()] == [[PRIYA]]


def test_without_an_address_nobody_can_choose(planned: Planned, job: Job) -> None:
    silent = applicant(job, email=False)
    with pytest.raises(Refused, match="no e-mail address"):
        planned(of=silent)
    with pytest.raises(Refused, match="gets a mail can choose"):
        planned(of=silent, tells_candidate=False)
    planned(of=silent, at=soon(), tells_candidate=False)


@pytest.mark.parametrize("end", ["reject", "delete"])
def test_an_application_that_ends_takes_its_interviews_along_and_writes_to_the_panel_alone(
    planned: Planned, recruiter: User, application: Application, end: str
) -> None:
    """*No message is sent* to the candidate, says the dialog that rejects."""
    planned(at=soon())
    sent()
    if end == "reject":
        hiring.reject(actor=recruiter, application=application, reason="experience")
    else:
        hiring.delete(actor=recruiter, application=application)
    (message,) = sent()
    assert message.to == [PRIYA]
    assert calendar_in(message)[0] == "CANCEL"
    if end == "delete":
        assert "Given" not in message.subject


def test_a_candidate_who_may_still_come_is_told_once_a_person_asks_for_it(
    planned: Planned, recruiter: User, application: Application
) -> None:
    interview = planned(at=soon())
    sent()
    client = Client()
    client.force_login(recruiter)
    hiring.reject(actor=recruiter, application=application, reason="experience")
    sent()
    assert "does not know that the interview is off" in client.get("/").content.decode()
    page = reverse("interviews:interview-read", args=[interview.public_id])
    assert "Tell the candidate" in client.get(page).content.decode()
    client.post(reverse("interviews:interview-tell", args=[interview.public_id]))
    (message,) = sent()
    assert message.to == [address(interview)]
    assert "does not take place" in str(message.body)
    assert "does not know" not in client.get("/").content.decode()
    with pytest.raises(Refused, match="has been told"):
        services.tell_off(actor=recruiter, interview=interview)


def test_a_rejection_that_is_undone_brings_the_interview_back(
    planned: Planned, recruiter: User, application: Application, job: Job
) -> None:
    booked = planned(at=soon())
    offered = planned(times=[soon(days=6)])
    hiring.reject(actor=recruiter, application=application, reason="experience")
    booked.refresh_from_db()
    assert booked.state == "cancelled"
    hiring.reopen(actor=recruiter, application=application)
    booked.refresh_from_db()
    offered.refresh_from_db()
    assert (booked.state, booked.starts_at, offered.state) == ("booked", soon(), "to_book")


def test_a_time_that_went_to_others_meanwhile_is_not_taken_back(
    planned: Planned, recruiter: User, application: Application, job: Job
) -> None:
    booked = planned(at=soon())
    hiring.reject(actor=recruiter, application=application, reason="experience")
    planned(of=applicant(job), at=soon())
    hiring.reopen(actor=recruiter, application=application)
    booked.refresh_from_db()
    assert booked.state == "to_book"


@pytest.mark.req("OQ-37")
@pytest.mark.parametrize(("day", "wall", "offset"), [(24, "09:00", "UTC+02:00"), (25, "08:00", "UTC+01:00")])
def test_times_on_both_sides_of_the_end_of_summer_time(planned: Planned, day: int, wall: str, offset: str) -> None:
    """Oslo put its clocks back on 25 October 2026: seven o'clock in UTC is another hour there on the day after."""
    at = datetime(2026, 10, day, 7, tzinfo=UTC)
    with clock.at(datetime(2026, 10, 1, tzinfo=UTC)):
        planned(at=at, place="Strandgaten 1")
        messages = sent()
    method, event = calendar_in(to(messages, PRIYA))
    assert method == "REQUEST"
    assert at == event.DTSTART
    assert f"{wall}–{wall[:2]}:45 (Europe/Oslo, {offset})" in str(to(messages, PRIYA).body)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving() as running:
        settings.EMAIL_BACKEND = "tiltrekk.core.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
        yield running


@pytest.mark.req("FLT-47", "INV-04")
def test_a_mail_that_may_have_left_is_shown_and_sent_again_only_by_a_person(
    server: Server, planned: Planned, recruiter: User
) -> None:
    interview = planned()
    server.says = {"content": DROP}
    assert mail.deliver_next()
    assert Mail.objects.get().state == MailState.UNKNOWN
    assert not mail.deliver_next()
    (shown,) = selectors.unreached(interview)
    assert shown.state == "Perhaps not delivered"
    client = Client()
    client.force_login(recruiter)
    page = client.get(reverse("interviews:interview-read", args=[interview.public_id])).content.decode()
    assert "Not everybody was reached" in page
    assert "Interviews to sort out" in client.get("/").content.decode()
    server.says = {}
    client.post(reverse("interviews:interview-send-again", args=[interview.public_id]))
    assert mail.deliver_next()
    assert selectors.unreached(interview) == []
    paths = [str(one.get_payload(decode=True).decode()) for one in server.taken]  # type: ignore[union-attr]
    assert len(paths) == 2
    for text in paths:
        path = text.split("/your-interview/")[1].split("/")[0]
        assert Client().get(f"/your-interview/{path}/").status_code == 200, "the link of either mail is good"


def test_who_left_the_team_leaves_the_panel(planned: Planned, recruiter: User, colleague: User, job: Job) -> None:
    from tiltrekk.jobs.services.team import remove_member

    interview = planned(at=soon())
    sent()
    remove_member(actor=recruiter, member=job.team.get(user=colleague))
    assert Panelist.objects.get(interview=interview).left_at
    (message,) = sent()
    assert calendar_in(message)[0] == "CANCEL"
    assert "Given" not in message.subject, "they may no longer see the person"
