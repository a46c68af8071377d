"""The apply form. Everything in it comes from somebody nobody knows."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import RegexValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tiltrekk.accounts.models import Environment
from tiltrekk.candidates import filetypes
from tiltrekk.candidates.filetypes import Upload
from tiltrekk.candidates.models import Source
from tiltrekk.candidates.services import EducationEntry, ExperienceEntry, Profile
from tiltrekk.core.ids import new_public_id
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import process

from .services import Sent

RESUME_TYPES = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt")
MOST_ENTRIES = 30
LONGEST_LETTER = 20_000  # characters
_LONGEST_PROFILE = 20_000


def terms() -> str:
    """What somebody agrees to who applies, here or elsewhere."""
    text = _("%(company)s may keep what I send here and use it to consider me for this job.")
    return text % {"company": Environment.current().name}


class ApplyForm(forms.Form):
    """Résumé first, then who you are (SITE-13). ``token`` marks one showing of the form."""

    resume = forms.FileField(
        label=pgettext_lazy("document", "Résumé"),
        widget=forms.FileInput(attrs={"accept": ",".join(RESUME_TYPES)}),
    )
    given_name = forms.CharField(
        label=gettext_lazy("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    surname = forms.CharField(
        label=gettext_lazy("Surname"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    cover_letter = forms.CharField(
        label=pgettext_lazy("document", "Cover letter"),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    terms = forms.BooleanField()
    token = forms.CharField(widget=forms.HiddenInput, validators=[RegexValidator(r"\A[0-9a-f]{32}\Z")])
    profile = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_LONGEST_PROFILE)
    filled_by = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, job: Job, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["token"].initial = new_public_id()
        self.fields["resume"].required = process.settings(job).resume_required
        self.fields["resume"].help_text = _("PDF, Word, OpenDocument, RTF or text, up to %(size)s.") % {
            "size": filesizeformat(settings.MAX_DOCUMENT_BYTES)
        }
        self.fields["terms"].label = terms()

    def clean_resume(self) -> Upload | None:
        """A résumé is a document of a known kind, told by its bytes, and not too large."""
        upload: Upload | None = self.cleaned_data["resume"]
        if upload is None:
            return None
        if (upload.size or 0) > settings.MAX_DOCUMENT_BYTES:
            limit = filesizeformat(settings.MAX_DOCUMENT_BYTES)
            raise forms.ValidationError(_("The file is larger than %s.") % limit)
        name = str(upload.name)
        if not name.lower().endswith(RESUME_TYPES) or not filetypes.sniff(upload, name):  # type: ignore[arg-type]
            raise forms.ValidationError(_("This is no PDF, Word, OpenDocument, RTF or text file."))
        return upload

    def sent(self) -> Sent:
        """Return what the service takes. Call it only after ``is_valid``."""
        given = self.cleaned_data
        letter = given["cover_letter"].strip()
        return Sent(
            token=given["token"],
            given_name=given["given_name"],
            surname=given["surname"],
            email=given["email"],
            phone=given["phone"],
            resume=given["resume"],
            cover_letter=SimpleUploadedFile("cover-letter.txt", letter.encode(), "text/plain") if letter else None,
            profile=read_profile(given["profile"]),
            source=Source.LINKEDIN if given["filled_by"] == "linkedin" else Source.CAREER_SITE,
        )


def read_profile(text: str) -> Profile | None:
    """Read the profile a filler put into the form: JSON with ``experience``, ``education``, ``skills``.

    It came through the person's browser, so it is user input: of any other shape it is left out.
    """
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return Profile(
        experience=[
            ExperienceEntry(title=_text(entry, "title"), organisation=_text(entry, "organisation"))
            for entry in _entries(data, "experience")
            if _text(entry, "title")
        ],
        education=[
            EducationEntry(school=_text(entry, "school"), degree=_text(entry, "degree"))
            for entry in _entries(data, "education")
            if _text(entry, "school")
        ],
        skills=[skill[:80] for skill in _list(data, "skills") if isinstance(skill, str)],
    )


def _list(data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    return found[:MOST_ENTRIES] if isinstance(found, list) else []


def _entries(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [entry for entry in _list(data, name) if isinstance(entry, dict)]


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value.strip()[:160] if isinstance(value, str) else ""
