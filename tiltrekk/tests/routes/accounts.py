"""Sign-in, settings, the Admin center: anybody has settings, only administrators the Admin center (ROLE-02)."""

from typing import Any

from allauth.usersessions.models import UserSession
from world import World


def _sign_in(world: World) -> dict[str, Any]:
    row = UserSession.objects.create(user=world.users["recruiter"], ip="10.0.0.1", session_key="a" * 32)
    return {"number": row.pk}


ARGS = {
    "accounts:session-end": _sign_in,
    "POST accounts:person-link": lambda world: {"user_id": world.colleague.public_id},
}
DATA = {
    "POST account_login": lambda _world: {"login": "nobody@example.org", "password": "wrong"},
    "POST accounts:profile-edit": lambda _world: {"name": "Kari"},
    "POST accounts:person-invite": lambda _world: {"name": "Kari", "email": "kari@example.org"},
    "POST accounts:person-edit": lambda _world: {"roles": ["reader"]},
    "POST accounts:person-active": lambda _world: {"active": "0"},
    "POST accounts:person-list": lambda world: {"action": "deactivate", "ids": [world.colleague.public_id]},
    "POST accounts:environment-edit": lambda _world: {"name": "Kari AS", "prefix": "KA", "language": "nb"},
    "POST accounts:preview-edit": lambda _world: {"features": ["apply_with_linkedin"]},
}

# The columns are those of world.KINDS.
TABLE = """
GET  account_login                            200 302 302 302 302 302 302 302 302
POST account_login                            200 302 302 302 302 302 302 302 302
GET  account_logout                           302 200 200 200 200 200 200 200 200
POST account_logout                           302 302 302 302 302 302 302 302 302
GET  account_inactive                         200 200 200 200 200 200 200 200 200
GET  account_reauthenticate                   302 200 200 200 200 200 200 200 200
POST account_reauthenticate                   302 200 200 200 200 200 200 200 200
GET  account_change_password                  302 200 200 200 200 200 200 200 200
POST account_change_password                  302 200 200 200 200 200 200 200 200
GET  account_reset_password                   200 200 200 200 200 200 200 200 200
POST account_reset_password                   200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key_done     200 200 200 200 200 200 200 200 200
GET  account_reset_password_from_key          200 200 200 200 200 200 200 200 200
POST account_reset_password_from_key          200 200 200 200 200 200 200 200 200
GET  account_reset_password_done              200 200 200 200 200 200 200 200 200
GET  account_signup                           404 404 404 404 404 404 404 404 404
POST account_signup                           404 404 404 404 404 404 404 404 404
GET  account_set_password                     404 404 404 404 404 404 404 404 404
POST account_set_password                     404 404 404 404 404 404 404 404 404
GET  accounts:profile-edit                    302 200 200 200 200 200 200 200 200
POST accounts:profile-edit                    302 302 302 302 302 302 302 302 302
GET  accounts:session-list                    302 200 200 200 200 200 200 200 200
POST accounts:session-end                     302 404 404 404 404 302 404 404 404
GET  accounts:connection-list                 302 200 200 200 200 200 200 200 200
GET  accounts:password-choose                 404 404 404 404 404 404 404 404 404
POST accounts:password-choose                 404 404 404 404 404 404 404 404 404
GET  accounts:admin-center                    302 403 403 403 403 403 403 403 302
GET  accounts:person-list                     302 403 403 403 403 403 403 403 200
POST accounts:person-list                     302 403 403 403 403 403 403 403 302
GET  accounts:person-invite                   302 403 403 403 403 403 403 403 200
POST accounts:person-invite                   302 403 403 403 403 403 403 403 302
GET  accounts:person-edit                     302 403 403 403 403 403 403 403 200
POST accounts:person-edit                     302 403 403 403 403 403 403 403 302
POST accounts:person-active                   302 403 403 403 403 403 403 403 302
POST accounts:person-invite-again             302 403 403 403 403 403 403 403 302
POST accounts:person-link                     302 403 403 403 403 403 403 403 200
GET  accounts:environment-edit                302 403 403 403 403 403 403 403 200
POST accounts:environment-edit                302 403 403 403 403 403 403 403 302
GET  accounts:preview-edit                    302 403 403 403 403 403 403 403 200
POST accounts:preview-edit                    302 403 403 403 403 403 403 403 302
"""
