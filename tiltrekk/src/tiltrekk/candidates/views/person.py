"""The candidate list and one candidate."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.candidates import selectors, services
from tiltrekk.candidates.forms import CreateForm, DetailsForm, DocumentForm
from tiltrekk.candidates.lists import CandidateList
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.serving import serve
from tiltrekk.core import reading
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, flags, require
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next
from tiltrekk.ui.views import ListPage


class CandidateListPage(ListPage):
    """Everybody the organisation knows."""

    list_class = CandidateList
    template_name = "candidates/list.html"
    flag = Flag.READ_CANDIDATES

    def context(self, request: Any, **route: Any) -> dict[str, Any]:
        """The rights, for the button that adds a person."""
        del route
        return {"rights": flags(request.user)}


def page_context(request: SignedIn, person: Candidate) -> dict[str, Any]:
    """Return what the candidate page's head needs, on whatever floor its tab stands."""
    return {
        "person": person,
        "rights": flags(request.user, person),
        "pools": selectors.pools_of(actor=request.user, candidate=person),
        "duplicates": [
            one.other if one.candidate_id == person.pk else one.candidate
            for one in selectors.possible_duplicates(actor=request.user, candidate=person)
        ],
    }


@require_GET
def candidate_read(request: SignedIn, candidate_id: str) -> HttpResponse:
    """The profile."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    more = {
        "experience": person.experience.all(),
        "education": person.education.all(),
        "skills": person.skills.all(),
        "fillable": selectors.pools_to_fill(actor=request.user, candidate=person),
    }
    return render(request, "candidates/profile.html", page_context(request, person) | more)


@require_http_methods(["GET", "POST"])
def candidate_create(request: SignedIn) -> HttpResponse:
    """Add a person who is on no job."""
    require(request.user, Flag.EDIT_CANDIDATES)
    form = CreateForm(request.POST or None)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            person = services.create(actor=request.user, email=data.pop("emails"), **data)
        except Refused as error:
            show_reasons(form, error)
        else:
            return redirect("candidates:candidate-read", person.public_id)
    return _form(request, "candidates/create.html", {"form": form})


def _form(request: SignedIn, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def candidate_change(request: SignedIn, candidate_id: str) -> HttpResponse:
    """Change contact details."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    require(request.user, Flag.EDIT_CANDIDATES, person)
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm.of(person)
    if form.is_valid():
        try:
            services.change_contact_details(actor=request.user, candidate=person, details=form.details())
        except Refused as error:
            show_reasons(form, error)
        else:
            toast_next(request, _("was changed"), subject=person.name)
            return redirect("candidates:candidate-read", person.public_id)
    return _form(request, "candidates/change.html", page_context(request, person) | {"form": form})


@require_http_methods(["GET", "POST"])
def candidate_delete(request: SignedIn, candidate_id: str) -> HttpResponse:
    """Ask, then hide the person from everybody."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    require(request.user, Flag.DELETE_CANDIDATES, person)
    if request.method == "POST":
        services.delete(actor=request.user, candidate=person)
        toast_next(request, _("was deleted"), subject=person.name)
        return redirect("candidates:candidate-list")
    return render(request, "candidates/delete.html", page_context(request, person))


@require_http_methods(["GET", "POST"])
def candidate_documents(request: SignedIn, candidate_id: str) -> HttpResponse:
    """The person's files, and adding one."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.add_document(actor=request.user, candidate=person, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            return redirect("candidates:candidate-documents", person.public_id)
    documents = list(selectors.documents(actor=request.user, candidate=person))
    chosen = request.GET.get("document", "")
    shown = next((one for one in documents if one.public_id == chosen), documents[0] if documents else None)
    context = {"documents": documents, "shown": shown, "form": form}
    return _form(request, "candidates/documents.html", page_context(request, person) | context)


@require_GET
def document_read(request: SignedIn, candidate_id: str, document_id: str) -> FileResponse:
    """Send a file of a person the actor sees (SEC-28)."""
    document = _document(request, candidate_id, document_id)
    inline = "inline" in request.GET
    if not inline:
        reading.note(actor=request.user, verb=reading.DOWNLOADED, subject=document)
    return serve(document, inline=inline)


def _document(request: SignedIn, candidate_id: str, document_id: str) -> Any:
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    return get_object_or_404(selectors.documents(actor=request.user, candidate=person), public_id=document_id)


@require_POST
def document_delete(request: SignedIn, candidate_id: str, document_id: str) -> HttpResponse:
    """Delete a file."""
    services.delete_document(actor=request.user, document=_document(request, candidate_id, document_id))
    toast_next(request, _("Document deleted"))
    return redirect("candidates:candidate-documents", candidate_id)


@require_POST
def duplicate_dismiss(request: SignedIn, candidate_id: str, other_id: str) -> HttpResponse:
    """Say that two people are two people."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    for pair in selectors.possible_duplicates(actor=request.user, candidate=person):
        if other_id in (pair.candidate.public_id, pair.other.public_id):
            services.dismiss_duplicate(actor=request.user, duplicate=pair)
    return redirect("candidates:candidate-read", candidate_id)


@require_http_methods(["GET", "POST"])
def candidate_merge(request: SignedIn, candidate_id: str, other_id: str) -> HttpResponse:
    """Show the two side by side, then make one of them; offered for possible duplicates only."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    require(request.user, Flag.MERGE_CANDIDATES, person)
    other = selectors.person(actor=request.user, candidate_id=other_id)
    context = page_context(request, person) | {"other": other, "reasons": []}
    if other not in context["duplicates"]:
        raise Http404
    if request.method == "POST":
        try:
            services.merge(actor=request.user, survivor=person, other=other)
        except Refused as error:
            context["reasons"] = error.reasons
        else:
            toast_next(request, _("is one person now"), subject=person.name)
            return redirect("candidates:candidate-read", person.public_id)
    return render(request, "candidates/merge.html", context, status=422 if context["reasons"] else 200)


@require_POST
def pool_join(request: SignedIn, candidate_id: str) -> HttpResponse:
    """Put the person into a pool (POOL-07)."""
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    pool = selectors.pool(actor=request.user, pool_id=request.POST.get("pool", ""))
    services.add_member(actor=request.user, pool=pool, candidate=person)
    toast_next(request, _("was added to %s") % pool.name, subject=person.name)
    return redirect("candidates:candidate-read", candidate_id)
