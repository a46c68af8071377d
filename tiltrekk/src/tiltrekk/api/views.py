"""Admin center › Webhooks."""

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.sessions import recent_sign_in
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next, tried
from tiltrekk.ui.views import ListPage

from . import selectors, services
from .forms import EndpointForm, ResendForm
from .lists import Deliveries, Endpoints
from .models import Delivery, Endpoint
from .payload import NotToldError, payload

ADMIN = Flag.ACCESS_ADMIN_CENTER
_get_or_post = require_http_methods(["GET", "POST"])


def _endpoint(request: SignedIn, endpoint_id: str) -> Endpoint:
    require(request.user, ADMIN)
    return selectors.endpoint(actor=request.user, public_id=endpoint_id)


class EndpointsPage(ListPage):
    """Everywhere somebody is told."""

    list_class = Endpoints
    template_name = "api/endpoints.html"
    flag = ADMIN


class DeliveriesPage(ListPage):
    """One endpoint: how it is doing, and its log."""

    list_class = Deliveries
    template_name = "api/deliveries.html"
    flag = ADMIN

    endpoint: Endpoint

    def build(self, request: HttpRequest, **route: Any) -> Any:
        self.endpoint = _endpoint(request, route["endpoint_id"])  # type: ignore[arg-type]  # signed in, by the middleware
        return super().build(request, endpoint=self.endpoint)

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        del request, route
        return {"endpoint": self.endpoint}


@_get_or_post
@recent_sign_in
def create(request: SignedIn) -> HttpResponse:
    """A new endpoint."""
    require(request.user, ADMIN)
    form = EndpointForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.create_endpoint(actor=request.user, **_wanted(form))
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("The endpoint is added. Give its secret to the receiver."))
            return redirect("api:endpoint-edit", made.public_id)
    return render(request, "api/create.html", {"form": form}, status=422 if form.errors else 200)


@_get_or_post
@recent_sign_in
def change(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """Address, name, events; the secret; deleting."""
    endpoint = _endpoint(request, endpoint_id)
    form = EndpointForm(request.POST) if request.method == "POST" else EndpointForm.of(endpoint)
    if form.is_valid():
        try:
            services.change_endpoint(actor=request.user, endpoint=endpoint, **_wanted(form))
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("The endpoint is saved"))
            return redirect("api:endpoint-edit", endpoint_id)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "api/settings.html", context, status=422 if form.errors else 200)


def _wanted(form: forms.Form) -> dict[str, Any]:
    given = form.cleaned_data
    return {"url": given["url"], "description": given["description"], "chosen": given["events"]}


@_get_or_post
def delete(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """Ask, then delete."""
    endpoint = _endpoint(request, endpoint_id)
    if request.method == "GET":
        return render(request, "api/delete.html", {"endpoint": endpoint})
    services.delete_endpoint(actor=request.user, endpoint=endpoint)
    toast_next(request, _("The endpoint is deleted"))
    return redirect("api:endpoint-list")


@require_POST
def switch(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """On or off."""
    endpoint = _endpoint(request, endpoint_id)
    on = request.POST.get("on") == "1"
    services.switch(actor=request.user, endpoint=endpoint, on=on)
    toast_next(request, _("The endpoint is switched on") if on else _("The endpoint is switched off"))
    return redirect("api:endpoint-read", endpoint_id)


@require_POST
def test(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """*Send a test*."""
    endpoint = _endpoint(request, endpoint_id)
    sent: list[Delivery] = []

    def send() -> None:
        sent.append(services.send_test(actor=request.user, endpoint=endpoint))

    if not tried(request, send, _("A test is on its way")):
        return redirect("api:endpoint-read", endpoint_id)
    return redirect("api:delivery-read", sent[0].public_id)


@require_POST
def try_now(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """End the target's rest."""
    endpoint = _endpoint(request, endpoint_id)
    tried(request, lambda: services.try_now(actor=request.user, endpoint=endpoint), _("It is tried now"))
    return redirect("api:endpoint-read", endpoint_id)


@require_POST
@recent_sign_in
def show_secret(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """The secret, once."""
    endpoint = _endpoint(request, endpoint_id)
    try:
        secret = services.show_secret(actor=request.user, endpoint=endpoint)
    except Refused as refused:
        toast_next(request, str(refused))
        return redirect("api:endpoint-edit", endpoint_id)
    return render(request, "api/secret.html", {"endpoint": endpoint, "secret": secret})


@require_POST
@recent_sign_in
def rotate_secret(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """A new secret; the old one is valid for a day more."""
    endpoint = _endpoint(request, endpoint_id)
    text = _("There is a new secret. The old one is valid for a day more.")
    tried(request, lambda: services.rotate_secret(actor=request.user, endpoint=endpoint), text)
    return redirect("api:endpoint-edit", endpoint_id)


@_get_or_post
def resend_failed(request: SignedIn, endpoint_id: str) -> HttpResponse:
    """Everything again that was given up since a moment."""
    endpoint = _endpoint(request, endpoint_id)
    day_ago = timezone.localtime() - timedelta(days=1)
    form = ResendForm(request.POST or None, initial={"since": day_ago})
    if form.is_valid():
        try:
            n = services.resend_failed(actor=request.user, endpoint=endpoint, **form.cleaned_data)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            text = ngettext("%(n)s delivery is sent again", "%(n)s deliveries are sent again", n)
            toast_next(request, text % {"n": n})
            return redirect("api:endpoint-read", endpoint_id)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "api/resend.html", context, status=422 if form.errors else 200)


@require_GET
def delivery(request: SignedIn, delivery_id: str) -> HttpResponseBase:
    """One delivery: what is told, and every try."""
    require(request.user, ADMIN)
    found = selectors.delivery(actor=request.user, public_id=delivery_id)
    context = {
        "delivery": found,
        "endpoint": found.endpoint,
        "told": _told(found),
        "tries": found.tries.order_by("-pk"),
    }
    return render(request, "api/delivery.html", context)


def _told(delivery: Delivery) -> str:
    try:
        return json.dumps(payload(delivery), ensure_ascii=False, indent=2)
    except NotToldError:
        return ""


@require_POST
def resend(request: SignedIn, delivery_id: str) -> HttpResponse:
    """One delivery again."""
    require(request.user, ADMIN)
    found = selectors.delivery(actor=request.user, public_id=delivery_id)

    def again() -> None:
        services.resend(actor=request.user, endpoint=found.endpoint, deliveries=[found])

    tried(request, again, _("It is sent again"))
    return redirect("api:delivery-read", delivery_id)
