"""What every form needs: refusals beside the fields they are about."""

from django import forms

from tiltrekk.core.errors import AppError


def show_reasons(form: forms.BaseForm, error: AppError) -> None:
    """Put each reason of a refusal beside its field, or on top of the form when it is about none."""
    for reason in error.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.text)
