"""``tiltrekk manage create_admin``: the account an installation starts with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tiltrekk.accounts import services
from tiltrekk.accounts.invitations import GOOD_FOR, link_for
from tiltrekk.core.errors import Refused


class Command(BaseCommand):
    """Makes the first administrator and prints the link by which they choose a password."""

    help = "Make the first administrator and print a link for choosing the password, good for one use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            user = services.create_first_administrator(email=options["email"], name=options["name"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Open this address within {GOOD_FOR.days} days, once:\n{link_for(user)}")
