"""Shapes of the forms on the LinkedIn page of the Admin center."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
