"""What a person tells of themselves, filled in by an apply form or from LinkedIn (CAND-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tiltrekk.candidates.models import Candidate, Education, Experience, Skill


@dataclass(frozen=True)
class ExperienceEntry:
    """A post held; ``ended`` None means still there. Dates are the first of their month."""

    title: str
    organisation: str = ""
    location: str = ""
    description: str = ""
    started: date | None = None
    ended: date | None = None


@dataclass(frozen=True)
class EducationEntry:
    """A degree or course."""

    school: str
    degree: str = ""
    field: str = ""
    started: date | None = None
    ended: date | None = None


@dataclass(frozen=True)
class Profile:
    """The parts of a profile an apply form may send."""

    experience: Sequence[ExperienceEntry] = ()
    education: Sequence[EducationEntry] = ()
    skills: Sequence[str] = ()


def fill_profile(candidate: Candidate, profile: Profile) -> list[str]:
    """Fill the parts that are still empty; return their names.

    What is known already stays: the form is open to anyone who types the person's e-mail. The caller records the event.
    """
    filled = []
    if profile.experience and not candidate.experience.exists():
        Experience.objects.bulk_create(Experience(candidate=candidate, **vars(entry)) for entry in profile.experience)
        filled.append("experience")
    if profile.education and not candidate.education.exists():
        Education.objects.bulk_create(Education(candidate=candidate, **vars(entry)) for entry in profile.education)
        filled.append("education")
    if profile.skills and not candidate.skills.exists():
        names = dict.fromkeys(name.strip()[:80] for name in profile.skills if name.strip())
        Skill.objects.bulk_create(Skill(candidate=candidate, name=name) for name in names)
        filled.append("skills")
    return filled
