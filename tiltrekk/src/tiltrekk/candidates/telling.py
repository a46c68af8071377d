"""What other systems may be told of people: that something happened to whom, never what is known of them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.telling import Told, Values, offer, picked

from .models import Candidate


def register() -> None:
    """Called once, when the program starts."""
    offer(
        _("Candidates"),
        Told("candidate.created", pgettext_lazy("event", "A person was added")),
        Told("candidate.changed", pgettext_lazy("event", "A person's profile was changed")),
        Told("candidate.document_added", pgettext_lazy("event", "A document was added to a person"), picked("kind")),
        Told("candidate.document_deleted", pgettext_lazy("event", "A person's document was deleted"), picked("kind")),
        Told("candidate.merged", pgettext_lazy("event", "Two records of a person became one"), _other),
        Told("candidate.deleted", pgettext_lazy("event", "A person was deleted"), ends=True),
        about_people=True,
    )


def _other(values: Values) -> Values:
    """Tell whose record is no more."""
    found = Candidate.objects.filter(pk=values["merged"]).values_list("public_id", flat=True)
    return {"merged": found.first()}
