"""What an administrator chooses about LinkedIn (decisions 1 and 13)."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import JobMode, LinkedInSettings
from tiltrekk.linkedin.sync import load


@transaction.atomic
def save_choices(*, actor: User, mode: JobMode, match_pool_members: bool) -> LinkedInSettings:
    """Keep how jobs are posted and who is matched; a change makes everything be looked at again."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    LinkedInSettings.current()
    settings = LinkedInSettings.objects.select_for_update().get(pk=1)
    wanted = {"mode": mode, "match_pool_members": match_pool_members}
    changed = [key for key, new in wanted.items() if getattr(settings, key) != new]
    if changed:
        settings.mode, settings.match_pool_members = mode, match_pool_members
        settings.save()
        values = {"mode": str(mode), "match_pool_members": match_pool_members}
        events.record(actor=actor, verb="linkedin.choices_changed", subject=settings, changed=changed, values=values)
        load.ask()
    return settings
