"""Shapes of what people send about a job. The rules are in the services."""

import json
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User

from . import countries
from .closing import AcceptedOffer
from .models import Audience, Job, JobRole, Process, StageKind, StatusReason
from .selectors import jobs as selectors
from .selectors import team
from .services.jobs import DETAILS
from .services.process import FREE_KINDS


class CreateForm(forms.Form):
    """Title, own role, template (JOB-01)."""

    title = forms.CharField(label=_("Job title"), max_length=200)
    role = forms.ChoiceField(label=_("Your role on this job"), widget=forms.RadioSelect)
    template = forms.ModelChoiceField(
        label=_("Process template"), queryset=Process.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, roles: list[JobRole], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["template"].queryset = templates = selectors.templates()  # type: ignore[attr-defined]
        if len(templates) == 1:  # nothing to choose
            del self.fields["template"]


class WordsField(SimpleArrayField):
    """Short words with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What people read about the job."""

    skills = WordsField(
        forms.CharField(max_length=60), label=_("Skills"), required=False, help_text=_("Separated by commas.")
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=countries.choices)

    class Meta:
        model = Job
        fields = DETAILS
        labels = {
            "title": _("Job title"),
            "description": _("Description"),
            "city": _("City"),
            "region": _("State or region"),
            "postal_code": _("Postal code"),
            "workplace": _("Workplace"),
            "openings": _("Openings"),
            "employment_type": _("Employment type"),
            "seniority": _("Seniority level"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("description", "city", "country"):
            self.fields[name].required = self.instance.is_active
            if not self.instance.is_active:
                self.fields[name].help_text = _("Needed before the job is activated.")
                self.fields[name].needed_later = True  # type: ignore[attr-defined]  # the tag "field" asks for it
        for name in ("employment_type", "seniority"):
            self.fields[name].choices = [("", "–"), *self.fields[name].choices[1:]]  # type: ignore[attr-defined]
        tools = {
            "bold": _("Bold"),
            "italic": _("Italic"),
            "insertUnorderedList": _("List"),
            "insertOrderedList": _("Numbered list"),
        }
        labels = {name: str(label) for name, label in tools.items()}
        self.fields["description"].widget.attrs["data-rich-text"] = json.dumps(labels)

    def _post_clean(self) -> None:
        """Leave the row alone: the service writes it."""


class UserField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Somebody who can sign in, by public id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), to_field_name="public_id", empty_label="", **options)


class MemberForm(forms.Form):
    """Somebody for the team, and their role there."""

    user = UserField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=JobRole)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = team.can_join()  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=JobRole)


class DelegateForm(forms.Form):
    """Somebody to stand in for oneself."""

    user = UserField(label=_("Person"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = team.can_join()  # type: ignore[attr-defined]


class StageForm(forms.Form):
    """A new stage."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, StageKind(kind).label) for kind in FREE_KINDS])
    name = forms.CharField(
        label=pgettext_lazy("stage", "Name"),
        max_length=60,
        required=False,
        help_text=_("Candidates read it. Empty: the word for its kind."),
    )


class ProspectsForm(forms.Form):
    """The Prospect activity."""

    enabled = forms.BooleanField(label=_("Use prospects"), required=False)
    allow_hiring_managers = forms.BooleanField(label=_("Hiring managers see and add prospects"), required=False)


class ApplicationForm(forms.Form):
    """The Application activity."""

    resume_required = forms.BooleanField(label=_("The apply form demands a résumé"), required=False)


class FeedbackForm(forms.Form):
    """The Feedback activity."""

    view_others_first = forms.BooleanField(
        label=_("Interviewers read others’ feedback before they give their own"), required=False
    )
    edit_after_submit = forms.BooleanField(label=_("Feedback can be changed after it was submitted"), required=False)


class EqualityForm(forms.Form):
    """The Equality activity: who is asked, after they have applied (PROC-26)."""

    audience = forms.ChoiceField(
        label=_("Questions about equality are asked of"),
        required=False,
        choices=[("", pgettext_lazy("audience", "Nobody")), *Audience.choices],
        help_text=_("Voluntary, after applying. Nobody who works with this job ever sees an answer."),
    )


class CloseForm(forms.Form):
    """Why a job is closed; *Position filled* only when somebody accepted an offer (JOB-06)."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    hired = forms.MultipleChoiceField(
        label=_("Who accepted the offer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, offers: list[AcceptedOffer], **options: Any) -> None:
        super().__init__(*args, **options)
        reasons = [StatusReason.CANCELLED] + ([StatusReason.FILLED] if offers else [])
        self.fields["reason"].choices = [(one.value, one.label) for one in reasons]  # type: ignore[attr-defined]
        self.fields["reason"].initial = reasons[-1]
        self.fields["hired"].choices = [(offer.id, offer.name) for offer in offers]  # type: ignore[attr-defined]
        if not offers:
            del self.fields["hired"]


class ReopenForm(forms.Form):
    """Whether the people come back with the job."""

    applications = forms.BooleanField(
        label=_("Open again the applications that were closed with the job"), required=False, initial=True
    )
