"""Links by which a person chooses the first password: signed, good for one use and one week."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from .models import User

_SALT = "accounts.invitation"
GOOD_FOR = timedelta(days=7)


def link_for(user: User) -> str:
    """Return the absolute link; it is void as soon as a password is set."""
    token = signing.dumps({"user": user.public_id, "state": _state(user)}, salt=_SALT)
    return settings.PUBLIC_URL + reverse("accounts:password-choose", args=[token])


def user_of(token: str) -> User | None:
    """Return whose link it is, None when it is forged, used or too old."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(public_id=said["user"], is_active=True).first()
    return user if user and said["state"] == _state(user) and not user.has_usable_password() else None


def _state(user: User) -> str:
    return salted_hmac(_SALT, user.password).hexdigest()[:24]
