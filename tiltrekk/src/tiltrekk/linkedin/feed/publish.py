"""The feed as LinkedIn reads it: always complete, never shorter by accident."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings as configuration
from linkedin_talent.feed import FeedJob, write_feed

from tiltrekk.accounts.models import Environment
from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, FeedDownload, LinkedInSettings
from tiltrekk.linkedin.sync.gate import Shut, why_shut

from .guard import hold_back, unexplained
from .jobs import wanted


@dataclass(frozen=True)
class Edition:
    """One version of the feed; equal content has an equal ``etag``."""

    jobs: list[FeedJob]
    etag: str
    built_at: datetime


def address() -> str:
    """Return the feed's stable address, which nobody can guess."""
    return f"{configuration.PUBLIC_URL}/linkedin/feed/{LinkedInSettings.current().feed_secret}.xml"


def edition() -> Edition | None:
    """Return what to publish now; None when jobs are missing that nobody took down, until somebody has looked.

    Neither does a restored database close or open anything at LinkedIn before somebody has decided.
    """
    settings = LinkedInSettings.current()
    if why_shut(Connection.current()) == Shut.RESTORED:
        return None
    jobs = wanted()
    if unexplained(jobs):
        hold_back(settings)
        return None
    etag = hashlib.sha256(repr(jobs).encode()).hexdigest()
    if etag != settings.feed_digest:
        settings.feed_digest, settings.feed_built_at = etag, clock.now()
        settings.feed_jobs, settings.feed_held_since = [job.partner_job_id for job in jobs], None
        settings.save()
    return Edition(jobs, etag, settings.feed_built_at or clock.now())


def stream(version: Edition, *, agent: str = "") -> Iterator[bytes]:
    """Yield the document in pieces; the download counts once the last piece was taken."""
    environment = Environment.current()
    yield from write_feed(
        version.jobs,
        publisher=environment.name,
        publisher_url=configuration.PUBLIC_URL,
        built_at=version.built_at,
        count=len(version.jobs),
    )
    downloaded(version, agent)


def downloaded(version: Edition, agent: str) -> None:
    """Record that a reader holds this version."""
    FeedDownload.objects.create(
        at=clock.now(), partner_ids=[job.partner_job_id for job in version.jobs], agent=agent[:200]
    )
