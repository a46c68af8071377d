"""The candidate's private page: times, choosing, saying no; and a link that tells nobody anything it should not."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.core import clock
from tiltrekk.core.models import Event
from tiltrekk.interviews import links, services
from tiltrekk.interviews.models import Interview, Link, State

from .conftest import Planned, link_in, plan_of, sent, slot_id, soon

pytestmark = pytest.mark.django_db


def masked(text: str) -> str:
    """An answer without what is made anew for each."""
    return re.sub(r'(nonce|value|csrfmiddlewaretoken)="[^"]+"', "", text)


def page(path: str, query: str = "", language: str = "en") -> str:
    answer = Client(headers={"Accept-Language": language}).get(path + query)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


@pytest.mark.req("INT-01", "SEC-29")
def test_a_candidate_chooses_a_time_without_signing_in(planned: Planned, colleague: User) -> None:
    interview = planned()
    path = link_in(sent()[0])
    shown = page(path)
    assert "Cable planner" in shown
    assert "Priya Raman" in shown
    assert "Europe/Oslo, UTC+0" in shown
    assert len(re.findall(r'name="slot"', shown)) == 3
    answer = Client().post(f"{path}choose/", {"slot": slot_id(interview, 1)}, follow=True)
    assert "Your time is booked" in answer.content.decode()
    interview.refresh_from_db()
    assert (interview.state, interview.starts_at) == (State.BOOKED, soon(hours=1))
    assert interview.panel.get().user == colleague
    assert Event.objects.get(verb="interview.booked").actor_id is None


@pytest.mark.req("SEC-29")
def test_a_mail_scanner_that_opens_the_link_changes_nothing(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    for address in (path, f"{path}?change=1", f"{path}choose/", f"{path}decline/", f"{path}interview.ics"):
        Client().get(address)
    assert Client().head(path).status_code == 200
    interview.refresh_from_db()
    assert interview.state == State.TO_BOOK
    assert interview.declined_at is None


@pytest.mark.req("SEC-29")
def test_only_a_hash_of_the_token_is_kept(planned: Planned) -> None:
    planned()
    token = link_in(sent()[0]).split("/")[2]
    assert len(token) >= 43, "256 bits"
    stored = Link.objects.get()
    assert token not in str(stored.__dict__)
    assert links.interview_of(token)


@pytest.mark.req("SEC-27", "SEC-29")
def test_guessed_past_cancelled_closed_and_erased_links_answer_alike(
    planned: Planned, recruiter: User, job: object
) -> None:
    def closed(interview: Interview) -> None:
        assert interview.application
        hiring.reject(actor=recruiter, application=interview.application, reason="experience")

    def restricted(interview: Interview) -> None:
        assert interview.application
        type(interview.application.candidate).objects.filter(pk=interview.application.candidate_id).update(
            restricted_at=soon(days=-1)
        )

    def deleted(interview: Interview) -> None:
        assert interview.application
        people.delete(actor=recruiter, candidate=interview.application.candidate)

    def cancelled(interview: Interview) -> None:
        services.cancel(actor=recruiter, interview=interview)

    from .conftest import applicant

    paths = ["/your-interview/guessed/", f"/your-interview/{'x' * 43}/"]
    for end in (cancelled, closed, restricted, deleted):
        interview = planned(of=applicant(job), times=[soon()])  # type: ignore[arg-type]
        paths.append(link_in(sent()[0]))
        end(interview)
        sent()
    planned(of=applicant(job), at=soon(days=20))  # type: ignore[arg-type]
    paths.append(next(link_in(one) for one in sent() if "your-interview" in str(one.body)))
    answers = []
    with clock.at(soon(days=21)):
        for path in paths:
            for ask in ("get", "choose", "decline"):
                address = path if ask == "get" else f"{path}{ask}/"
                client = Client()
                given = client.get(address) if ask == "get" else client.post(address, {"slot": "0" * 32})
                answers.append((given.status_code, masked(given.content.decode())))
    assert answers[0][0] == 404
    assert len(set(answers)) == 1


@pytest.mark.req("INT-01")
def test_none_fits_in_a_few_words(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    answer = Client().post(f"{path}decline/", {"words": "  Only mornings, please. "}, follow=True)
    assert "we have noted it" in answer.content.decode()
    interview.refresh_from_db()
    assert (interview.state, interview.words) == (State.TO_BOOK, "Only mornings, please.")
    assert len(re.findall(r'name="slot"', page(path))) == 3, "and they may still choose"
    Client().post(f"{path}choose/", {"slot": slot_id(interview)})
    interview.refresh_from_db()
    assert (interview.state, interview.words) == (State.BOOKED, "")


@pytest.mark.req("INT-01")
def test_a_booked_time_is_changed_until_a_day_before_and_no_later(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    Client().post(f"{path}choose/", {"slot": slot_id(interview)})
    assert "Choose another time" in page(path)
    assert len(re.findall(r'name="slot"', page(path, "?change=1"))) == 2, "not the one they have"
    Client().post(f"{path}choose/", {"slot": slot_id(interview, 2)})
    interview.refresh_from_db()
    assert interview.starts_at == soon(hours=2)
    assert Event.objects.filter(verb="interview.moved").count() == 1
    with clock.at(soon(hours=2) - services.NOTICE + timedelta(minutes=1)):
        assert "too late to change" in page(path)
        for act in ("choose", "decline"):
            answer = Client().post(f"{path}{act}/", {"slot": slot_id(interview)})
            assert answer.status_code == 409
            assert "too late" in answer.content.decode()
    interview.refresh_from_db()
    assert interview.starts_at == soon(hours=2)


def test_nothing_chosen_is_said_beside_the_times(planned: Planned) -> None:
    planned()
    path = link_in(sent()[0])
    answer = Client().post(f"{path}choose/")
    assert answer.status_code == 422
    assert "Choose a time first" in answer.content.decode()


def test_the_page_hides_who_interviews_where_the_planner_said_so(planned: Planned) -> None:
    planned(shows_panel=False)
    assert "Priya" not in page(link_in(sent()[0]))


@pytest.mark.parametrize("place", ["javascript:alert(1)", "http://example.org", "https://x.example/ onload=x"])
def test_only_a_secure_address_becomes_a_link(planned: Planned, place: str) -> None:
    planned(place=place)
    assert f'href="{place}' not in page(link_in(sent()[0]))


def test_the_booked_time_is_downloaded_as_a_calendar_file(planned: Planned) -> None:
    interview = planned(at=soon())
    path = next(link_in(one) for one in sent() if "your-interview" in str(one.body))
    answer = Client().get(f"{path}interview.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).events
    assert interview.starts_at == event.DTSTART
    assert event["LOCATION"] == "https://meet.example.org/1"


def test_a_visitor_reads_norwegian_where_the_browser_asks_for_it(planned: Planned) -> None:
    planned()
    assert "Velg et tidspunkt" in page(link_in(sent()[0]), language="nb")


@pytest.mark.req("SEC-31")
def test_choosing_needs_the_token_of_the_form(planned: Planned) -> None:
    interview = planned()
    path = link_in(sent()[0])
    answer = Client(enforce_csrf_checks=True).post(f"{path}choose/", {"slot": slot_id(interview)})
    assert answer.status_code == 403


def test_a_planner_changes_it_while_the_link_stays_good(
    planned: Planned, recruiter: User, colleague: User, application: Application
) -> None:
    interview = planned()
    path = link_in(sent()[0])
    services.change(actor=recruiter, interview=interview, plan=plan_of([colleague], at=soon(days=5)))
    assert "Your time is booked" in page(path)
    assert reverse("interviews:invitation", args=["x"]).startswith("/your-interview/")
