"""What teams see of people who applied on LinkedIn itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import DocumentKind
from tiltrekk.linkedin.models import AppliedOnLinkedIn, AwaitedFile
from tiltrekk.ui.times import in_sentence


def remarks(applications: Sequence[Application]) -> Mapping[int, Sequence[str]]:
    """Say when somebody applied there, and which of their files is not here: two questions for a page."""
    found: dict[int, list[str]] = defaultdict(list)
    keys = [one.pk for one in applications]
    for one in AppliedOnLinkedIn.objects.filter(application__in=keys):
        found[one.application_id].append(_("Applied on LinkedIn %s") % in_sentence(one.applied_at))
    if found:
        for file in AwaitedFile.objects.filter(application__in=list(found)).order_by("kind"):
            found[file.application_id].append(_file(file))
    return found


def _file(file: AwaitedFile) -> str:
    is_resume = file.kind == DocumentKind.RESUME
    if file.given_up_at:
        return _("LinkedIn did not give us the résumé.") if is_resume else _("LinkedIn did not give us the letter.")
    if is_resume:
        return _("The résumé is on its way from LinkedIn.")
    return _("The cover letter is on its way from LinkedIn.")
