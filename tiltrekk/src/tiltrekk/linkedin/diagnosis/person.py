"""Why is this person not in Recruiter (In ATS), why is the LinkedIn tab empty, why is nobody matched."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.company_pages import standing
from tiltrekk.linkedin.models import Held, Kind, MemberMatch, SyncRow
from tiltrekk.linkedin.projection.known import known
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence

from .finding import Act, Finding, Weight
from .flow import connection_findings
from .reader import JobReader, Reader, Remedy


def why_not_in_ats(*, actor: User, candidate: Candidate) -> list[Finding]:
    """Why Recruiter shows nothing of the person under *In ATS*; empty when it does.

    The caller has checked that the actor may see the person.
    """
    reader = Reader(actor)
    if shut := connection_findings(reader):
        return shut
    row = _row(candidate)
    held = Held.REMOVED if row and row.withheld else why_held(candidate)
    if held:
        return [_held(held, candidate, reader)]
    return [] if row and row.is_at_linkedin and not row.failed else [_on_its_way(row, reader)]


def why_held(candidate: Candidate) -> Held | None:
    """Return why LinkedIn is told nothing of the person, at any of the company's pages; None when it is."""
    return standing(candidate)[1]


def _row(candidate: Candidate) -> SyncRow | None:
    rows = SyncRow.objects.filter(kind=Kind.CANDIDATE, object_id=candidate.public_id)
    return rows.order_by("-withheld", "failed", "-digest").first()


def _held(held: Held, candidate: Candidate, reader: Reader) -> Finding:
    newest = candidate.applications.select_related("job", "stage", "candidate").order_by("-created_at").first()
    if held == Held.PROSPECT and newest:
        return _prospect(newest, reader)
    if held == Held.NO_APPLICATION:
        return _no_application(candidate, reader)
    if held == Held.REMOVED:
        text = _("A colleague removed %s from LinkedIn.") % candidate.name
        return Finding(held.value, text, *_records(candidate, reader))
    return Finding(held.value, _HELD[held]() % {"name": candidate.name}, *_mended_by(held, candidate, reader))


_HELD = {
    Held.OTHER_PAGE: lambda: _("The jobs of %(name)s belong to another company page."),
    Held.TEST_JOB: lambda: _("%(name)s is on a test job only, of which nothing goes to LinkedIn."),
    Held.RESTRICTED: lambda: _("The processing of %(name)s's data is restricted, so LinkedIn is told nothing."),
    Held.DELETED: lambda: _("%(name)s was deleted or merged into somebody else."),
    Held.NO_SURNAME: lambda: _("%(name)s has no surname, and LinkedIn needs one."),
    Held.NO_WAY_TO_MATCH: lambda: _(
        "%(name)s has neither an e-mail address nor a LinkedIn link, so LinkedIn cannot match them."
    ),
}


def _records(candidate: Candidate, reader: Reader) -> Remedy:
    """Who may delete people here may take them from LinkedIn, and give them back."""
    if allowed(reader.actor, Flag.DELETE_CANDIDATES, candidate):
        return "", (Act(_("Send them again"), reverse("linkedin:records", args=[candidate.public_id])),)
    return _("Somebody who may change candidates can do that."), ()


def _mended_by(held: Held, candidate: Candidate, reader: Reader) -> Remedy:
    if held == Held.NO_SURNAME:
        return _edit(_("Enter the surname"), candidate, reader)
    if held == Held.NO_WAY_TO_MATCH:
        return _edit(_("Enter an e-mail address"), candidate, reader)
    return "", ()


def _no_application(candidate: Candidate, reader: Reader) -> Finding:
    text = _("%s is on no job, and LinkedIn is told of applicants only.") % candidate.name
    in_pool = candidate.pools.exists()
    if in_pool and Flag.ACCESS_ADMIN_CENTER in reader.rights:
        remedy = reader.admin(_("Match people of talent pools too"), "li-posting")
        return Finding("no_application", text, *remedy)
    page = reverse("candidates:candidate-read", args=[candidate.public_id])
    return Finding("no_application", text, "", (Act(_("Add them to a job"), page),))


def _prospect(application: Application, reader: Reader) -> Finding:
    """Nothing of a prospect leaves (LI-33); the way is to move them on."""
    text = _("%(name)s is still a prospect: %(job)s, added %(when)s.") % {
        "name": application.candidate.name,
        "job": application.job.title,
        "when": in_sentence(application.created_at),
    }
    after = _(
        "The live profile appears once the person has moved past Prospect. "
        "Until then nothing about them is told to LinkedIn."
    )
    return Finding("prospect", f"{text} {after}", *_advance(application, reader))


def _advance(application: Application, reader: Reader) -> Remedy:
    job: Job = application.job
    of_job = JobReader(reader.actor, job)
    if Flag.ADVANCE_APPLICATION in of_job.rights:
        address = reverse("applications:application-read", args=[application.public_id])
        return "", (Act(_("Open the application and advance it"), address),)
    return of_job.on_job(Flag.ADVANCE_APPLICATION, _("Advance the application"), "jobs:job-read")


def _edit(label: str, candidate: Candidate, reader: Reader) -> Remedy:
    if allowed(reader.actor, Flag.EDIT_CANDIDATES, candidate):
        return "", (Act(label, reverse("candidates:candidate-change", args=[candidate.public_id])),)
    return _("Somebody who may change candidates can do that."), ()


def _on_its_way(row: SyncRow | None, reader: Reader) -> Finding:
    if row is None:
        text = _("The person has not been listed for LinkedIn yet; the history may still be loading.")
        return Finding("not_listed", text, *reader.admin(_("See how far it is"), "li-sync"), Weight.WAITS)
    if row.failed:
        text = _("LinkedIn did not take this person: %s") % explain(row.error)
        return Finding("refused", text, *reader.admin(_("All that was refused"), "li-sync"))
    text = _("On the way to LinkedIn. The profile shows here in a moment.")
    if row.since:
        text = _("On the way to LinkedIn; changed %s.") % in_sentence(row.since)
    return Finding("on_its_way", " ".join([text, *([explain(row.error)] if row.error else [])]), "", (), Weight.WAITS)


def why_not_matched(candidate: Candidate) -> list[Finding]:
    """Why LinkedIn has no profile for a person it holds: with what was asked, and when (rules 2 and 3 of matching)."""
    match = MemberMatch.objects.filter(row__object_id=candidate.public_id, asked_at__isnull=False).first()
    if match is None or match.asked_at is None:
        return []
    here = known(candidate)
    member, asked_with = here.member, ", ".join([candidate.name, *here.addresses])
    if len(match.members) > 1:
        text = _("LinkedIn has %(n)s profiles that fit %(who)s.") % {"n": len(match.members), "who": asked_with}
        return [Finding("several_match", text, _("Choose the right one in the frame to link."))]
    if member and match.members and member not in match.members:
        text = (
            _("The e-mail address belongs to somebody else on LinkedIn than the profile linked here: %s.") % asked_with
        )
        return [
            Finding("match_disagrees", text, _("Choose the right one in the frame to link, or correct the address."))
        ]
    if match.members or member:
        return []
    text = _("LinkedIn found nobody for %(who)s; asked %(when)s.") % {
        "who": asked_with,
        "when": in_sentence(match.asked_at),
    }
    return [Finding("no_match", text, _("Look for the profile in the frame, by name; there may be none."))]
