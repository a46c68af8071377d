"""What this app puts on pages of others: menu entries, the candidate's own tabs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill

from .lists import offer
from .models import Candidate
from .views.pools import TO_POOL


def register() -> None:
    """Fill the slots. Called from ``AppConfig.ready``."""
    offer(TO_POOL)
    fill(
        Entry(
            slot="nav.main", key="candidates", label=_("Candidates"), icon="users", order=30,
            route="candidates:candidate-list", flag=Flag.READ_CANDIDATES,
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="nav.main", key="pools", label=_("Talent pools"), icon="stars", order=40,
            route="candidates:pool-list", flag=Flag.READ_TALENT_POOLS,
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="nav.new", key="candidate", label=pgettext_lazy("menu", "Candidate"), icon="user-plus", order=30,
            route="candidates:candidate-create", flag=Flag.EDIT_CANDIDATES,
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="candidate.tabs", key="profile", label=pgettext_lazy("candidate", "Profile"), order=10,
            route="candidates:candidate-read",
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="candidate.tabs", key="documents", label=_("Documents"), order=20,
            route="candidates:candidate-documents", count=_documents,
        )
    )  # fmt: skip


def _documents(_user: User, person: Candidate) -> int | None:
    return person.documents.count() or None
