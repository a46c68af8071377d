"""The pages of django-allauth that we use, under its own names; its others have no address here."""

from allauth.account import urls as allauth_urls
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from tiltrekk.core.middleware import public

_USED = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}


@public
def _closed(_request: HttpRequest) -> HttpResponse:
    """Accounts are made by an administrator; the library asks for the name of this page."""
    raise Http404


urlpatterns = [
    *(one for one in allauth_urls.urlpatterns if one.name in _USED),
    path("signup/", _closed, name="account_signup"),
    path("password/set/", _closed, name="account_set_password"),
]
