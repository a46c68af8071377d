"""Shapes of the forms on the LinkedIn page of the Admin center."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.linkedin.models import Basis, JobMode
from tiltrekk.linkedin.notices.choosing import LEAST_MINUTES, MOST_MINUTES


class CompanyForm(forms.Form):
    """Name and ID of the company page."""

    name = forms.CharField(
        label=_("Company name"), max_length=100, help_text=_("Exactly as the LinkedIn page spells it.")
    )
    company_id = forms.CharField(
        label=_("Company ID"),
        max_length=20,
        help_text=_("The digits at the end of the page's admin address."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class PostingForm(forms.Form):
    """How jobs reach LinkedIn (decision 13), and who is matched there."""

    mode = forms.ChoiceField(
        label=pgettext_lazy("LinkedIn", "How jobs are posted"),
        choices=[
            (JobMode.FEED, _("Feed: LinkedIn reads it about once a day")),
            (JobMode.API, _("API: sent at once, with LinkedIn's answer")),
            (JobMode.RECRUITER, _("Recruiter only: nothing is public on LinkedIn")),
        ],
    )
    match_pool_members = forms.BooleanField(
        label=_("Match people who are only in a talent pool"),
        required=False,
        help_text=_("Otherwise LinkedIn is told of people past Prospect only."),
    )


class NoticeForm(forms.Form):
    """Whether applicants are told, and after how long."""

    tell_applicants = forms.BooleanField(
        label=_("Tell applicants on LinkedIn"),
        required=False,
        help_text=_("Opened, résumé downloaded, screened, interviewed, rejected, hired."),
    )
    notice_minutes = forms.IntegerField(
        label=_("Minutes to undo"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        help_text=_("So long a rejection, a move or a hire can be undone before LinkedIn hears of it."),
    )


class KeepForm(forms.Form):
    """Why somebody who left LinkedIn is kept."""

    basis = forms.ChoiceField(label=pgettext_lazy("keeping somebody", "Ground"), choices=Basis)
    reason = forms.CharField(
        label=pgettext_lazy("keeping somebody", "Reason"),
        max_length=300,
        help_text=_("Kept with the decision, for whoever asks later."),
    )

    def clean_basis(self) -> Basis:
        return Basis(self.cleaned_data["basis"])
