"""What other systems may be told of applications. Notes are not told of: some are private (SEC-19)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.telling import Told, Values, offer, picked


def register() -> None:
    """Called once, when the program starts. What a person's export from LinkedIn brings is not told (LIP-09)."""
    offer(
        _("Applications"),
        Told("application.created", pgettext_lazy("event", "A person was added to a job, or applied"), _stages),
        Told("application.advanced", pgettext_lazy("event", "An application was moved to another stage"), _stages),
        Told("application.document_added", pgettext_lazy("event", "A document was added to an application"), _kind),
        Told("application.rejected", pgettext_lazy("event", "An application was rejected"), picked("reason")),
        Told("application.offer_accepted", pgettext_lazy("event", "An offer was accepted")),
        Told("application.closed", pgettext_lazy("event", "An application ended with its job"), picked("reason")),
        Told("application.reopened", pgettext_lazy("event", "An application was opened again")),
        Told("application.deleted", pgettext_lazy("event", "A person was taken off a job")),
        about_people=True,
    )
    offer(
        _("Feedback"),
        Told("feedback.requested", pgettext_lazy("event", "Feedback was asked for")),
        Told("feedback.submitted", pgettext_lazy("event", "Feedback was submitted")),
        Told("feedback.changed", pgettext_lazy("event", "Feedback was changed")),
        about_people=True,
    )


_kind = picked("kind")


def _stages(values: Values) -> Values:
    """Tell from which stage to which; keys of rows mean nothing to others."""
    return {name: {key: values[name][key] for key in ("kind", "label")} for name in ("from", "to") if name in values}
