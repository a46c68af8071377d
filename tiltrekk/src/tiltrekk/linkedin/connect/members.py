"""Colleagues connect their own LinkedIn account (OpenID Connect); only their person id is kept (decision 23)."""

from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.errors import LinkedInError

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import NotAllowed, Reason, Refused, refuse
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection, Level, MemberConnection
from tiltrekk.linkedin.words import explain

from .provision import return_address


def may_connect(user: User) -> bool:
    """Recruiters and hiring managers, by role or on some job's team; an interviewer has nothing to connect for."""
    if allowed(user, Flag.CONNECT_OWN_LINKEDIN):
        return True
    roles = ["recruiter", "hiring_manager"]
    return user.memberships.filter(role__in=roles).exists() or user.delegations.filter(member__role__in=roles).exists()


def left_half_way(user: User) -> bool:
    """Whether the environment has its LinkedIn application, but nobody went through LinkedIn's sign-in after that."""
    unfinished = Connection.current() and not MemberConnection.objects.exists() and not Level.objects.exists()
    return bool(unfinished) and may_connect(user)


def sign_in_address(*, actor: User, state: str) -> str:
    """Return where to send the colleague's browser. ``state`` is random and bound to their session."""
    if not may_connect(actor):
        raise NotAllowed
    with linkedin.environment(_connection()) as client:
        return client.oauth.authorization_url(redirect_uri=return_address(), state=state, scopes=("openid", "profile"))


def connect_member(*, actor: User, code: str) -> MemberConnection:
    """Exchange LinkedIn's code, read who it is, forget the token."""
    if not may_connect(actor):
        raise NotAllowed
    try:
        with linkedin.environment(_connection()) as client:
            person = client.oauth.userinfo(client.oauth.exchange(code, redirect_uri=return_address())).person_urn
    except LinkedInError as error:
        raise Refused(Reason("linkedin", explain(str(error)))) from error
    return _keep(actor, person)


@transaction.atomic
def _keep(actor: User, person: str) -> MemberConnection:
    other = MemberConnection.objects.filter(person=person).exclude(user=actor).select_related("user").first()
    if other:
        text = _("That LinkedIn account is connected to %s.") % other.user.name
        refuse([Reason("taken", text)])
    values = {"person": person, "connected_at": clock.now()}
    connected, _made = MemberConnection.objects.update_or_create(user=actor, defaults=values)
    events.record(actor=actor, verb="user.linkedin_connected", subject=actor)
    return connected


@transaction.atomic
def disconnect_member(*, actor: User) -> None:
    """Forget the person id; the colleague leaves their access list."""
    if MemberConnection.objects.filter(user=actor).delete()[0]:
        events.record(actor=actor, verb="user.linkedin_disconnected", subject=actor)


def _connection() -> Connection:
    connection = Connection.current()
    if connection is None:
        text = _("An administrator has to connect LinkedIn first.")
        raise Refused(Reason("not_connected", text))
    return connection
