"""The certification rules of Recruiter System Connect, module by module, and the legacy test cases."""

from rehearsal.chapters.rsc import deletion, inward, legacy, onboarding, outward, rights, versions, wire
from rehearsal.rules import Part

PARTS = [
    Part("Module 1: customer onboarding", onboarding.RULES),
    Part("Module 2: from the product to LinkedIn", outward.RULES),
    Part("Module 3: from LinkedIn to the product", inward.RULES),
    Part("Module 4: who may see a job", rights.RULES),
    Part("Module 5: deletion, and versions", [*deletion.RULES, *versions.RULES]),
    Part("Legacy test cases", legacy.RULES),
    Part("On the wire", wire.RULES),
]
