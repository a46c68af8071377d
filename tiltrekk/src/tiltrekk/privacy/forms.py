"""Shapes of what people send: an applicant's answers, an administrator's question."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from . import quarters
from .questions import QUESTIONS


class AnswersForm(forms.Form):
    """The fixed questions; each may stay empty, and nothing else than the given answers is taken."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, sent: QueryDict | None = None, *, receipt: str = "") -> None:
        super().__init__(sent, auto_id="equality_%s", initial={"receipt": receipt})
        for question in QUESTIONS:
            self.fields[question.key] = forms.ChoiceField(
                label=question.label,
                choices=question.choices,
                required=False,
                widget=forms.RadioSelect,
                help_text=question.help,
                error_messages={"invalid_choice": _("Choose one of the answers, or leave the question empty.")},
            )

    def answers(self) -> dict[str, str]:
        """Return the answers by question. Call it only after ``is_valid``."""
        return {question.key: self.cleaned_data[question.key] for question in QUESTIONS}


class ReceiptForm(forms.Form):
    """Which sent form to withdraw the answers of."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=200)


class FiguresForm(forms.Form):
    """Which quarter somebody wants to look at, and what for."""

    quarter = forms.TypedChoiceField(label=_("Period"), coerce=date.fromisoformat)
    purpose = forms.CharField(
        label=_("What you need the figures for"),
        max_length=300,
        help_text=_("Kept with your name and the time. All administrators can read it."),
    )

    def __init__(self, *args: Any, counted: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.isoformat(), quarters.name(one)) for one in counted]
        self.fields["quarter"].choices = choices  # type: ignore[attr-defined]
