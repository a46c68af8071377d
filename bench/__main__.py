"""``python -m bench``: measure, print the table, write build/bench/results.json."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from bench import results as result_file
from bench import sandbox
from bench.results import OUT, Results
from demo.company.world import OUTSIDERS
from rehearsal.stack import Stack, running

PARTS = ("story", "pages", "scale", "sandbox")
ALONE = ("load", "backlog")  # a company page of their own
MOST_TIMES = OUTSIDERS // 3  # each export needs somebody new


def main() -> int:
    wanted = _read(sys.argv[1:])
    company = bool({"story", "pages"} & set(wanted.parts))  # many people need no demo company, only its colleagues
    results = Results({"people": wanted.people, "times": wanted.times, "parts": wanted.parts})
    logs: Path = wanted.out / "logs"
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir(parents=True)
    if "sandbox" in wanted.parts:
        sandbox.measure(results, wanted.times, wanted.records)
    if set(wanted.parts) != {"sandbox"}:
        with running(logs, company="demo" if company else "") as stack:
            _measure(stack, results, wanted)
    whole = result_file.write(results, wanted.out)
    print(result_file.table(whole))
    print(f"\n{wanted.out / 'results.json'}")
    return 1 if whole["wrong"] else 0


def _measure(stack: Stack, results: Results, wanted: argparse.Namespace) -> None:
    import django

    os.environ.update(stack.first.environment)
    django.setup()  # only now is it known where the database is
    from bench import backlog, load, pages, scale, story
    from demo.company.load import make_colleagues

    if not {"story", "pages"} & set(wanted.parts):
        make_colleagues()
    if "story" in wanted.parts:
        story.measure(stack, results, wanted.times)
    if "pages" in wanted.parts:
        pages.measure(stack, results, wanted.times)
    if "scale" in wanted.parts:
        scale.measure(stack, results, wanted.times, wanted.people)
    if "load" in wanted.parts:
        load.measure(stack, results, wanted.people)
    if "backlog" in wanted.parts:
        backlog.measure(stack, results, wanted.rows)


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="people for the parts scale and load")
    parser.add_argument("--records", type=int, default=20_000, help="candidates to store for the part sandbox")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows for the part backlog")
    parser.add_argument("--times", type=_times, default=15, help=f"measure each thing so often, up to {MOST_TIMES}")
    parser.add_argument("--parts", nargs="+", choices=(*PARTS, *ALONE), default=list(PARTS))
    parser.add_argument("--out", type=Path, default=OUT, help="folder of results.json")
    wanted = parser.parse_args(arguments)
    if set(ALONE) & set(wanted.parts) and len(wanted.parts) > 1:
        parser.error(f"{' and '.join(ALONE)} are measured each alone")
    return wanted


def _times(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_TIMES:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST_TIMES}")
    return number


if __name__ == "__main__":
    sys.exit(main())
