"""What an administrator chooses about LinkedIn (decisions 1 and 13), and about one job whoever may post it."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import UNKNOWN, Confirmed, JobMode, JobOperation, LinkedInSettings, Listing
from tiltrekk.linkedin.sync import load, marks
from tiltrekk.linkedin.sync.rows import raise_rows


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


@transaction.atomic
def let_people_apply_there(*, actor: User, wanted: bool) -> None:
    """Whether people apply on LinkedIn to jobs of this environment (AC-R1); the jobs are sent again."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    LinkedInSettings.current()
    settings = LinkedInSettings.objects.select_for_update().get(pk=1)
    if settings.onsite_apply != wanted:
        settings.onsite_apply = wanted
        settings.save()
        values = {"onsite_apply": wanted}
        events.record(
            actor=actor, verb="linkedin.choices_changed", subject=settings, changed=["onsite_apply"], values=values
        )
        load.ask()


@transaction.atomic
def let_people_apply_there_to(*, actor: User, job: Job, wanted: bool) -> None:
    """The same of one job (AC-R2)."""
    require(actor, Flag.POST_JOB, job)
    Listing.objects.update_or_create(job=job, defaults={"onsite_apply": wanted})
    events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=["onsite_apply"])


@transaction.atomic
def ask_again(*, actor: User, job: Job) -> None:
    """Send a job that is public once more, though nothing of it has changed: LinkedIn looks at it anew."""
    require(actor, Flag.POST_JOB, job)
    _distrust(object_id=job.job_id)
    raise_rows(marks.of_job(job))


@transaction.atomic
def ask_again_for_all(*, actor: User) -> None:
    """The same of all jobs: LinkedIn asks our address anew."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    _distrust()
    load.ask()


def _distrust(**which: str) -> None:
    """Take nothing for granted that LinkedIn confirmed of public jobs, nor what it said of applying to them."""
    public = JobOperation.objects.filter(confirmed=Confirmed.PUBLIC, **which)
    public.update(digest=UNKNOWN, apply_status="", apply_words="")
