"""Forms of webhooks. They check shape; services check rules."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core import telling
from tiltrekk.core.addresses import LONGEST

from .models import Endpoint


def _events() -> list[tuple[str, Any]]:
    return [(one.verb, one.label) for group in telling.groups() for one in group.told]


class EndpointForm(forms.Form):
    """Where, and what."""

    description = forms.CharField(
        label=pgettext_lazy("endpoint", "Name"), max_length=120, help_text=_("Such as the system that listens there.")
    )
    url = forms.CharField(
        label=pgettext_lazy("web", "Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It must begin with https:// and be reachable from the public network."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=_events,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )

    @property
    def groups(self) -> Iterator[tuple[Any, list[BoundWidget]]]:
        """The check boxes, by noun."""
        boxes = {box.data["value"]: box for box in self["events"].subwidgets}
        for group in telling.groups():
            yield group.label, [boxes[one.verb] for one in group.told]

    @classmethod
    def of(cls, endpoint: Endpoint) -> "EndpointForm":
        """Return the form as the endpoint stands."""
        names = ("url", "description", "events")
        return cls(initial={name: getattr(endpoint, name) for name in names})


class ResendForm(forms.Form):
    """Everything given up since a moment."""

    since = forms.DateTimeField(
        label=pgettext_lazy("time", "Since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
