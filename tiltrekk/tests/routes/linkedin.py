"""LinkedIn: administrators connect, everybody with a hiring role connects their own account."""

from typing import Any

from tiltrekk.core import clock
from tiltrekk.linkedin.models import AppliedOnLinkedIn, HeldExport, Notice, WhyHeld
from world import World


def _held(world: World) -> dict[str, Any]:
    held, _made = HeldExport.objects.get_or_create(
        request_id="request",
        member="urn:li:person:ola",
        defaults={
            "job": world.job,
            "why": WhyHeld.NO_PROSPECTS,
            "profile": {"member": "urn:li:person:ola", "firstName": "Ola", "lastName": "Dybvåg"},
            "received_at": clock.now(),
        },
    )
    return {"public_id": held.public_id}


def _notice(world: World) -> dict[str, Any]:
    name = {"job_application": "urn:li:jobApplication:1", "organization": "urn:li:organization:1"}
    given = {**name, "applied_at": clock.now()}
    applied, _made = AppliedOnLinkedIn.objects.get_or_create(application=world.application, defaults=given)
    times = {"performed_at": clock.now(), "due_at": clock.now()}
    notice, _made = Notice.objects.get_or_create(applied=applied, event_id=1, defaults={"action": "HIRED", **times})
    return {"public_id": notice.public_id}


ARGS = {
    "linkedin:held-add": _held,
    "linkedin:held-discard": _held,
    "linkedin:notice-take-back": _notice,
}

# The columns are those of world.KINDS.
TABLE = """
GET  linkedin:admin                           302 403 403 403 403 403 403 403 200
POST linkedin:company-save                    302 403 403 403 403 403 403 403 422
POST linkedin:posting-save                    302 403 403 403 403 403 403 403 422
POST linkedin:feed-release                    302 403 403 403 403 403 403 403 302
POST linkedin:connect                         302 403 403 403 403 403 403 403 302
POST linkedin:go-on                         302 403 403 403 403 403 403 403 302
POST linkedin:integrated                      302 403 403 403 403 403 403 403 302
POST linkedin:notify                          302 403 403 403 403 403 403 403 302
POST linkedin:apply-look                      302 403 403 403 403 403 403 403 302
POST linkedin:onsite-look                     302 403 403 403 403 403 403 403 302
POST linkedin:onsite                          302 403 403 403 403 403 403 403 302
POST linkedin:onsite-again                    302 403 403 403 403 403 403 403 302
POST linkedin:leave                           302 403 403 403 403 403 403 403 302
POST linkedin:imported-keep                   302 403 403 403 403 403 403 403 302
POST linkedin:imported-delete                 302 403 403 403 403 403 403 403 302
POST linkedin:pause                           302 403 403 403 403 403 403 403 302
POST linkedin:resume                          302 403 403 403 403 403 403 403 302
POST linkedin:resend                          302 403 403 403 403 403 403 403 302
POST linkedin:retry                           302 403 403 403 403 403 403 403 302
GET  linkedin:look-up                         302 403 403 403 403 403 403 403 200
GET  linkedin:help                            302 200 200 200 200 200 200 200 200
GET  linkedin:closed                          302 403 403 403 403 403 403 403 200
POST linkedin:closed                          302 403 403 403 403 403 403 403 403
GET  linkedin:closed-delete                   302 403 403 403 403 403 403 403 302
POST linkedin:closed-delete                   302 403 403 403 403 403 403 403 302
GET  linkedin:closed-keep                     302 403 403 403 403 403 403 403 302
POST linkedin:closed-keep                     302 403 403 403 403 403 403 403 302
GET  linkedin:notices                         302 403 403 403 403 403 403 403 200
POST linkedin:notices                         302 403 403 403 403 403 403 403 403
POST linkedin:notices-save                    302 403 403 403 403 403 403 403 422
POST linkedin:notice-take-back                302 404 403 403 404 302 404 403 302
GET  linkedin:pages                           302 403 403 403 403 403 403 403 200
POST linkedin:pages                           302 403 403 403 403 403 403 403 200
POST linkedin:page-remove                     302 403 403 403 403 403 403 403 404
POST linkedin:job-page                        302 404 403 302 404 302 404 403 302
POST linkedin:support                         302 403 403 403 403 403 403 403 404
POST linkedin:rotate                          302 403 403 403 403 403 403 403 302
POST linkedin:member-connect                  302 403 403 409 409 409 409 403 403
GET  linkedin:member-return                   302 302 302 302 302 302 302 302 302
POST linkedin:member-return                   302 302 302 302 302 302 302 302 302
POST linkedin:member-disconnect               302 302 302 302 302 302 302 302 302
GET  linkedin:frame-connect                   302 403 403 403 403 403 403 403 404
GET  linkedin:frame-connect-apply             302 403 403 403 403 403 403 403 404
GET  linkedin:frame-connect-onsite            302 403 403 403 403 403 403 403 404
GET  linkedin:frame-profile                   302 404 404 404 404 404 404 404 404
GET  linkedin:frame-apply                     404 404 404 404 404 404 404 404 404
POST linkedin:held-add                        302 404 404 302 404 302 404 404 302
POST linkedin:held-discard                    302 404 404 302 404 302 404 404 302
GET  linkedin:job-diagnosis                   302 404 200 200 404 200 404 403 200
GET  linkedin:job-preview                     302 404 200 200 404 200 404 403 200
POST linkedin:job-test                        302 404 403 302 404 302 404 403 302
POST linkedin:posting-seen                    302 404 404 404 404 404 404 403 404
POST linkedin:job-onsite                      302 404 403 403 404 302 404 403 302
POST linkedin:job-again                       302 404 403 403 404 302 404 403 302
GET  linkedin:tab                             302 404 200 200 200 200 200 404 200
POST linkedin:link                            302 404 403 409 409 409 409 404 409
POST linkedin:unlink                          302 404 403 302 302 302 302 404 302
GET  linkedin:records                         302 404 200 200 200 200 200 404 200
POST linkedin:remove                          302 404 404 404 404 404 404 404 404
POST linkedin:send-again                      302 404 404 404 404 404 404 404 404
GET  linkedin:callback                        404 404 404 404 404 404 404 404 404
POST linkedin:callback                        404 404 404 404 404 404 404 404 404
GET  linkedin:applications                    404 404 404 404 404 404 404 404 404
POST linkedin:applications                    404 404 404 404 404 404 404 404 404
GET  linkedin:feed                            404 404 404 404 404 404 404 404 404
"""
