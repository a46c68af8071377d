"""Why InMail and notes of a person are not here: the level, the pull, the link, or that they are private (LI-38)."""

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.linkedin.matched import known_member
from tiltrekk.linkedin.models import Access, Cursor, Level, LevelState
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence

from .finding import Finding, Weight
from .flow import LEVELS, connection_findings
from .person import why_held
from .reader import Reader

ALL = "all"  # the cursor that remembers the last pull


def why_no_activities(*, actor: User, candidate: Candidate) -> list[Finding]:
    """Why the list of recruiting activities lacks something. The caller has checked that the person may be seen."""
    reader = Reader(actor)
    if shut := connection_findings(reader):
        return shut
    if not Level.objects.filter(access=Access.CONTRACT, state=LevelState.ENABLED).exists():
        return [_company_only(reader)]
    found = [] if known_member(candidate) else [_not_linked(candidate)]
    return [*found, *_pull(reader), _private()]


def _company_only(reader: Reader) -> Finding:
    text = _("InMail activity and public notes come with contract level access, which is not switched on.")
    level = Level.objects.filter(access=Access.CONTRACT).first()
    asked = _("Look at the contract level") if level else _("Ask for the contract level")
    return Finding("company_level_only", text, *reader.admin(asked, LEVELS))


def _not_linked(candidate: Candidate) -> Finding:
    text = _("%s is not linked with a LinkedIn profile, and activities belong to a profile.") % candidate.name
    if why_held(candidate):  # there is no frame to link them in
        return Finding("not_linked", text, "", (), Weight.EXPECTED)
    return Finding("not_linked", text, _("Link the profile in LinkedIn's frame."))


def _pull(reader: Reader) -> list[Finding]:
    """LinkedIn tells nobody of a new InMail: we ask every half hour, the first time for three months."""
    broken = Cursor.objects.exclude(error="").order_by("-last_run").first()
    if broken:
        text = _("Reading InMail and notes from LinkedIn failed: %s") % explain(broken.error)
        return [Finding("pull_failed", text, *reader.admin(_("Open LinkedIn integration"), LEVELS))]
    last = Cursor.objects.filter(source=ALL).values_list("last_run", flat=True).first()
    text = _("InMail and notes are read every half hour; nothing has been read yet.")
    if last:
        text = _("InMail and notes are read every half hour; last begun %s.") % in_sentence(last)
    return [Finding("pull_delay", text, "", (), Weight.WAITS)]


def _private() -> Finding:
    text = _(
        "Of colleagues' InMail only the fact is shown; notes are private there unless their author says otherwise."
    )
    return Finding("private_by_default", text, "", (), Weight.EXPECTED)
