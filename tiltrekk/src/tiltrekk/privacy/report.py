"""The figures of a quarter, as people read them and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from tiltrekk.core.text import sort_key

from . import selectors
from .questions import QUESTIONS
from .vault import Figure

STAGES = (
    ("applied", pgettext_lazy("equality figures", "Applied")),
    ("interview", pgettext_lazy("equality figures", "Came to Interview")),
    ("offer", pgettext_lazy("equality figures", "Came to Offer")),
)


@dataclass(frozen=True)
class Line:
    """One answer with a number for each stage; None is not shown."""

    answer: Any
    numbers: list[int | None]


@dataclass(frozen=True)
class Group:
    """One question of a table."""

    question: Any
    lines: list[Line]

    @property
    def shows(self) -> bool:
        """Whether there is any number to show."""
        return any(number is not None for line in self.lines for number in line.numbers)

    @property
    def shown_lines(self) -> list[Line]:
        """The lines of the page; a question without numbers says so once instead."""
        return self.lines if self.shows else []


@dataclass(frozen=True)
class Table:
    """The figures of one job, or of the jobs that are counted together; ``total`` is who answered at all."""

    job: str
    total: list[int | None]
    groups: list[Group]


def tables(figures: Sequence[Figure]) -> list[Table]:
    """Return a table for each job by title; those counted together come last."""
    known = {figure[:4]: figure.number for figure in figures}
    titles = selectors.job_titles(figure.job for figure in figures if figure.job)
    keys = sorted({figure.job for figure in figures}, key=lambda job: (not job, sort_key(titles.get(job, ""))))
    return [_table(job, titles.get(job) or _unnamed(job), known) for job in keys]


def _unnamed(job: int) -> str:
    return _("A deleted job") if job else _("Jobs with fewer than five answers, together")


def _table(job: int, title: str, known: dict[Any, int | None]) -> Table:
    def numbers(question: str, answer: str) -> list[int | None]:
        return [known.get((job, stage, question, answer)) for stage, _label in STAGES]

    groups = [
        Group(one.label, [Line(words, numbers(one.key, value)) for value, words in one.answers]) for one in QUESTIONS
    ]
    return Table(title, numbers("", ""), groups)


def heads() -> list[str]:
    """The heads of the file's columns."""
    first = (_("Job"), pgettext("equality figures", "Question"), pgettext("equality figures", "Answer"))
    return [*first, *(str(label) for _stage, label in STAGES)]


def lines(shown: Sequence[Table]) -> Iterator[list[Any]]:
    """Yield the lines of the file; what is not shown stays empty."""
    for table in shown:
        yield [table.job, pgettext("equality figures", "All who answered"), "", *table.total]
        for group in table.groups:
            for line in group.lines:
                yield [table.job, str(group.question), str(line.answer), *line.numbers]
