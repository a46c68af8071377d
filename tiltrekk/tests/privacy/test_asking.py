"""The questions about equality, as somebody who has just applied meets them."""

import re
from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from equality_company import answer, apply, asking_job, receipt_on, switch_on
from factories import JobFactory, UserFactory
from tiltrekk.accounts.models import Environment
from tiltrekk.careers import receipts
from tiltrekk.careers.models import Submission
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Role
from tiltrekk.jobs.models import ActivityKind, Audience, Job
from tiltrekk.jobs.selectors import process as process_selectors
from tiltrekk.jobs.services import process
from tiltrekk.privacy import quarters, vault
from tiltrekk.privacy.questions import QUESTIONS

pytestmark = pytest.mark.django_db

ANSWERS = {"gender": "female", "ethnicity": "asian", "disability": "no", "veteran": "prefer_not", "military": ""}


@pytest.fixture
def job() -> Job:
    switch_on()
    return asking_job()


def kept(job: Job) -> int:
    """How many answers there are for a job, told by the figures; four more make them countable."""
    quarter = quarters.quarter_of(timezone.now())
    for number in range(5):
        nothing = {question.key: "" for question in QUESTIONS}
        vault.hand_in(
            application=f"filler {number}", submission=f"filler {number}", job=job.pk, quarter=quarter,
            answers=nothing | {"gender": "prefer_not"},
        )  # fmt: skip
    vault.count_quarter(quarter, interviewed=[], offered=[])
    found = vault.read(reader=1, purpose="A test", kind="page", quarter=quarter)
    total = next(one.number for one in found if one.job == job.pk and one.stage == "applied" and not one.question)
    assert total is not None
    return total - 5


@pytest.mark.req("PROC-26", "PROC-27", "GDPR-17")
def test_who_has_applied_is_asked_apart_and_may_answer(client: Client, job: Job) -> None:
    thanks = apply(client, job)
    page = client.get(thanks).content.decode()
    for words in ("need not answer", "complete without it", "Nobody who decides", "five people or more"):
        assert words in page
    assert all(f'name="{question.key}"' in page for question in QUESTIONS)
    assert page.count("prefer not to say") == len(QUESTIONS)
    assert " required" not in page
    assert "birth" not in page.lower()
    said = answer(client, thanks, **ANSWERS)
    assert said.status_code == 200
    assert "kept apart from your application" in said.content.decode()
    assert kept(job) == 1


@pytest.mark.req("PROC-27")
def test_nothing_answered_is_nothing_kept_and_says_the_same(client: Client, job: Job) -> None:
    pages = [answer(client, apply(client, job, name), **given) for name, given in (("Ada", {}), ("Eva", ANSWERS))]
    first, second = (strip_csrf(page.text.replace(receipt_on(page.text), "")) for page in pages)
    assert first == second
    assert kept(job) == 1


def strip_csrf(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken&quot;: )"?[^"]+|nonce="[^"]+"', "", page)


def test_sent_twice_it_counts_once_and_the_first_answer_stays(client: Client, job: Job) -> None:
    thanks = apply(client, job)
    for gender in ("female", "male"):
        assert answer(client, thanks, gender=gender).status_code == 200
    assert kept(job) == 1


def test_withdrawn_is_gone_and_cannot_be_sent_again(client: Client, job: Job) -> None:
    thanks = apply(client, job)
    page = answer(client, thanks, **ANSWERS).content.decode()
    told = client.post(reverse("privacy:equality-withdraw"), {"receipt": receipt_on(page)})
    assert told.status_code == 200
    assert "deleted" in told.content.decode()
    answer(client, thanks, **ANSWERS)
    assert kept(job) == 0


@pytest.mark.req("SEC-27")
def test_who_applied_before_sees_the_same_page_and_does_not_count_twice(client: Client, job: Job) -> None:
    first = client.get(apply(client, job)).content.decode()
    again = client.get(apply(Client(), job)).content.decode()
    assert strip_csrf(first.replace(receipt_on(first), "")) == strip_csrf(again.replace(receipt_on(again), ""))
    for thanks in (apply(client, job), apply(client, job)):
        answer(client, thanks, **ANSWERS)
    assert kept(job) == 1


@pytest.mark.req("PROC-27")
def test_free_text_is_refused_not_kept_and_not_repeated(client: Client, job: Job) -> None:
    said = answer(client, apply(client, job), gender="canary words", ethnicity="asian")
    assert said.status_code == 422
    assert "Choose one of the answers" in said.content.decode()
    assert "canary" not in said.content.decode()
    assert kept(job) == 0


def test_a_receipt_names_nobody_and_soon_is_worth_nothing(client: Client, job: Job) -> None:
    thanks = apply(client, job)
    receipt = receipt_on(client.get(thanks).content.decode())
    submission = Submission.objects.select_related("application__candidate").get()
    assert receipts.submission(receipt) == submission.token
    for secret in (submission.application.public_id, submission.application.candidate.public_id, "thea"):
        assert secret not in receipt.lower()
    old = timezone.now() + timedelta(seconds=receipts.LIFE + 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", old.timestamp)
        assert receipt_on(client.get(thanks).content.decode()) == ""
        late = client.post(reverse("privacy:equality-answer"), {"receipt": receipt, **ANSWERS})
    assert late.status_code == 409
    assert "Nothing was changed" in late.content.decode()
    assert kept(job) == 0


@pytest.mark.parametrize("receipt", ["", "guessed", "\x7f:1:1", "a" * 300])
def test_a_receipt_that_is_not_ours_is_worth_nothing(client: Client, job: Job, receipt: str) -> None:
    _is_worth_nothing(client, job, receipt)


def test_a_signature_made_for_something_else_is_no_receipt(client: Client, job: Job) -> None:
    _is_worth_nothing(client, job, TimestampSigner(salt="other").sign("a" * 32))


def _is_worth_nothing(client: Client, job: Job, receipt: str) -> None:
    for route in ("equality-answer", "equality-withdraw"):
        assert client.post(reverse(f"privacy:{route}"), {"receipt": receipt, **ANSWERS}).status_code == 409
    shown = client.get(reverse("careers:job-thanks", args=[job.public_id]), {"receipt": receipt})
    assert shown.status_code == 200
    assert receipt_on(shown.content.decode()) == ""


@pytest.mark.req("PROC-26")
def test_nobody_is_asked_by_default_nor_where_the_switch_is_off(client: Client) -> None:
    job = asking_job()
    thanks = apply(client, job)
    assert "equality" not in client.get(thanks).content.decode()
    switch_on()
    receipt = receipt_on(client.get(thanks).content.decode())
    assert receipt
    Environment.objects.update(preview_features=[])
    assert client.post(reverse("privacy:equality-answer"), {"receipt": receipt, **ANSWERS}).status_code == 409
    assert process_selectors.settings(JobFactory()).audience == ""


@pytest.mark.req("PROC-26")
@pytest.mark.parametrize(
    ("audience", "words"),
    [("all", ""), ("internal", "people who work at"), ("external", "do not work at")],
)
def test_the_page_says_whom_the_questions_are_for(client: Client, audience: str, words: str) -> None:
    switch_on()
    page = client.get(apply(client, asking_job(audience=audience))).content.decode()
    assert ("The questions are for" in page) == bool(words)
    assert words in page


@pytest.mark.req("PROC-26")
def test_a_recruiter_sets_the_audience_before_activation_only(client: Client) -> None:
    recruiter = UserFactory(roles=[Role.RECRUITER])
    draft = JobFactory(team={recruiter: "recruiter"}, status="draft")
    with pytest.raises(Refused, match="not switched on"):
        process.set_equality(actor=recruiter, job=draft, audience=Audience.ALL)
    switch_on()
    client.force_login(recruiter)
    address = reverse("jobs:process-settings", args=[draft.public_id, "equality"])
    assert client.post(address, {"audience": "external"}).status_code == 302
    assert process_selectors.settings(draft).audience == "external"
    assert client.post(address, {"audience": "everybody"}).status_code == 302
    assert process_selectors.settings(draft).audience == "external"
    client.post(address, {"audience": ""})
    assert not draft.process.stages.get(kind="application").activities.filter(kind=ActivityKind.EQUALITY).exists()
    active = asking_job(recruiter)
    with pytest.raises(Refused, match="cannot change"):
        process.set_equality(actor=recruiter, job=active, audience="")
    with pytest.raises(NotAllowed):
        process.set_equality(actor=UserFactory(roles=[Role.RECRUITER]), job=draft, audience="all")
    assert (
        "External"
        in client.get(reverse("jobs:job-process", args=[asking_job(recruiter, audience="external").public_id])).text
    )


def test_answering_leaves_no_event(client: Client, job: Job) -> None:
    thanks = apply(client, job)
    before = Event.objects.count()
    answer(client, thanks, **ANSWERS)
    assert Event.objects.count() == before
