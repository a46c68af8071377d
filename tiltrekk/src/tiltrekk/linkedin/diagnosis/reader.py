"""Who reads the findings: what they may mend themselves, and whom they are told to ask otherwise."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiltrekk.accounts.models import User
from tiltrekk.accounts.selectors import administrators
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs.access import holders
from tiltrekk.jobs.models import Job

from .finding import Act

NAMED = 3
Remedy = tuple[str, tuple[Act, ...]]  # the sentence and the acts of a finding


class Reader:
    """Somebody in front of a page about LinkedIn. Each fact is asked for once."""

    def __init__(self, actor: User) -> None:
        self.actor = actor

    @cached_property
    def rights(self) -> frozenset[Flag]:
        """Their rights in the environment."""
        return flags(self.actor)

    def admin(self, label: str, part: str = "") -> Remedy:
        """The fix is on the LinkedIn page of the Admin center; ``part`` is a card's id there."""
        if Flag.ACCESS_ADMIN_CENTER in self.rights:
            return "", (Act(label, reverse("linkedin:admin") + (f"#{part}" if part else "")),)
        return self._ask(label, self.administrators, _("an administrator"))

    def button(self, label: str, route: str) -> Remedy:
        """The fix is a button of the LinkedIn page of the Admin center."""
        if Flag.ACCESS_ADMIN_CENTER in self.rights:
            return "", (Act(label, reverse(route), is_button=True),)
        return self.admin(label)

    def own(self, user: User, label: str) -> Remedy:
        """The fix is a colleague's own: nobody else can connect their LinkedIn account."""
        if user == self.actor:
            return "", (Act(label, reverse("accounts:connection-list")),)
        where = _("User settings, Connections")
        return _("%(what)s: ask %(whom)s.") % {"what": f"{label} ({where})", "whom": user.name}, ()

    @cached_property
    def administrators(self) -> list[User]:
        """Who can change settings."""
        return administrators()

    @cached_property
    def knows_colleagues(self) -> bool:
        """Names are for those who work with the hiring: by a role, or on some job's team."""
        return bool(self.actor.roles) or self.actor.memberships.exists() or self.actor.delegations.exists()

    def _ask(self, label: str, people: list[User], somebody: str) -> Remedy:
        """Whoever may not do it is told whom to ask for it."""
        names = named([one.name for one in people]) if people and self.knows_colleagues else somebody
        return _("%(what)s: ask %(whom)s.") % {"what": label, "whom": names}, ()


class JobReader(Reader):
    """Somebody in front of a page about one job."""

    def __init__(self, actor: User, job: Job) -> None:
        super().__init__(actor)
        self.job = job

    @cached_property
    def rights(self) -> frozenset[Flag]:
        """Their rights on the job."""
        return flags(self.actor, self.job)

    def on_job(self, flag: Flag, label: str, route: str, part: str = "") -> Remedy:
        """The fix is on a page of the job that needs a right there; ``part`` leads to the field."""
        if flag in self.rights:
            return "", (Act(label, reverse(route, args=[self.job.public_id]) + part),)
        return self._ask(label, holders(self.job, flag) or self.administrators, _("the hiring team"))


def named(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {"names": shown, "n": more}
