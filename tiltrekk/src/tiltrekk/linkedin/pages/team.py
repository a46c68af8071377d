"""Whether a colleague on a hiring team has connected LinkedIn (decision 6)."""

from django.template.loader import render_to_string

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.linkedin.connect.members import may_connect
from tiltrekk.linkedin.models import Connection, MemberConnection


def mark(request: SignedIn, user: User) -> str:
    """Draw the word beside the name; nothing where there is nothing to connect."""
    if Connection.current() is None or not may_connect(user):
        return ""
    connected = MemberConnection.objects.filter(user=user).exists()
    return render_to_string("linkedin/team_mark.html", {"connected": connected, "is_me": user == request.user}, request)
