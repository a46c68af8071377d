"""The questions on the *thank you* page of the career site, which does not know of them."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from tiltrekk.accounts.models import Environment
from tiltrekk.careers import receipts
from tiltrekk.jobs.models import Job

from . import selectors
from .forms import AnswersForm


def panel(request: HttpRequest, job: Job) -> str:
    """Draw the form for who has just applied; nothing for whoever else comes to the page."""
    receipt = request.GET.get("receipt", "")[:200]
    if not receipts.submission(receipt) or not selectors.is_asked(job):
        return ""
    return render_to_string("privacy/questions.html", context(job, AnswersForm(receipt=receipt)), request)


def context(job: Job, form: AnswersForm) -> dict[str, object]:
    """Return what the questions need around them."""
    return {"form": form, "company": Environment.current().name, "audience": selectors.audience(job)}
