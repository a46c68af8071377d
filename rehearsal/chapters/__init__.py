"""Chapters: each a folder or file that fills a list of rules. ``RULES`` holds them all, in the order of walking."""

from rehearsal.chapters import kills, seed_story
from rehearsal.rules import Rule

RULES: list[Rule] = [*seed_story.RULES, *kills.RULES]
