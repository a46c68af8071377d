"""Shapes of what people send about applications. The rules are in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.candidates.filetypes import ACCEPT
from tiltrekk.candidates.models import DocumentKind, Source

from .models import RejectionReason, Visibility

_SHORT = forms.Textarea(attrs={"rows": 3})


class PersonForm(forms.Form):
    """Somebody for a job (CAND-07)."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    surname = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    title = forms.CharField(label=_("Present title"), max_length=160, required=False)
    employer = forms.CharField(label=_("Present employer"), max_length=160, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=Source, initial=Source.ADDED_BY_RECRUITER)
    resume = forms.FileField(
        label=_("Résumé"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT})
    )
    kind = forms.ChoiceField(label=pgettext_lazy("person", "Add as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class RejectForm(forms.Form):
    """Why somebody is rejected (CAND-19)."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *RejectionReason.choices], required=True
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=_SHORT,
        help_text=_("Only the hiring team reads it."),
    )


class NoteForm(forms.Form):
    """A note and who reads it."""

    text = forms.CharField(
        label=pgettext_lazy("note", "Note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    visibility = forms.ChoiceField(
        label=_("Who reads it"), choices=Visibility, widget=forms.RadioSelect, initial=Visibility.TEAM
    )


class FeedbackForm(forms.Form):
    """One colleague's judgement (CAND-30)."""

    recommended = forms.TypedChoiceField(
        label=_("Do you recommend to continue?"),
        choices=[("yes", pgettext_lazy("recommended", "Yes")), ("no", pgettext_lazy("recommended", "No"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    strengths = forms.CharField(label=_("Strengths"), max_length=5000, required=False, widget=_SHORT)
    weaknesses = forms.CharField(label=_("Weaknesses"), max_length=5000, required=False, widget=_SHORT)
    overall = forms.CharField(label=_("Overall"), max_length=5000, required=False, widget=_SHORT)


class RequestForm(forms.Form):
    """A colleague to ask, and until when."""

    colleague = forms.ModelChoiceField(
        label=_("Colleague"), queryset=User.objects.none(), to_field_name="public_id", empty_label=None
    )
    due = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class DocumentForm(forms.Form):
    """A file for an application."""

    upload = forms.FileField(label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind, initial=DocumentKind.RESUME)
