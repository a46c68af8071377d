"""Shapes of what people send about candidates and pools. The rules are in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User

from .filetypes import ACCEPT
from .models import Candidate, DocumentKind, Source, TalentPool
from .services import ContactDetails


class _Lines(forms.CharField):
    """One value a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def run_validators(self, value: Any) -> None:
        """The service says what is wrong with a line."""

    def validate(self, value: Any) -> None:
        """Empty is allowed."""


class DetailsForm(forms.Form):
    """What staff may change of a person (CAND-01)."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    surname = forms.CharField(label=_("Last name"), max_length=80, required=False)
    current_title = forms.CharField(label=_("Present title"), max_length=160, required=False)
    current_employer = forms.CharField(label=_("Present employer"), max_length=160, required=False)
    emails = _Lines(
        label=_("E-mail addresses"), required=False, help_text=_("One a line; the first is the one we write to.")
    )
    phones = _Lines(label=_("Phone numbers"), required=False, help_text=_("One a line."))
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    country = forms.RegexField(
        label=_("Country code"),
        regex="^[A-Za-z]{2}$",
        max_length=2,
        required=False,
        help_text=_("Two letters, such as NO."),
    )
    source = forms.ChoiceField(label=_("Source"), choices=[("", "–"), *Source.choices], required=False)
    source_comment = forms.CharField(label=_("About the source"), max_length=200, required=False)
    do_not_contact = forms.BooleanField(label=_("Do not contact"), required=False)

    @classmethod
    def of(cls, person: Candidate) -> "DetailsForm":
        """Return the form filled with what is known."""
        known = {name: getattr(person, name) for name in ContactDetails.COLUMNS}
        emails = [one.address for one in person.emails.order_by("-is_primary", "id")]
        phones = [one.number for one in person.phones.order_by("id")]
        return cls(initial={**known, "emails": emails, "phones": phones})

    def details(self) -> ContactDetails:
        """Return what the service takes."""
        return ContactDetails(**{**self.cleaned_data, "country": self.cleaned_data["country"].upper()})


class CreateForm(forms.Form):
    """A person who is on no job."""

    given_name = forms.CharField(label=_("First name"), max_length=80)
    surname = forms.CharField(label=_("Last name"), max_length=80, required=False)
    emails = forms.EmailField(label=_("E-mail"), required=False)
    source = forms.ChoiceField(label=_("Source"), choices=Source, initial=Source.ADDED_BY_RECRUITER)


class DocumentForm(forms.Form):
    """A file of a person."""

    upload = forms.FileField(label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}))
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind, initial=DocumentKind.RESUME)


class PoolForm(forms.Form):
    """The name of a pool."""

    name = forms.CharField(label=pgettext_lazy("pool", "Name"), max_length=80)


class ShareForm(forms.Form):
    """A colleague who may use the pool."""

    user = forms.ModelChoiceField(
        label=_("Colleague"), queryset=User.objects.none(), to_field_name="public_id", empty_label=None
    )

    def __init__(self, *args: Any, pool: TalentPool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = can_share_with(pool)  # type: ignore[attr-defined]


def can_share_with(pool: TalentPool) -> Any:
    """Return the colleagues with a hiring role who do not have the pool yet (POOL-03)."""
    from .services.pools import MAY_SHARE_WITH

    rows = User.objects.filter(is_active=True, role_assignments__role__in=MAY_SHARE_WITH).exclude(pk=pool.owner_id or 0)
    return rows.exclude(pk__in=pool.shares.values("user")).distinct().order_by("sort_name")


class MemberForm(forms.Form):
    """Somebody for a pool, by e-mail; names are needed for somebody new (POOL-06)."""

    email = forms.EmailField(label=_("E-mail"))
    given_name = forms.CharField(label=_("First name"), max_length=80)
    surname = forms.CharField(label=_("Last name"), max_length=80)
