"""Talent pools."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.candidates import selectors, services
from tiltrekk.candidates.forms import MemberForm, PoolForm, ShareForm
from tiltrekk.candidates.lists import PoolList, SharedProfileList
from tiltrekk.candidates.models import Candidate, TalentPool
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, flags, require
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.lists import MOST_AT_ONCE, BulkAction
from tiltrekk.ui.toasts import toast_next
from tiltrekk.ui.views import ListPage


@require_GET
def pool_list(request: SignedIn) -> HttpResponse:
    """Every pool one has access to (POOL-05)."""
    require(request.user, Flag.READ_TALENT_POOLS)
    context = {"pools": selectors.pools(actor=request.user), "rights": flags(request.user)}
    return render(request, "candidates/pools.html", context)


def _rights(user: User, pool: TalentPool) -> frozenset[Flag]:
    """Return the rights on a pool; out of the program's own people are taken only when they ask for it."""
    rights = flags(user, pool)
    if not pool.system_key:
        return rights
    rights -= {Flag.EDIT_POOL, Flag.ADD_TO_POOL, Flag.REMOVE_FROM_POOL}
    return rights | {Flag.REMOVE_FROM_POOL} if Flag.EDIT_CANDIDATES in rights else rights


class PoolPage(ListPage):
    """One pool."""

    list_class = PoolList
    template_name = "candidates/pool.html"
    flag = Flag.READ_TALENT_POOLS

    def build(self, request: HttpRequest, **route: Any) -> Any:
        """The people in the pool."""
        pool = selectors.pool(actor=request.user, pool_id=route["pool_id"])  # type: ignore[arg-type]  # signed in
        may_remove = Flag.REMOVE_FROM_POOL in _rights(request.user, pool)  # type: ignore[arg-type]
        if pool.system_key:
            self.list_class = SharedProfileList  # type: ignore[misc]  # of this request: a view object serves one
        return super().build(request, pool=pool, may_remove=may_remove)

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        """The pool, and the rights on it."""
        pool = selectors.pool(actor=request.user, pool_id=route["pool_id"])  # type: ignore[arg-type]
        return {"pool": pool, "rights": _rights(request.user, pool)}  # type: ignore[arg-type]


def _form(request: SignedIn, title: Any, form: Any, pool: TalentPool | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "candidates/pool_form.html", {"title": title, "form": form, "pool": pool}, status=status)


@require_http_methods(["GET", "POST"])
def pool_create(request: SignedIn) -> HttpResponse:
    """Make a pool."""
    require(request.user, Flag.CREATE_TALENT_POOL)
    form = PoolForm(request.POST or None)
    if form.is_valid():
        try:
            pool = services.create_pool(actor=request.user, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            return redirect("candidates:pool-read", pool.public_id)
    return _form(request, _("New talent pool"), form)


@require_http_methods(["GET", "POST"])
def pool_change(request: SignedIn, pool_id: str) -> HttpResponse:
    """Rename a pool."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    require(request.user, Flag.EDIT_POOL, pool)
    form = PoolForm(request.POST or None, initial={"name": pool.name})
    if form.is_valid():
        try:
            services.rename_pool(actor=request.user, pool=pool, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            return redirect("candidates:pool-read", pool.public_id)
    return _form(request, _("Rename the pool"), form, pool)


@require_http_methods(["GET", "POST"])
def pool_share(request: SignedIn, pool_id: str) -> HttpResponse:
    """Share a pool, and see with whom it is shared."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    require(request.user, Flag.EDIT_POOL, pool)
    form = ShareForm(request.POST or None, pool=pool)
    if form.is_valid():
        try:
            services.share_pool(actor=request.user, pool=pool, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            return redirect("candidates:pool-share", pool.public_id)
    return _form(request, _("Share the pool"), form, pool)


@require_POST
def pool_unshare(request: SignedIn, pool_id: str, user_id: str) -> HttpResponse:
    """Take a colleague's access away."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    user = get_object_or_404(User, public_id=user_id, shared_pools__pool=pool)
    services.unshare_pool(actor=request.user, pool=pool, user=user)
    return redirect("candidates:pool-share", pool.public_id)


@require_POST
def pool_delete(request: SignedIn, pool_id: str) -> HttpResponse:
    """Delete a pool; its people stay."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    services.delete_pool(actor=request.user, pool=pool)
    toast_next(request, _("%s was deleted; its people stay") % pool.name)
    return redirect("candidates:pool-list")


@require_http_methods(["GET", "POST"])
def member_add(request: SignedIn, pool_id: str) -> HttpResponse:
    """Put somebody into a pool; a person known by e-mail is used again."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    require(request.user, Flag.ADD_TO_POOL, pool)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                person, _made = services.find_or_create(actor=request.user, **form.cleaned_data)
                services.add_member(actor=request.user, pool=pool, candidate=person)
        except Refused as error:
            show_reasons(form, error)
        else:
            toast_next(request, _("was added to %s") % pool.name, subject=person.name)
            return redirect("candidates:pool-read", pool.public_id)
    return _form(request, _("Add somebody to the pool"), form, pool)


def ask_pool(request: HttpRequest, people: Sequence[Candidate]) -> HttpResponse:
    """Ask into which pool the chosen people go; a bulk action of the lists."""
    pools = selectors.pools_to_fill(actor=request.user)  # type: ignore[arg-type]  # signed in, by the middleware
    return render(request, "candidates/to_pool.html", {"people": people, "pools": pools})


TO_POOL = BulkAction("pool", _lazy("Add to pool"), flag=Flag.CREATE_TALENT_POOL, icon="stars", ask=ask_pool)


@require_POST
def people_join(request: SignedIn) -> HttpResponse:
    """Put the chosen people into a pool (POOL-07)."""
    pool = selectors.pool(actor=request.user, pool_id=request.POST.get("pool", ""))
    people = selectors.some(actor=request.user, ids=request.POST.getlist("candidate")[:MOST_AT_ONCE])
    added = services.add_members(actor=request.user, pool=pool, candidates=people)
    text = ngettext("%(count)s person was added to %(pool)s", "%(count)s people were added to %(pool)s", added)
    toast_next(request, text % {"count": added, "pool": pool.name})
    return redirect("candidates:pool-read", pool.public_id)


@require_POST
def member_remove(request: SignedIn, pool_id: str, candidate_id: str) -> HttpResponse:
    """Take somebody out of a pool."""
    pool = selectors.pool(actor=request.user, pool_id=pool_id)
    person = selectors.person(actor=request.user, candidate_id=candidate_id)
    services.remove_member(actor=request.user, pool=pool, candidate=person)
    toast_next(request, _("was taken out of %s") % pool.name, subject=person.name)
    return redirect("candidates:pool-read", pool.public_id)
