"""``python -m rehearsal [--until RULE]``: walk every chapter, write the report, and fail when a rule failed."""

import argparse
import os
import sys

from rehearsal import report
from rehearsal.chapters import RULES
from rehearsal.rules import Rule
from rehearsal.walk import OUT, walk


def main() -> int:
    chromium = os.environ.get("TILTREKK_CHROMIUM", "")
    if not chromium:
        print("No Chromium was found; the rehearsal needs a browser.")
        return 1
    results = walk(_chosen(), chromium=chromium)
    summary = report.write(results, OUT)
    print(f"\n{summary['passed']} passed, {summary['failed']} failed. Report: {OUT / 'index.html'}")
    return 1 if summary["failed"] else 0


def _chosen() -> list[Rule]:
    """Every rule, or those up to the named one: later rules stand on what earlier ones left."""
    options = argparse.ArgumentParser(prog="rehearsal", description="Walk the published rules in a browser.")
    options.add_argument("--until", metavar="RULE", help="stop after this rule, for example SEED-12")
    until = options.parse_args().until
    identifiers = [rule.id for rule in RULES]
    if until and until not in identifiers:
        options.error(f"no rule is called {until}")
    return RULES[: identifiers.index(until) + 1] if until else RULES


if __name__ == "__main__":
    sys.exit(main())
