"""The seed story: every numbered step of the two documents Tiltrekk began with, walked by the people who do them.

``AL`` is *Set up LinkedIn integration* (administrators), ``LR`` *Source candidates with LinkedIn Recruiter*.
"""

from rehearsal.chapters.seed_story import apply, connecting, export, held, in_ats, pool, posting, profile, user
from rehearsal.rules import Rule

RULES: list[Rule] = [
    *posting.RULES,
    *connecting.RULES,
    *user.RULES,
    *export.RULES,
    *in_ats.RULES,
    *profile.RULES,
    *pool.RULES,
    *apply.RULES,
    *held.RULES,
]
