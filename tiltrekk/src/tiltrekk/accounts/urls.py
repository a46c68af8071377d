"""Addresses of settings and of the Admin center. Sign-in itself stands in ``signin_urls``."""

from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("settings/", views.profile, name="profile-edit"),
    path("settings/connections/", views.connections, name="connection-list"),
    path("settings/sign-ins/", views.sessions, name="session-list"),
    path("settings/sign-ins/<int:number>/end/", views.session_end, name="session-end"),
    path("welcome/<str:token>/", views.choose_password, name="password-choose"),
    path("admin-center/", views.admin_center, name="admin-center"),
    path("admin-center/people/", views.PeoplePage.as_view(), name="person-list"),
    path("admin-center/people/new/", views.invite, name="person-invite"),
    path("admin-center/people/<id:user_id>/", views.person, name="person-edit"),
    path("admin-center/people/<id:user_id>/active/", views.person_active, name="person-active"),
    path("admin-center/people/<id:user_id>/invite/", views.person_invite, name="person-invite-again"),
    path("admin-center/people/<id:user_id>/link/", views.person_link, name="person-link"),
    path("admin-center/organisation/", views.environment, name="environment-edit"),
    path("admin-center/preview/", views.preview, name="preview-edit"),
]
