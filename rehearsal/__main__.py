"""``python -m rehearsal``: walk every chapter, write the report, and fail when a rule failed."""

import os
import sys

from rehearsal import report
from rehearsal.chapters import seed_story
from rehearsal.walk import OUT, walk


def main() -> int:
    chromium = os.environ.get("TILTREKK_CHROMIUM", "")
    if not chromium:
        print("No Chromium was found; the rehearsal needs a browser.")
        return 1
    results = walk(seed_story.RULES, chromium=chromium)
    for result in results:
        print(f"{result.state:14} {result.rule.id:9} {result.seconds:5.1f} s  {result.rule.text}", flush=True)
    summary = report.write(results, OUT)
    print(f"\n{summary['passed']} passed, {summary['failed']} failed. Report: {OUT / 'index.html'}")
    return 1 if summary["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
