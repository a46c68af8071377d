"""Fill a fresh product, and the sandbox where it needs it."""

from django.utils import translation
from tiltrekk.core import clock

from demo.company.load import Loader, announce_feed, fill_sandbox, make_colleagues
from demo.company.story import tell
from rehearsal.company.jobs import JOBS, NEIGHBOUR, NEIGHBOUR_PREFIX


def history(*, sandbox_url: str) -> None:
    """The demo company's people with three years of jobs of their own, and the sandbox's world about them."""
    today = clock.now()
    story = tell(today, JOBS)
    fill_sandbox(story, sandbox_url)
    announce_feed(sandbox_url)
    with translation.override("nb"):
        Loader(make_colleagues(), today, JOBS).play(story)


def neighbour(*, sandbox_url: str) -> None:
    """A second environment of the same company: the same colleagues, and not a single job."""
    del sandbox_url  # it knows everybody already
    make_colleagues(NEIGHBOUR, NEIGHBOUR_PREFIX)
