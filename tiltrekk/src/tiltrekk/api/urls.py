"""Addresses of webhooks in the Admin center."""

from django.urls import path

from . import views

app_name = "api"

_ONE = "admin-center/webhooks/<id:endpoint_id>/"

urlpatterns = [
    path("admin-center/webhooks/", views.EndpointsPage.as_view(), name="endpoint-list"),
    path("admin-center/webhooks/new/", views.create, name="endpoint-create"),
    path(_ONE, views.DeliveriesPage.as_view(), name="endpoint-read"),
    path(f"{_ONE}settings/", views.change, name="endpoint-edit"),
    path(f"{_ONE}delete/", views.delete, name="endpoint-delete"),
    path(f"{_ONE}switch/", views.switch, name="endpoint-switch"),
    path(f"{_ONE}test/", views.test, name="endpoint-test"),
    path(f"{_ONE}try/", views.try_now, name="endpoint-try"),
    path(f"{_ONE}resend/", views.resend_failed, name="endpoint-resend"),
    path(f"{_ONE}secret/", views.show_secret, name="secret-show"),
    path(f"{_ONE}secret/new/", views.rotate_secret, name="secret-rotate"),
    path("admin-center/webhooks/deliveries/<id:delivery_id>/", views.delivery, name="delivery-read"),
    path("admin-center/webhooks/deliveries/<id:delivery_id>/resend/", views.resend, name="delivery-resend"),
]
