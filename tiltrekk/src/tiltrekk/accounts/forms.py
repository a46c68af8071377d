"""Forms of sign-in settings and of the Admin center. They check shape; services check rules."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Role

from .models import PREVIEW_FEATURES, ROLE_LABELS, THEMES, User

ROLE_HELP = _("Interviewers need no role here: they are put on the hiring team of a job.")


def _zones() -> list[tuple[str, str]]:
    return [("", str(_("The organisation's: %(zone)s")) % {"zone": settings.TIME_ZONE}), *all_zones()]


def all_zones() -> list[tuple[str, str]]:
    """Return every time zone by name, as choices."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]


class RolesField(forms.TypedMultipleChoiceField):
    """The four environment roles as check boxes."""

    def __init__(self) -> None:
        super().__init__(
            label=pgettext_lazy("people", "Roles"),
            choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
            coerce=Role,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=ROLE_HELP,
        )


class InviteForm(forms.Form):
    """Somebody new."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    roles = RolesField()


class RolesForm(forms.Form):
    """The roles of somebody here."""

    roles = RolesField()


class ProfileForm(forms.Form):
    """One's own name, language, time zone and look."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    title = forms.CharField(
        label=pgettext_lazy("person", "Title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("The browser's")), *settings.LANGUAGES]
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=_zones)
    theme = forms.ChoiceField(label=_("Appearance"), required=False, choices=THEMES)


class EnvironmentForm(forms.Form):
    """What everybody shares."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=80,
        help_text=_("As people and candidates read it."),
    )
    prefix = forms.CharField(  # type: ignore[assignment]  # a field; Django takes it out of the class
        label=_("Prefix of Job IDs"),
        max_length=6,
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9]{0,5}$", _("One to six letters and digits, a letter first."))],
        help_text=_("Jobs made from now on begin with it: N1-1042. Another installation needs another prefix."),
    )
    language = forms.ChoiceField(
        label=_("Language of invitations"),
        choices=settings.LANGUAGES,
        help_text=_("For people who have not chosen a language themselves."),
    )


class PreviewForm(forms.Form):
    """Features that are not for everybody yet."""

    features = forms.MultipleChoiceField(
        label=_("Preview features"),
        choices=list(PREVIEW_FEATURES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ChoosePasswordForm(forms.Form):
    """The first password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, user: User, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own signature
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
