"""Applications delivered by LinkedIn: believed when signed, kept once, answered whatever else is broken (§19.2)."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from factories import JobFactory, UserFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linkedin_rows import stored
from linkedin_talent.errors import ReplyError
from linkedin_talent.webhooks import SIGNATURE_HEADER, challenge_response, signature
from onsite_stage import application, deliver, path, signed, worked
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job, StatusReason
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin import endpoints
from tiltrekk.linkedin.inbound import deliveries
from tiltrekk.linkedin.inbound.applicant import KEPT, kept
from tiltrekk.linkedin.models import Connection, Delivery, DroppedField

pytestmark = pytest.mark.django_db
CODE = "11111111-1111-4111-8111-111111111111"
CANARY = "canary-7f3a"


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, json.loads(answer.content or b"{}").get("errorCode", "")


# --- who is believed ----------------------------------------------------------------------------------------------


@pytest.mark.req("SEC-72", "AC-R9")
def test_only_what_our_secret_signed_is_believed(open_door: Connection, vacancy: Job) -> None:
    body, headers = signed(application(vacancy), "secret")
    good = headers[SIGNATURE_HEADER]
    other = json.dumps(application(vacancy), indent=1).encode()
    forged = [
        (body, signature(body, "another")),
        (body, ""),
        (body, "hmacsha256="),
        (body + b" ", good),
        (other, good),
        (body.replace(b"person1@", b"person2@"), good),
        (body, challenge_response(body.decode(), "secret")),
    ]
    for sent, mark in forged:
        assert deliver(open_door, sent, header=mark).status_code == 401
    assert not Delivery.objects.exists()
    assert deliver(open_door, body, header=good.upper()).status_code == 200
    assert Delivery.objects.count() == 1


@pytest.mark.req("SEC-73", "AC-R8")
def test_a_challenge_is_answered_and_no_other_text_is_ever_signed(open_door: Connection) -> None:
    answer = Client().get(path(open_door), {"challengeCode": CODE, "applicationId": "7"})
    assert answer.json() == {"challengeCode": CODE, "challengeResponse": challenge_response(CODE, "secret")}
    assert Connection.objects.get().deliveries_challenged_at is not None
    assert Connection.objects.get().challenged_at is None, "the other address was not asked"
    forged = "hmacsha256=" + json.dumps({"type": "EXPORT_JOB_APPLICATION"})
    assert Client().get(path(open_door), {"challengeCode": forged}).status_code == 400
    assert Client().get("/linkedin/applications/somebody-elses/").status_code == 404


@pytest.mark.req("FLT-29")
def test_a_challenge_here_costs_one_read_before_it_is_answered_and_touches_no_queue(open_door: Connection) -> None:
    asked = RequestFactory().get("/", {"challengeCode": CODE})
    with CaptureQueriesContext(connection) as found:
        assert endpoints.applications(asked, open_door.callback_secret).status_code == 200
    assert ["select" in one["sql"].lower() for one in found.captured_queries] == [True]


@pytest.mark.req("FLT-28")
def test_taking_an_application_asks_nothing_but_the_database(open_door: Connection, vacancy: Job) -> None:
    with CaptureQueriesContext(connection) as found:
        assert deliver(open_door, application(vacancy)).status_code == 200
    writes = [one["sql"] for one in found.captured_queries if one["sql"].lower().startswith(("insert", "update"))]
    assert len(writes) == 1, "one durable insert; the queue's row is its own function call"
    assert len(found.captured_queries) < 12


def test_without_the_secret_nothing_is_believed_and_linkedin_tries_again(open_door: Connection, vacancy: Job) -> None:
    Connection.objects.update(client_secrets="")
    assert deliver(open_door, application(vacancy), secret="secret").status_code == 503


# --- what is kept, and once ---------------------------------------------------------------------------------------


@pytest.mark.req("FLT-26")
def test_the_same_again_is_taken_and_does_nothing_even_after_years_and_with_the_job_closed(
    open_door: Connection, vacancy: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deliver(open_door, application(vacancy)).status_code == 200
    worked()
    late = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: late)
    jobs.close(actor=vacancy.team.get().user, job=vacancy, reason=StatusReason.CANCELLED)
    for _ in range(3):
        assert deliver(open_door, application(vacancy)).status_code == 200
    worked()
    assert (Delivery.objects.count(), Application.objects.count()) == (1, 1)
    assert Delivery.objects.get().body == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLT-26")
def test_fifty_of_the_same_at_once_are_one(open_door: Connection, vacancy: Job) -> None:
    begin = threading.Barrier(50)

    def send() -> int:
        begin.wait(timeout=60)
        try:
            return int(deliver(open_door, application(vacancy)).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as crowd:
        answers = [crowd.submit(send) for _ in range(50)]
        assert {one.result() for one in answers} == {200}
    assert Delivery.objects.count() == 1
    worked()
    assert Application.objects.count() == 1


@pytest.mark.req("AC-R13")
def test_what_cannot_be_taken_is_refused_with_its_reason(open_door: Connection, vacancy: Job) -> None:
    closed = JobFactory.create(team={UserFactory.create(roles=["recruiter"]): "recruiter"})
    jobs.close(actor=closed.team.get().user, job=closed, reason=StatusReason.CANCELLED)
    unknown = application(vacancy) | {"externalJobId": "N1-9999"}
    assert said(deliver(open_door, unknown)) == (404, "UNKNOWN_JOB")
    assert said(deliver(open_door, application(closed))) == (409, "CLOSED_JOB")
    unreadable = [
        b"{",
        b"[]",
        b"[" * 100_000,
        json.dumps({"type": "SOMETHING"}).encode(),
        application(vacancy) | {"appliedAt": "yesterday"},
        application(vacancy) | {"jobApplicationId": "x" * 121},
        application(vacancy) | {"questionResponses": {}},
    ]
    for body in unreadable:
        status, code = said(deliver(open_door, body))
        assert (status, code) == (422, "UNREADABLE"), body
    assert said(deliver(open_door, b" " * (1024 * 1024 + 1)))[0] == 413
    assert not Delivery.objects.exists()


@pytest.mark.req("FLT-28")
def test_only_a_database_that_is_away_makes_linkedin_try_again(
    open_door: Connection, vacancy: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise OperationalError("the server closed the connection")

    body, headers = signed(application(vacancy), "secret")
    mark = {SIGNATURE_HEADER: headers[SIGNATURE_HEADER]}
    linkedin = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr(deliveries, "_store", away)
        answer = linkedin.post(path(open_door), body, content_type="application/json", headers=mark)
    assert answer.status_code >= 500
    answer = linkedin.post(path(open_door), body, content_type="application/json", headers=mark)
    assert (answer.status_code, Delivery.objects.count()) == (200, 1)


SELF_IDENTIFICATION = {
    "genderAnswer": {"multipleChoiceAnswerValue": {"symbolicNames": [CANARY]}},
    "disabilityAnswer": {"multipleChoiceAnswerValue": {"symbolicNames": [CANARY]}},
    "customQuestionResponses": [{"questionIdentifier": "g", "answer": {"textAnswerValue": {"value": CANARY}}}],
}


@pytest.mark.req("LIP-01")
@pytest.mark.parametrize("name", ["voluntarySelfIdentificationQuestionResponses", "selfIdentification", "eeo"])
def test_answers_about_oneself_are_nowhere_though_they_come_unasked(
    open_door: Connection, vacancy: Job, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    said = application(vacancy)
    said["questionResponses"][name] = SELF_IDENTIFICATION
    said[name] = SELF_IDENTIFICATION
    said["questionResponses"]["contactInformationQuestionResponses"]["customQuestionResponses"] = [
        {"questionIdentifier": "race", "answer": {"textAnswerValue": {"value": CANARY}}}
    ]
    answer = deliver(open_door, said)
    assert answer.status_code == 200
    assert CANARY not in stored()
    worked()
    assert CANARY not in stored()
    assert CANARY not in caplog.text
    assert CANARY not in answer.content.decode()
    assert DroppedField.objects.filter(name=name).exists(), "that it came is counted, by its name"


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
ANYTHING = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=9), below, max_size=3)
)
KEYS = st.sampled_from(
    ["voluntarySelfIdentificationQuestionResponses", "workQuestionResponses", "resumeQuestionResponses", "x", "value"]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(more=st.dictionaries(KEYS, ANYTHING, max_size=4), at_top=st.dictionaries(KEYS, ANYTHING, max_size=2))
def test_whatever_comes_beside_it_only_the_list_is_kept(more: dict[str, Any], at_top: dict[str, Any]) -> None:
    job = Job(job_id="N1-1")
    said = application(job) | at_top
    said["questionResponses"] = said["questionResponses"] | more
    try:
        told, _dropped = kept(json.dumps(said).encode())
    except ReplyError:
        return
    assert _names(told) <= _names(KEPT)
    assert "\x00" not in json.dumps(told)


def _names(value: Any) -> set[str]:
    """Every name in a record, or in the shape of one."""
    if isinstance(value, dict):
        return set(value).union(*(_names(one) for one in value.values()))
    return set().union(*(_names(one) for one in value)) if isinstance(value, list) else set()
