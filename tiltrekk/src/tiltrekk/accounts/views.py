"""User settings and the Admin center's own pages."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.core.errors import Refused
from tiltrekk.core.middleware import public
from tiltrekk.core.permissions import Flag, require
from tiltrekk.ui import toasts
from tiltrekk.ui.toasts import toast_next
from tiltrekk.ui.views import ListPage

from . import mails, selectors, services
from .forms import ChoosePasswordForm, EnvironmentForm, InviteForm, PreviewForm, ProfileForm, RolesForm
from .invitations import link_for, user_of
from .lists import People
from .models import Environment, User
from .sessions import recent_sign_in

_get_or_post = require_http_methods(["GET", "POST"])


def _actor(request: HttpRequest) -> User:
    return cast("User", request.user)


def _administrator(request: HttpRequest) -> User:
    require(_actor(request), Flag.ACCESS_ADMIN_CENTER)
    return _actor(request)


def _done(form: forms.Form, change: Callable[[], Any]) -> bool:
    """Make the change; put what stands in the way beside the fields and return False if it is refused."""
    try:
        change()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, reason.text)
        return False
    return True


def _form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@_get_or_post
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, language, time zone and look."""
    actor = _actor(request)
    initial = {name: getattr(actor, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.save_profile(actor=actor, **form.cleaned_data)
        toast_next(request, _("Your settings are saved"))
        return redirect("accounts:profile-edit")
    return _form_page(request, "accounts/profile.html", form)


@require_http_methods(["GET"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in (SEC-12)."""
    shown = selectors.sign_ins(actor=_actor(request))
    return render(request, "accounts/sessions.html", {"sign_ins": shown, "current": request.session.session_key})


@require_POST
def session_end(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sign-ins."""
    selectors.sign_in(actor=_actor(request), number=number).end()
    toast_next(request, _("The sign-in was ended"))
    return redirect("accounts:session-list")


@require_http_methods(["GET"])
def connections(request: HttpRequest) -> HttpResponse:
    """Accounts elsewhere that the person has connected."""
    return render(request, "accounts/connections.html")


@public
@_get_or_post
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation."""
    user = user_of(token)
    if user is None:
        return render(request, "accounts/link_void.html", status=404)
    form = ChoosePasswordForm(request.POST or None, user=user)
    if form.is_valid():
        services.choose_first_password(user=user, password=form.cleaned_data["password"])
        return redirect(reverse("account_login"))
    return _form_page(request, "accounts/choose_password.html", form, person=user)


@require_http_methods(["GET"])
def admin_center(request: HttpRequest) -> HttpResponse:
    """The Admin center begins with its first page."""
    _administrator(request)
    return redirect("accounts:person-list")


class PeoplePage(ListPage):
    """People and roles."""

    list_class = People
    template_name = "accounts/people.html"
    flag = Flag.ACCESS_ADMIN_CENTER


@recent_sign_in
@_get_or_post
def invite(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    actor = _administrator(request)
    form = InviteForm(request.POST or None)
    if form.is_valid() and _done(form, lambda: services.invite(actor=actor, **form.cleaned_data)):
        toast_next(request, _("is invited by e-mail"), subject=form.cleaned_data["name"])
        return redirect("accounts:person-list")
    return _form_page(request, "accounts/invite.html", form)


@recent_sign_in
@_get_or_post
def person(request: HttpRequest, user_id: str) -> HttpResponse:
    """One person's roles, and whether they can sign in."""
    actor = _administrator(request)
    user = selectors.person(actor=actor, user_id=user_id)
    initial = {"roles": [role.value for role in user.roles]}
    form = RolesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _done(form, lambda: services.set_roles(actor=actor, user=user, **form.cleaned_data)):
        toast_next(request, _("has other roles now"), subject=user.name)
        return redirect("accounts:person-list")
    return _form_page(request, "accounts/person.html", form, person=user, sendings=mails.sendings(user))


@recent_sign_in
@require_POST
def person_active(request: HttpRequest, user_id: str) -> HttpResponse:
    """Deactivate a person, or let them sign in again."""
    actor = _administrator(request)
    user = selectors.person(actor=actor, user_id=user_id)
    active = request.POST.get("active") == "1"
    services.set_active(actor=actor, user=user, active=active)
    said = _("can sign in again") if active else _("can no longer sign in")
    toast_next(request, said, subject=user.name)
    return redirect("accounts:person-edit", user_id=user_id)


@require_POST
def person_link(request: HttpRequest, user_id: str) -> HttpResponse:
    """Show the link by which an invited person chooses a password, for when the mail did not arrive."""
    user = selectors.person(actor=_administrator(request), user_id=user_id)
    link = "" if user.has_usable_password() else link_for(user)
    return render(request, "accounts/person_link.html", {"person": user, "link": link})


@recent_sign_in
@require_POST
def person_invite(request: HttpRequest, user_id: str) -> HttpResponse:
    """Mail the invitation once more."""
    actor = _administrator(request)
    user = selectors.person(actor=actor, user_id=user_id)
    toasts.tried(request, lambda: services.invite_again(actor=actor, user=user), _("The invitation is on its way."))
    return redirect("accounts:person-edit", user_id=user_id)


@_get_or_post
def environment(request: HttpRequest) -> HttpResponse:
    """The settings everybody shares."""
    actor = _administrator(request)
    current = Environment.current()
    initial = {"name": current.name, "prefix": current.prefix, "language": current.language}
    form = EnvironmentForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.change_environment(actor=actor, **form.cleaned_data)
        toast_next(request, _("The settings of the organisation are saved"))
        return redirect("accounts:environment-edit")
    return _form_page(request, "accounts/environment.html", form)


@_get_or_post
def preview(request: HttpRequest) -> HttpResponse:
    """Features that are not for everybody yet."""
    actor = _administrator(request)
    form = PreviewForm(
        request.POST if request.method == "POST" else None, initial={"features": Environment.current().preview_features}
    )
    if form.is_valid():
        services.set_preview_features(actor=actor, features=form.cleaned_data["features"])
        toast_next(request, _("The preview features are saved"))
        return redirect("accounts:preview-edit")
    return _form_page(request, "accounts/preview.html", form)
