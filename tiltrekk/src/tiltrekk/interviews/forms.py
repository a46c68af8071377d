"""Shapes of what people send about interviews. The rules are in the services."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tiltrekk.accounts.forms import all_zones
from tiltrekk.accounts.models import User

from .models import Interview, Kind, State
from .services import Plan
from .services.planning import LONGEST, SHORTEST

FIXED, CHOOSE, KEEP = "fixed", "choose", "keep"
DAYS = 4
_DATE = {"type": "date"}
_TIME = {"type": "time"}


class DayForm(forms.Form):
    """Times on one day: from, to. Empty when the day is not needed."""

    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs=_DATE))
    begins = forms.TimeField(
        label=pgettext_lazy("time", "From"), required=False, widget=forms.TimeInput(attrs=_TIME, format="%H:%M")
    )
    ends = forms.TimeField(
        label=pgettext_lazy("time", "To"), required=False, widget=forms.TimeInput(attrs=_TIME, format="%H:%M")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in self.fields.values():
            one.needed_later = True  # type: ignore[attr-defined]  # a day that is begun needs all three

    def clean(self) -> dict[str, Any]:
        """All three or none."""
        given: dict[str, Any] = self.cleaned_data
        filled = [name for name in ("day", "begins", "ends") if given.get(name)]
        if filled and len(filled) < len(self.fields) and not self.errors:
            raise forms.ValidationError(_("A day needs a date, from and to."))
        return given

    def starts(self, minutes: int, every: int) -> Iterator[datetime]:
        """Return the naive beginnings that leave room for a whole interview."""
        given = self.cleaned_data
        if not given.get("day"):
            return
        moment = datetime.combine(given["day"], given["begins"])
        end = datetime.combine(given["day"], given["ends"])
        while moment + timedelta(minutes=minutes) <= end:
            yield moment
            moment += timedelta(minutes=every)


_DayForms = forms.formset_factory(DayForm, extra=DAYS, max_num=DAYS)


class PlanForm(forms.Form):
    """An interview: what, who, how long, and when. ``days`` is the set of forms for times to choose among."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    kind = forms.ChoiceField(
        label=pgettext_lazy("interview", "How"), choices=Kind, widget=forms.RadioSelect, initial=Kind.VIDEO
    )
    place = forms.CharField(
        label=gettext_lazy("Place, number or link"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The candidate reads it. A video call needs its link: https://…"),
    )
    panel = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who interviews"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    shows_panel = forms.BooleanField(label=gettext_lazy("Tell the candidate who interviews"), required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=SHORTEST, max_value=LONGEST, initial=45)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=all_zones)
    way = forms.ChoiceField(label=pgettext_lazy("interview", "When"), widget=forms.RadioSelect)
    date = forms.DateField(label=gettext_lazy("Date"), required=False, widget=forms.DateInput(attrs=_DATE))
    at = forms.TimeField(
        label=gettext_lazy("Time"), required=False, widget=forms.TimeInput(attrs=_TIME, format="%H:%M")
    )
    every = forms.IntegerField(
        label=gettext_lazy("A time every … minutes"), min_value=SHORTEST, max_value=LONGEST, initial=60
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mails"), choices=settings.LANGUAGES)
    tells_candidate = forms.BooleanField(label=gettext_lazy("Write to the candidate by e-mail"), required=False)

    def __init__(self, *args: Any, team: Any, ways: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["panel"].queryset = team  # type: ignore[attr-defined]
        labels = {
            CHOOSE: _("The candidate chooses among the times offered"),
            FIXED: _("At a fixed time"),
            KEEP: _("As it is"),
        }
        self.fields["way"].choices = [(one, labels[one]) for one in ways]  # type: ignore[attr-defined]
        for name in ("date", "at"):
            self.fields[name].needed_later = True  # type: ignore[attr-defined]  # with a fixed time
        if not self.is_bound:
            self.initial.setdefault("way", ways[0])
        self.days = _DayForms(self.data if self.is_bound else None, prefix="days")

    def clean(self) -> dict[str, Any]:
        """Make the moments out of days, times and the zone; a time that the clocks skip or double is refused."""
        given: dict[str, Any] = super().clean() or {}
        way = given.get("way")
        given["moment"], given["moments"] = None, []
        if not {"minutes", "time_zone", "every"} <= set(given):
            return given
        zone = ZoneInfo(given["time_zone"])
        if way == FIXED:
            given["moment"] = self._moment(given, zone)
        elif way == CHOOSE:
            given["moments"] = self._moments(given, zone)
        return given

    def _moment(self, given: dict[str, Any], zone: ZoneInfo) -> datetime | None:
        if given.get("date") and isinstance(given.get("at"), time):
            return self._aware(datetime.combine(given["date"], given["at"]), zone)
        for name in ("date", "at"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for a fixed time."))
        return None

    def _moments(self, given: dict[str, Any], zone: ZoneInfo) -> list[datetime]:
        if not self.days.is_valid():
            self.add_error("way", _("A day needs a date, from and to."))
            return []
        naive = [one for day in self.days for one in day.starts(given["minutes"], given["every"])]
        if not naive:
            self.add_error("way", _("Give at least one day with room for an interview."))
        return [moment for one in naive if (moment := self._aware(one, zone))]

    def _aware(self, naive: datetime, zone: ZoneInfo) -> datetime | None:
        try:
            with timezone.override(zone):
                return from_current_timezone(naive)
        except forms.ValidationError as error:
            self.add_error("way", error)
            return None

    def plan(self) -> Plan:
        """Return what the service takes. Call it only after ``is_valid``."""
        given = self.cleaned_data
        return Plan(
            at=given["moment"],
            times=given["moments"],
            panel=list(given["panel"]),
            **{name: given[name] for name in Plan.FIELDS},
        )


def initial_of(interview: Interview) -> dict[str, Any]:
    """Return what the form of a planned interview begins with."""
    at = interview.starts_at.astimezone(interview.zone) if interview.starts_at else None
    booked = interview.state == State.BOOKED
    return {
        **{name: getattr(interview, name) for name in Plan.FIELDS},
        "panel": [one.user.public_id for one in interview.panel.filter(left_at=None).select_related("user")],
        "date": at.date() if at and booked else None,
        "at": at.time() if at and booked else None,
        "every": 60,
        "way": KEEP,
    }


class CancelForm(forms.Form):
    """Whether the candidate is told."""

    tells_candidate = forms.BooleanField(
        label=gettext_lazy("Tell the candidate by e-mail"), required=False, initial=True
    )


class WordsForm(forms.Form):
    """What a candidate says when no time fits."""

    words = forms.CharField(
        label=gettext_lazy("What would suit you?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
