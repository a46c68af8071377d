"""Feedback: drafts, handing in, who reads whose."""

import pytest
from factories import ApplicationFactory, FeedbackFactory, JobFactory, UserFactory
from tiltrekk.applications import services
from tiltrekk.applications.models import Feedback
from tiltrekk.applications.selectors import feedback as selectors
from tiltrekk.applications.services import FeedbackText
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Activity, StageKind

pytestmark = pytest.mark.django_db
YES = FeedbackText(recommended=True, strengths="Explains well.")


def allow(application: object, **settings: bool) -> None:
    stage = application.job.process.stages.get(kind=StageKind.APPLICATION)  # type: ignore[attr-defined]
    Activity.objects.create(stage=stage, kind="feedback", settings=settings)


@pytest.mark.req("CAND-30")
def test_a_draft_is_kept_and_handed_in_once() -> None:
    interviewer = UserFactory()
    application = ApplicationFactory(job=JobFactory(team={interviewer: "interviewer"}))
    draft = services.save_feedback(actor=interviewer, application=application, text=FeedbackText(strengths="Calm"))
    assert draft.state == "draft"
    assert not Event.objects.exists()
    given = services.submit_feedback(actor=interviewer, application=application, text=YES)
    assert (given.pk, given.state, given.recommended) == (draft.pk, "submitted", True)
    assert Event.objects.get().verb == "feedback.submitted"
    with pytest.raises(Refused):
        services.submit_feedback(actor=interviewer, application=application, text=YES)


def test_a_recommendation_is_needed_to_hand_in() -> None:
    admin, application = UserFactory(roles=["admin"]), ApplicationFactory()
    with pytest.raises(Refused) as refused:
        services.submit_feedback(actor=admin, application=application, text=FeedbackText(strengths="x"))
    assert refused.value.reasons[0].field == "recommended"
    assert not Feedback.objects.exists()


@pytest.mark.req("CAND-31", "OQ-9")
def test_feedback_changes_after_handing_in_where_the_job_says_so() -> None:
    interviewer = UserFactory()
    application = ApplicationFactory(job=JobFactory(team={interviewer: "interviewer"}))
    allow(application, edit_after_submit=True)
    first = services.submit_feedback(actor=interviewer, application=application, text=YES)
    when = first.submitted_at
    again = services.submit_feedback(actor=interviewer, application=application, text=FeedbackText(recommended=False))
    assert (again.recommended, again.submitted_at) == (False, when)
    assert [event.verb for event in Event.objects.order_by("id")] == ["feedback.submitted", "feedback.changed"]


@pytest.mark.req("SEC-20", "CAND-31", "OQ-13")
def test_an_interviewer_reads_the_others_after_their_own() -> None:
    interviewer, other = UserFactory(), UserFactory()
    application = ApplicationFactory(job=JobFactory(team={interviewer: "interviewer", other: "interviewer"}))
    given = services.submit_feedback(actor=other, application=application, text=YES)
    assert selectors.readable(actor=interviewer, application=application) == []
    services.save_feedback(actor=interviewer, application=application, text=FeedbackText())
    own = services.submit_feedback(actor=interviewer, application=application, text=YES)
    assert selectors.readable(actor=interviewer, application=application) == [given, own]


@pytest.mark.req("SEC-20")
def test_the_switch_lets_interviewers_read_first() -> None:
    interviewer = UserFactory()
    application = ApplicationFactory(job=JobFactory(team={interviewer: "interviewer"}))
    given = FeedbackFactory(application=application)
    allow(application, view_others_first=True)
    assert selectors.readable(actor=interviewer, application=application) == [given]


def test_drafts_of_others_are_read_by_nobody() -> None:
    application = ApplicationFactory()
    draft = FeedbackFactory(application=application, state="draft")
    assert selectors.readable(actor=UserFactory(roles=["admin"]), application=application) == []
    assert selectors.readable(actor=draft.author, application=application) == []


@pytest.mark.req("CAND-32")
def test_a_colleague_on_the_team_is_asked() -> None:
    recruiter, interviewer = UserFactory(), UserFactory()
    application = ApplicationFactory(job=JobFactory(team={recruiter: "recruiter", interviewer: "interviewer"}))
    asked = services.request_feedback(actor=recruiter, application=application, colleague=interviewer)
    assert asked.state == "requested"
    assert list(selectors.due(actor=interviewer)) == [asked]
    services.submit_feedback(actor=interviewer, application=application, text=YES)
    assert list(selectors.due(actor=interviewer)) == []
    for colleague in (UserFactory(), interviewer):
        with pytest.raises(Refused):
            services.request_feedback(actor=recruiter, application=application, colleague=colleague)
    with pytest.raises(NotAllowed):
        services.request_feedback(actor=interviewer, application=application, colleague=recruiter)


def test_readers_give_no_feedback() -> None:
    with pytest.raises(NotAllowed):
        services.submit_feedback(actor=UserFactory(roles=["reader"]), application=ApplicationFactory(), text=YES)
