"""What other systems are told: signed, of what they asked for, and nothing about people."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from factories import CandidateFactory, JobFactory, NoteFactory
from fake_receiver import Receiver
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from tiltrekk.accounts.models import User
from tiltrekk.api import services
from tiltrekk.api.models import Attempt, Delivery, Endpoint
from tiltrekk.api.signing import new_secret
from tiltrekk.applications import services as hiring
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import events, telling
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.services import jobs
from webhook_stage import EVERYTHING, endpoint_at, pass_time, turns

pytestmark = pytest.mark.django_db


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(one.body) for one in receiver.taken]


@pytest.mark.req("MISC-03")
def test_a_change_is_told_with_public_ids_names_of_fields_and_impersonal_values(
    receiver: Receiver, admin: User, ragna: User, job: Job
) -> None:
    endpoint_at(receiver, admin)
    person = CandidateFactory.create(surname="Berge")
    application = hiring.add_applicant(actor=ragna, job=job, candidate=person)
    jobs.change_details(actor=ragna, job=job, details={"title": CANARY})
    turns()
    first, second = told(receiver)
    assert first["type"] == "application.created"
    assert first["version"] == 1
    assert first["id"] == receiver.taken[0].headers["webhook-id"]
    assert first["timestamp"].endswith("Z")
    assert first["data"] == {
        "job": job.public_id,
        "candidate": person.public_id,
        "application": application.public_id,
        "changed": [],
        "values": {"to": {"kind": "application", "label": "Application"}},
    }
    assert second["type"] == "job.changed"
    assert second["data"]["changed"] == ["title"]
    assert CANARY not in receiver.taken[1].body.decode()


@pytest.mark.req("MISC-03")
def test_only_what_was_chosen_is_told_and_only_while_the_endpoint_is_on(
    receiver: Receiver, other: Receiver, admin: User, ragna: User, job: Job
) -> None:
    endpoint_at(receiver, admin, "job.closed")
    quiet = endpoint_at(other, admin, name="Off")
    services.switch(actor=admin, endpoint=quiet, on=False)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    jobs.close(actor=ragna, job=job, reason="cancelled")  # type: ignore[arg-type]
    turns()
    assert [one["type"] for one in told(receiver)] == ["job.closed"]
    assert told(receiver)[0]["data"]["values"] == {"reason": "cancelled"}
    assert not Delivery.objects.filter(endpoint=quiet).exists()
    services.switch(actor=admin, endpoint=quiet, on=True)
    turns()
    assert not other.taken, "what happened while it was off is not told later"


@pytest.mark.req("MISC-03")
def test_a_change_that_is_taken_back_is_told_to_nobody(receiver: Receiver, admin: User, ragna: User, job: Job) -> None:
    endpoint_at(receiver, admin)
    with transaction.atomic():
        hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    turns()
    assert not Delivery.objects.exists()
    assert not receiver.taken


@pytest.mark.req("SEC-74b")
def test_an_independent_verifier_takes_what_is_sent_and_nothing_altered_or_old(
    receiver: Receiver, admin: User, ragna: User, job: Job
) -> None:
    endpoint = endpoint_at(receiver, admin)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    turns()
    [message] = receiver.taken
    verifier = Webhook(endpoint.secret)
    assert verifier.verify(message.body, message.headers)["type"] == "application.created"
    for wrong in (message.body + b" ", message.body.replace(b"application", b"applicatiom", 1)):
        with pytest.raises(WebhookVerificationError):
            verifier.verify(wrong, message.headers)
    for name, value in (("webhook-id", "other"), ("webhook-timestamp", str(int(time.time()) - 400))):
        with pytest.raises(WebhookVerificationError):
            verifier.verify(message.body, {**message.headers, name: value})
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(message.body, message.headers)


@pytest.mark.req("SEC-74b")
def test_for_a_day_after_an_exchange_both_secrets_are_good_then_only_the_new_one(
    receiver: Receiver, admin: User
) -> None:
    endpoint = endpoint_at(receiver, admin)
    old = Webhook(services.show_secret(actor=admin, endpoint=endpoint))
    services.rotate_secret(actor=admin, endpoint=endpoint)
    new = Webhook(services.show_secret(actor=admin, endpoint=endpoint))
    services.send_test(actor=admin, endpoint=endpoint)
    turns()
    for verifier in (old, new):
        verifier.verify(receiver.taken[0].body, receiver.taken[0].headers)
    pass_time(timedelta(hours=24))
    services.send_test(actor=admin, endpoint=endpoint)
    turns()
    new.verify(receiver.taken[1].body, receiver.taken[1].headers)
    with pytest.raises(WebhookVerificationError):
        old.verify(receiver.taken[1].body, receiver.taken[1].headers)


@pytest.mark.req("SEC-79")
def test_secrets_are_no_plain_text_in_the_database(receiver: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin)
    services.rotate_secret(actor=admin, endpoint=endpoint)
    endpoint.refresh_from_db()
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("select secret, old_secret from api_endpoint")
        stored = " ".join(cursor.fetchone())
    assert endpoint.secret.startswith("whsec_")
    assert endpoint.secret not in stored
    assert "whsec_" not in stored


CANARY = "kanarifugl"


def person_full_of_canaries() -> Candidate:
    person = CandidateFactory.create(email=f"{CANARY}@example.org", member=f"urn:li:person:{CANARY}")
    texts = [one for one in Candidate._meta.concrete_fields if one.get_internal_type() in ("CharField", "TextField")]
    long = [
        one.name for one in texts if one.name not in ("public_id", "source") and (one.max_length or 99) > len(CANARY)
    ]
    Candidate.objects.filter(pk=person.pk).update(**dict.fromkeys(long, CANARY))
    person.identities.update(profile_url=f"https://www.linkedin.com/in/{CANARY}")
    person.refresh_from_db()
    return person


@pytest.mark.req("LIP-09", "INV-05", "SEC-19")
def test_nothing_that_is_known_of_people_and_nothing_from_linkedin_is_in_any_byte_sent_or_kept(
    receiver: Receiver, admin: User, ragna: User, job: Job
) -> None:
    endpoint = endpoint_at(receiver, admin)
    person, double = person_full_of_canaries(), person_full_of_canaries_too()
    application = hiring.add_applicant(actor=ragna, job=job, candidate=person)
    NoteFactory(application=application, author=ragna, text=CANARY)
    hiring.create_note(actor=ragna, candidate=person, application=application, text=CANARY, visibility="private")
    upload = SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode())
    hiring.add_document(actor=ragna, application=application, upload=upload, kind="resume")
    hiring.reject(actor=ragna, application=application, reason="experience", comment=CANARY)
    by_linkedin = {"by": "linkedin", "from": "linkedin", "provider": "linkedin"}
    for verb in ("application.exported", "linkedin.account_closed", "candidate.identity_linked", "eeo.answered"):
        events.record(actor=None, verb=verb, subject=application, candidate=person, values=by_linkedin)
    events.record(actor=None, verb="candidate.changed", subject=person, candidate=person, values=by_linkedin)
    people.merge(actor=admin, survivor=person, other=double)
    people.delete(actor=ragna, candidate=person)
    receiver.script = ["HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"]
    turns()
    pass_time(timedelta(minutes=1))
    turns()
    verbs = {one["type"] for one in told(receiver)}
    assert {"application.created", "candidate.merged", "candidate.deleted"} <= verbs, "else this proves nothing"
    sent = b"".join(one.body + repr(one.headers).encode() for one in receiver.taken).lower()
    kept = repr([list(model.objects.values()) for model in (Endpoint, Delivery, Attempt)]).encode().lower()
    for where in (sent, kept):
        assert CANARY.encode() not in where
        assert b"linkedin" not in where
        assert ragna.name.encode().lower() not in where
    assert not {verb for verb in verbs if verb.startswith(("note.", "linkedin.", "eeo.", "export."))}
    assert person.public_id in sent.decode()
    assert endpoint.deliveries.filter(verb="candidate.deleted").count() == 1


def person_full_of_canaries_too() -> Candidate:
    return CandidateFactory.create(surname=CANARY, email=f"{CANARY}2@example.org")


_VERBS = st.sampled_from([verb for verb in EVERYTHING if verb != "candidate.merged"])
_VALUES = st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=5) | st.integers())


@pytest.mark.req("LIP-09")
@given(verb=_VERBS, more=_VALUES)
def test_of_an_events_values_only_those_are_told_that_the_catalogue_names(verb: str, more: dict[str, Any]) -> None:
    named = {"action", "role", "reason", "kind", "channel", "from", "to"}
    found = telling.find(verb)
    assert found
    stage = {"id": 5, "kind": "offer", "label": "Offer", "secret": CANARY}
    values = {**{key: value for key, value in more.items() if key not in named}, "to": stage, "by": "linkedin"}
    told_values = found.values(values)
    assert set(told_values) <= named
    assert all(one == {"kind": "offer", "label": "Offer"} for one in told_values.values())


@pytest.mark.req("GDPR-06")
def test_whoever_is_told_of_people_is_told_of_their_deletion_too(receiver: Receiver, admin: User, ragna: User) -> None:
    endpoint = endpoint_at(receiver, admin, "feedback.submitted")
    assert endpoint.events == ["candidate.deleted", "feedback.submitted"]
    person = CandidateFactory.create()
    people.delete(actor=ragna, candidate=person)
    turns()
    [message] = told(receiver)
    assert message["data"]["candidate"] == person.public_id
    assert endpoint_at(receiver, admin, "job.closed").events == ["job.closed"]


@pytest.mark.req("MISC-03")
def test_what_is_deleted_meanwhile_is_told_with_the_id_it_had(receiver: Receiver, admin: User, ragna: User) -> None:
    endpoint_at(receiver, admin)
    draft = JobFactory.create(status="draft", team={ragna: "recruiter"})
    public_id = draft.public_id
    jobs.delete(actor=ragna, job=draft)
    turns()
    assert told(receiver)[-1]["type"] == "job.deleted"
    assert told(receiver)[-1]["data"]["job"] == public_id


@pytest.mark.req("FLT-21")
def test_what_cannot_be_made_any_more_is_given_up_and_hinders_nobody(
    receiver: Receiver, admin: User, ragna: User, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = endpoint_at(receiver, admin)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    Delivery.objects.update(verb="gone.verb")
    monkeypatch.setattr(telling, "_by_verb", {k: v for k, v in telling._by_verb.items() if k != "application.created"})
    services.send_test(actor=admin, endpoint=endpoint)
    turns()
    assert [one["type"] for one in told(receiver)] == ["endpoint.tested"]
    assert Delivery.objects.get(verb="gone.verb").state == "failed"
    endpoint.refresh_from_db()
    assert endpoint.failures == 0, "no target is to blame"
