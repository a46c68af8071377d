"""How sign-in differs from the library's default."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Nobody registers themselves: accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False
