"""People and roles: who is invited, who may do what, who must stay."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from factories import UserFactory
from tiltrekk.accounts import services
from tiltrekk.accounts.invitations import link_for, user_of
from tiltrekk.accounts.models import Environment, User
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Role

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "wind over the northern fjord"


@pytest.fixture
def admin() -> User:
    return UserFactory(roles=[Role.ADMIN], name="Grete Holm")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_invites_somebody_with_roles(admin: User) -> None:
    page = signed_in(admin).post(
        reverse("accounts:person-invite"),
        {"name": "Åse Nordby", "email": "Ase@Example.org", "roles": ["recruiter", "hiring_manager"]},
    )
    assert page.status_code == 302
    added = User.objects.get(email="ase@example.org")
    assert added.roles == {Role.RECRUITER, Role.HIRING_MANAGER}
    assert not added.has_usable_password()
    assert Event.objects.get(verb="user.invited").subject_id == added.pk


def test_an_address_is_used_once_and_the_form_says_so(admin: User) -> None:
    page = signed_in(admin).post(reverse("accounts:person-invite"), {"name": "Twin", "email": admin.email})
    assert page.status_code == 422
    assert "is here already" in page.content.decode()


def test_the_invitation_link_works_once(admin: User) -> None:
    added = services.invite(actor=admin, name="Åse Nordby", email="ase@example.org", roles=[])
    path = "/" + link_for(added).split("/", 3)[3]
    assert Client().post(path, {"password": NEW_PASSWORD}).status_code == 302
    assert Client().get(path).status_code == 404
    added.refresh_from_db()
    assert added.check_password(NEW_PASSWORD)


def test_a_forged_invitation_is_nobodys() -> None:
    assert user_of("eyJ1c2VyIjoiMSJ9:1u:forged") is None


@pytest.mark.parametrize("password", ["short", "ase@example.orgs", "password1234"])
def test_weak_passwords_are_refused(admin: User, password: str) -> None:
    added = services.invite(actor=admin, name="Åse", email="ase@example.org", roles=[])
    path = "/" + link_for(added).split("/", 3)[3]
    assert Client().post(path, {"password": password}).status_code == 422


def test_the_last_administrator_cannot_lose_the_role(admin: User) -> None:
    with pytest.raises(Refused):
        services.set_roles(actor=admin, user=admin, roles=[Role.RECRUITER])
    with pytest.raises(Refused):
        services.set_active(actor=admin, user=admin, active=False)
    second = UserFactory(roles=[Role.ADMIN])
    services.set_roles(actor=second, user=admin, roles=[Role.RECRUITER])
    assert User.objects.get(pk=admin.pk).roles == {Role.RECRUITER}


def test_a_deactivated_administrator_does_not_count(admin: User) -> None:
    other = UserFactory(roles=[Role.ADMIN], is_active=False)
    with pytest.raises(Refused):
        services.set_roles(actor=admin, user=admin, roles=[])
    assert other.roles == {Role.ADMIN}


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.HIRING_MANAGER, Role.READER])
def test_only_administrators_change_people(role: Role) -> None:
    actor, other = UserFactory(roles=[role]), UserFactory()
    with pytest.raises(NotAllowed):
        services.set_roles(actor=actor, user=other, roles=[Role.ADMIN])
    with pytest.raises(NotAllowed):
        services.invite(actor=actor, name="X", email="x@example.org", roles=[])
    with pytest.raises(NotAllowed):
        services.change_environment(actor=actor, name="X", prefix="X", language="en")


@pytest.mark.req("SEC-11")
def test_deactivating_ends_the_sessions_at_once(admin: User) -> None:
    user = UserFactory()
    client = signed_in(user)
    assert client.get(reverse("accounts:profile-edit")).status_code == 200
    services.set_active(actor=admin, user=user, active=False)
    assert client.get(reverse("accounts:profile-edit")).status_code == 302


@pytest.mark.req("SEC-04")
def test_the_first_administrator_is_made_once_from_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_admin", "first@example.org", "First Person")
    assert "/welcome/" in capsys.readouterr().out
    assert Role.ADMIN in User.objects.get(email="first@example.org").roles
    with pytest.raises(CommandError):
        call_command("create_admin", "second@example.org", "Second Person")


def test_the_environment_is_changed_and_told(admin: User) -> None:
    signed_in(admin).post(
        reverse("accounts:environment-edit"), {"name": "Skjærvind Energi", "prefix": "sk", "language": "nb"}
    )
    current = Environment.current()
    assert (current.name, current.prefix, current.language) == ("Skjærvind Energi", "SK", "nb")
    assert Event.objects.get(verb="environment.changed").changed == ["name", "prefix", "language"]


def test_preview_features_are_switched_on_and_off(admin: User) -> None:
    client = signed_in(admin)
    client.post(reverse("accounts:preview-edit"), {"features": ["apply_with_linkedin"]})
    assert Environment.current().preview_features == ["apply_with_linkedin"]
    client.post(reverse("accounts:preview-edit"), {})
    assert Environment.current().preview_features == []


@pytest.mark.req("SEC-22")
def test_fields_a_form_does_not_offer_are_never_stored() -> None:
    user = UserFactory(roles=[])
    signed_in(user).post(
        reverse("accounts:profile-edit"),
        {"name": "New Name", "roles": "admin", "is_active": "", "email": "evil@example.org", "public_id": "0" * 32},
    )
    changed = User.objects.get(pk=user.pk)
    assert changed.name == "New Name"
    assert (changed.email, changed.public_id, changed.roles) == (user.email, user.public_id, frozenset())


def test_a_chosen_language_shows_at_once() -> None:
    client = signed_in(UserFactory())
    client.post(reverse("accounts:profile-edit"), {"name": "Kari", "language": "nb", "theme": "dark"})
    page = client.get(reverse("accounts:profile-edit")).content.decode()
    assert '<html lang="nb" data-theme="dark">' in page
