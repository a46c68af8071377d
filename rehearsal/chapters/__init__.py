"""Chapters, in the order of walking."""

from rehearsal.chapters import kills, rsc, seed_story
from rehearsal.rules import Chapter, Part

CHAPTERS: list[Chapter] = [
    Chapter(
        "seed_story",
        "The seed story",
        "demo",
        [*seed_story.PARTS, Part("Programs killed in the middle of it", kills.RULES)],
    ),
    Chapter("rsc", "Recruiter System Connect", "history", rsc.PARTS),
]
