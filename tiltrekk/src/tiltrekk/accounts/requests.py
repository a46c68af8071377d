"""The request of a signed-in person, for the types of views: ``deny_by_default`` lets nobody else through."""

from django.http import HttpRequest

from .models import User


class SignedIn(HttpRequest):
    """A request with a user of ours."""

    user: User
