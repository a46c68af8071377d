"""Jobs of three years: open and closed, advertised and internal, with Prospect stages and without people."""

from demo.company.jobs import JobSpec

NEIGHBOUR, NEIGHBOUR_PREFIX = "Skjærvind Offshore", "N2"
INTERNAL = "Month-end accountant"
WITH_PROSPECTS = "Blade repair lead"
OTHERS = "Intraday analyst"
_WORK = (
    "You take the work from plan to finish with the people on the quay, and tell the next shift what it has to know. "
)
_ABOUT = "You have done it before, you ask early, and you explain to others what you decided and why."


def _job(title: str, field: str, team: tuple[str, str], days: int, people: int, **more: object) -> JobSpec:
    """``team`` is recruiter and hiring manager, ``days`` since the job was opened."""
    values = {"prospects": 0, "state": "active", "interviewers": ("priya",), "posted": True} | more
    return JobSpec(
        title=title, field=field, city="Bergen", region="Vestland", recruiter=team[0], manager=team[1],
        days_open=days, people=people, employment="full_time", seniority="associate", workplace="on_site",
        work=_WORK, about=_ABOUT, norwegian=False, **values,  # type: ignore[arg-type]  # texts, numbers and truths by name
    )  # fmt: skip


JOBS = (
    _job(WITH_PROSPECTS, "site", ("daniel", "anders"), 30, 12, prospects=4),
    _job(OTHERS, "data", ("marit", "sara"), 150, 10, prospects=2),
    _job(INTERNAL, "finance", ("daniel", "grete"), 12, 6, posted=False),
    _job("Crane planner", "site", ("daniel", "anders"), 0, 0, state="draft"),
    _job("Substation engineer", "operations", ("daniel", "anders"), 420, 26, state="filled"),
    _job("Hull engineer", "marine", ("marit", "torarne"), 610, 8, state="cancelled"),
    _job("Night adviser", "service", ("daniel", "grete"), 790, 10, state="cancelled"),
    _job("Grid planner", "data", ("marit", "sara"), 900, 6, state="cancelled", posted=False),
)
