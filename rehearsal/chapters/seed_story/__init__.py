"""The seed story: every numbered step of the two documents Tiltrekk began with, walked by the people who do them.

``AL`` is *Set up LinkedIn integration* (administrators), ``LR`` *Source candidates with LinkedIn Recruiter*.
"""

from rehearsal.chapters.seed_story import apply, connecting, export, held, in_ats, pool, posting, profile, user
from rehearsal.rules import Part

PARTS = [
    Part("Job posting", posting.RULES),
    Part("Connecting", connecting.RULES),
    Part("A recruiter's own connection", user.RULES),
    Part("Export", export.RULES),
    Part("In ATS", in_ats.RULES),
    Part("The profile", profile.RULES),
    Part("Talent pools", pool.RULES),
    Part("Apply with LinkedIn", apply.RULES),
    Part("Exports that should not have come", held.RULES),
]
