"""From domain events to notices, inside the transaction of the change; what is undone in time is never told."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from tiltrekk.applications.models import Application, ApplicationDocument, Status, StatusReason
from tiltrekk.candidates.models import DocumentKind
from tiltrekk.core.events import subscribe
from tiltrekk.core.models import DOWNLOADED, OPENED, Event
from tiltrekk.jobs.models import Stage, StageKind
from tiltrekk.linkedin.models import AppliedOnLinkedIn, LinkedInSettings, Notice, NoticeAction, NoticeState

_PASSED = {StageKind.SCREENING: NoticeAction.SCREENED, StageKind.INTERVIEW: NoticeAction.INTERVIEWED}
_AT_ONCE = {NoticeAction.VIEWED, NoticeAction.DOWNLOADED}  # what was seen cannot be unseen


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    subscribe("application.")(_changed)
    subscribe(OPENED)(_opened)
    subscribe(DOWNLOADED)(_downloaded)


def _changed(event: Event) -> None:
    found = AppliedOnLinkedIn.objects.select_related("application__stage")
    if applied := found.filter(application=event.application_id or 0).first():
        take_back_what_no_longer_holds(applied)
        action, stage = _told_by(event)
        if action:
            _note([applied], event, action, stage)


def _told_by(event: Event) -> tuple[NoticeAction | None, Stage | None]:
    """Return what an event tells the applicant, and the stage they have passed."""
    if event.verb == "application.rejected":
        return NoticeAction.REJECTED, None
    if event.verb == "application.offer_accepted" or event.values.get("reason") == StatusReason.OFFER_ACCEPTED:
        return NoticeAction.HIRED, None
    if event.verb == "application.advanced" and (stage := _passed(event)):
        return _PASSED[StageKind(stage.kind)], stage
    return None, None


def _passed(event: Event) -> Stage | None:
    """Return the screening or interview stage that was left for a later one."""
    left, entered = event.values.get("from"), event.values["to"]
    if not left or left["kind"] not in _PASSED:
        return None
    stages = Stage.objects.in_bulk([left["id"], entered["id"]])
    before, after = stages[left["id"]], stages[entered["id"]]
    return before if after.ordinal > before.ordinal else None


def _opened(event: Event) -> None:
    _note(AppliedOnLinkedIn.objects.filter(application=event.subject_id), event, NoticeAction.VIEWED)


def _downloaded(event: Event) -> None:
    resumes = ApplicationDocument.objects.filter(document=event.subject_id, document__kind=DocumentKind.RESUME)
    applied = AppliedOnLinkedIn.objects.filter(application__in=resumes.values("application"))
    _note(applied, event, NoticeAction.DOWNLOADED)


def _note(applied: Iterable[AppliedOnLinkedIn], event: Event, action: NoticeAction, stage: Stage | None = None) -> None:
    """Write it down; while nobody wants applicants told, nothing is."""
    applied = list(applied)
    choices = LinkedInSettings.current() if applied else None
    if choices is None or not choices.tell_applicants:
        return
    wait = timedelta(0) if action in _AT_ONCE else timedelta(minutes=choices.notice_minutes)
    for one in applied:
        if not (action == NoticeAction.HIRED and _is_told_of_hire(one)):
            Notice.objects.create(
                applied=one, action=action, event_id=event.pk, stage=stage, performed_at=event.at,
                due_at=event.at + wait,
            )  # fmt: skip


def _is_told_of_hire(applied: AppliedOnLinkedIn) -> bool:
    """The offer was accepted, and then the job was closed with them: one hire."""
    return applied.notices.filter(action=NoticeAction.HIRED).exclude(state=NoticeState.TAKEN_BACK).exists()


def take_back_what_no_longer_holds(applied: AppliedOnLinkedIn) -> None:
    """What waits and was undone meanwhile is not told."""
    for notice in applied.notices.filter(state=NoticeState.WAITING).select_related("stage"):
        if not still_holds(notice):
            take_back(notice)


def take_back(notice: Notice) -> bool:
    """Leave it untold; return False when it is on its way already."""
    waiting = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING)
    return waiting.update(state=NoticeState.TAKEN_BACK, next_try=None) == 1


_STANDS: dict[str, Callable[[Application], bool]] = {
    NoticeAction.REJECTED: lambda one: (one.status, one.status_reason) == (Status.CLOSED, StatusReason.REJECTED),
    NoticeAction.HIRED: lambda one: one.status_reason == StatusReason.OFFER_ACCEPTED,
}


def may_be_told(notice: Notice) -> bool:
    """Whether what the notice says is still so, and the applicant wants to hear from us."""
    return still_holds(notice) and not notice.applied.application.candidate.do_not_contact


def still_holds(notice: Notice) -> bool:
    """Whether what the notice says has not been undone."""
    application = notice.applied.application
    if notice.stage:
        return application.stage.ordinal > notice.stage.ordinal
    stands = _STANDS.get(notice.action)
    return stands is None or stands(application)
