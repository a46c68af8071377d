"""The pages of the tour: name → (who looks, address in the small world of ``world.py``). Each app adds its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.interviews.links import new_link
from tiltrekk.linkedin.models import AppliedOnLinkedIn, ClosedAccount, Kind, Notice, NoticeAction, SyncRow
from world import World

Address = Callable[[World], str]


def _plain(name: str) -> Address:
    return lambda _world: reverse(name)


def _job(name: str) -> Address:
    return lambda world: reverse(name, args=[world.job.public_id])


def _candidate(name: str) -> Address:
    return lambda world: reverse(name, args=[world.candidate.public_id])


def _application(name: str) -> Address:
    return lambda world: reverse(name, args=[world.application.public_id])


def _pool(name: str) -> Address:
    return lambda world: reverse(name, args=[world.pool.public_id])


_links: dict[str, str] = {}  # the candidates' private pages


def _interview(name: str) -> Address:
    return lambda world: reverse(name, args=[world.interview.public_id])


def _endpoint(name: str) -> Address:
    return lambda world: reverse(name, args=[world.endpoint.public_id])


def prepare(world: World) -> None:
    """What only the tour needs: somebody who left LinkedIn, records in every state, links to interviews."""
    for key, interview in (("booked", world.interview), ("offered", world.offered)):
        _links[key] = new_link(interview).removeprefix(settings.PUBLIC_URL)
    known = {"profile_url": "https://www.linkedin.com/in/left", "closed_at": clock.now(), "found_at": clock.now()}
    ClosedAccount.objects.create(candidate=world.candidate, member="urn:li:person:left", **known)
    _notices(world.application)
    in_sync, failed = {"digest": "x"}, {"failed": True, "error": "422 title: too long", "since": clock.now()}
    person = world.candidate.public_id
    _row(Kind.CANDIDATE, person, "", in_sync)
    for application in world.candidate.applications.all():
        _row(Kind.APPLICATION, application.public_id, person, {"withheld": True})
        for number, move in enumerate(application.moves.all()):
            _row(Kind.STAGE, str(move.pk), application.public_id, failed if number else in_sync)


def _notices(application: Application) -> None:
    """Somebody who applied on LinkedIn was told one thing, will be told another, and LinkedIn did not take a third."""
    known = {"job_application": "urn:li:jobApplication:1", "organization": "urn:li:organization:1"}
    applied = AppliedOnLinkedIn.objects.create(application=application, applied_at=clock.now(), **known)
    states: dict[NoticeAction, dict[str, Any]] = {
        NoticeAction.VIEWED: {"state": "sent", "sent_at": clock.now()},
        NoticeAction.SCREENED: {"state": "refused", "error": "422 jobApplicationId: does not exist"},
        NoticeAction.REJECTED: {"state": "waiting"},
    }
    for number, (action, state) in enumerate(states.items()):
        times = {"performed_at": clock.now(), "due_at": clock.now() + timedelta(minutes=10)}
        Notice.objects.create(applied=applied, action=action, event_id=number, **times, **state)


def _row(kind: Kind, object_id: str, parent: str, values: dict[str, Any]) -> None:
    known = {"organization": "urn:li:organization:1", "rank": 1, "acknowledged": 1, "parent": parent}
    SyncRow.objects.create(kind=kind, object_id=object_id, **known, **values)


PAGES: dict[str, tuple[str, Address]] = {
    "sign-in": ("anonymous", _plain("account_login")),
    "password-forgotten": ("anonymous", _plain("account_reset_password")),
    "home": ("recruiter", _plain("web:home")),
    "home-empty": ("nobody", _plain("web:home")),
    "search": ("recruiter", lambda _world: reverse("web:search") + "?q=s"),
    "activity": ("recruiter", _plain("web:activity")),
    "settings": ("recruiter", _plain("accounts:profile-edit")),
    "connections": ("recruiter", _plain("accounts:connection-list")),
    "sign-ins": ("recruiter", _plain("accounts:session-list")),
    "password": ("recruiter", _plain("account_change_password")),
    "people": ("admin", _plain("accounts:person-list")),
    "equality-figures": ("admin", _plain("privacy:equality-report")),
    "equality-accesses": ("admin", _plain("privacy:access-list")),
    "person": ("admin", lambda world: reverse("accounts:person-edit", args=[world.colleague.public_id])),
    "invite": ("admin", _plain("accounts:person-invite")),
    "organisation": ("admin", _plain("accounts:environment-edit")),
    "preview": ("admin", _plain("accounts:preview-edit")),
    "not-found": ("recruiter", lambda _world: "/no-such-page/"),
    "no-access": ("interviewer", _plain("candidates:candidate-list")),
    "jobs": ("recruiter", _plain("jobs:job-list")),
    "job-new": ("recruiter", _plain("jobs:job-create")),
    "job-details": ("recruiter", _job("jobs:job-details")),
    "job-team": ("recruiter", _job("jobs:job-team")),
    "job-process": ("recruiter", _job("jobs:job-process")),
    "job-activity": ("recruiter", _job("jobs:job-activity")),
    "job-postings": ("recruiter", _job("postings:job-postings")),
    "job-draft": ("recruiter", lambda world: reverse("jobs:job-details", args=[world.draft.public_id])),
    "job-close": ("recruiter", _job("jobs:job-close")),
    "job-linkedin": ("recruiter", _job("linkedin:job-diagnosis")),
    "webhooks": ("admin", _plain("api:endpoint-list")),
    "webhook-new": ("admin", _plain("api:endpoint-create")),
    "webhook": ("admin", _endpoint("api:endpoint-read")),
    "webhook-settings": ("admin", _endpoint("api:endpoint-edit")),
    "webhook-delete": ("admin", _endpoint("api:endpoint-delete")),
    "webhook-resend": ("admin", _endpoint("api:endpoint-resend")),
    "webhook-delivery": ("admin", lambda world: reverse("api:delivery-read", args=[world.delivery.public_id])),
    "linkedin-look-up": ("admin", lambda _world: reverse("linkedin:look-up") + "?q=be"),
    "linkedin-closed": ("admin", _plain("linkedin:closed")),
    "linkedin-closed-delete": ("admin", lambda _world: reverse("linkedin:closed-delete") + "?everybody=1"),
    "linkedin-notices": ("admin", _plain("linkedin:notices")),
    "linkedin-pages": ("admin", _plain("linkedin:pages")),
    "linkedin-records": ("admin", _candidate("linkedin:records")),
    "linkedin-help": ("admin", _plain("linkedin:help")),
    "person-add": ("recruiter", _job("applications:person-add")),
    "board": ("recruiter", _job("applications:applicant-board")),
    "applicants": ("recruiter", _job("applications:applicant-list")),
    "prospects": ("recruiter", _job("applications:prospect-list")),
    "application": (
        "recruiter",
        lambda world: reverse("applications:application-read", args=[world.application.public_id]),
    ),
    "feedback": (
        "recruiter",
        lambda world: reverse("applications:application-tab", args=[world.application.public_id, "feedback"]),
    ),
    "reject": ("recruiter", _application("applications:application-reject")),
    "note": ("recruiter", _application("applications:note-create")),
    "add-to-job": (
        "recruiter",
        lambda world: reverse("applications:people-add") + f"?candidate={world.candidate.public_id}",
    ),
    "drawer-interviews": (
        "recruiter",
        lambda world: reverse("applications:application-tab", args=[world.application.public_id, "interviews"]),
    ),
    "interviews": ("recruiter", _plain("interviews:interview-list")),
    "interviews-none": ("nobody", _plain("interviews:interview-list")),
    "job-interviews": ("recruiter", _job("interviews:job-interview-list")),
    "interview": ("recruiter", _interview("interviews:interview-read")),
    "interview-mine": ("interviewer", _interview("interviews:interview-read")),
    "interview-offered": (
        "recruiter",
        lambda world: reverse("interviews:interview-read", args=[world.offered.public_id]),
    ),
    "interview-plan": ("recruiter", _application("interviews:interview-plan")),
    "interview-change": ("recruiter", _interview("interviews:interview-change")),
    "interview-cancel": ("recruiter", _interview("interviews:interview-cancel")),
    "invitation": ("anonymous", lambda _world: _links["offered"]),
    "invitation-booked": ("anonymous", lambda _world: _links["booked"]),
    "invitation-gone": ("anonymous", lambda _world: "/your-interview/guessed/"),
    "home-interviewer": ("interviewer", _plain("web:home")),
    "candidates": ("recruiter", _plain("candidates:candidate-list")),
    "candidate-change": ("recruiter", _candidate("candidates:candidate-change")),
    "candidate-documents": ("recruiter", _candidate("candidates:candidate-documents")),
    "pools": ("recruiter", _plain("candidates:pool-list")),
    "pool": ("recruiter", _pool("candidates:pool-read")),
    "pool-share": ("recruiter", _pool("candidates:pool-share")),
    "careers": ("anonymous", _plain("careers:job-list")),
    "candidate": ("recruiter", _candidate("candidates:candidate-read")),
    "candidate-linkedin": ("recruiter", _candidate("linkedin:tab")),
}
