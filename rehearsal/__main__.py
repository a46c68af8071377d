"""``python -m rehearsal [--chapter NAME] [--until RULE] [--language nb] [--versioned]``

Walk, write the report, fail with a rule.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from linkedin_talent.names import REST_VERSION

from rehearsal import names, report, words
from rehearsal.chapters import CHAPTERS
from rehearsal.rules import Chapter, Part
from rehearsal.walk import OUT, walk


def main() -> int:
    chromium = os.environ.get("TILTREKK_CHROMIUM", "")
    if not chromium:
        print("No Chromium was found; the rehearsal needs a browser.")
        return 1
    chosen, language = _chosen()
    os.environ[words.VARIABLE] = language
    walked = walk(chosen, chromium=chromium)
    summary = report.write(walked, OUT)
    print(f"\n{summary['passed']} passed, {summary['failed']} failed, {summary['listed']} listed only.")
    print(f"Rehearsed against a sandbox, never certified. Report: {OUT / 'index.html'}")
    return 1 if summary["failed"] else 0


def _chosen() -> tuple[list[Chapter], str]:
    """Every chapter, or the named one, perhaps only up to a rule: later rules stand on what earlier ones left."""
    options = argparse.ArgumentParser(prog="rehearsal", description="Walk the published rules in a browser.")
    options.add_argument("--chapter", choices=[one.name for one in CHAPTERS], help="walk this chapter alone")
    options.add_argument("--until", metavar="RULE", help="stop after this rule, for example SEED-12")
    options.add_argument("--language", choices=words.LANGUAGES, default="en", help="the language the product speaks")
    options.add_argument("--versioned", action="store_true", help="call LinkedIn below /rest where names are published")
    given = options.parse_args()
    chapters = [one for one in CHAPTERS if given.chapter in {None, one.name}]
    if given.until:
        chapters = [one for one in chapters if given.until in {rule.id for rule in one.rules}]
        if not chapters:
            options.error(f"no rule is called {given.until}")
    if given.versioned:
        os.environ[names.VARIABLE] = REST_VERSION
    return [_cut(one, given.until) for one in chapters], given.language


def _cut(chapter: Chapter, until: str | None) -> Chapter:
    if until is None:
        return chapter
    wanted = {rule.id for rule in chapter.rules[: [rule.id for rule in chapter.rules].index(until) + 1]}
    parts: Sequence[Part] = [
        replace(one, rules=[rule for rule in one.rules if rule.id in wanted]) for one in chapter.parts
    ]
    return replace(chapter, parts=[one for one in parts if one.rules])


if __name__ == "__main__":
    sys.exit(main())
