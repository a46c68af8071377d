"""What the manual says of imported fields is what is imported (RSC-302)."""

import re
from pathlib import Path

import pytest
from linkedin_talent.exports import StubProfile
from tiltrekk.candidates.models import Candidate
from tiltrekk.linkedin.inbound.exports import person

PAGE = Path(__file__).resolve().parents[3] / "docs" / "user" / "linkedin.md"
MEMBER = "urn:li:person:zT4abc"
PROFILE = {
    "first_name": "Zfirstz",
    "last_name": "Zlastz",
    "member": MEMBER,
    "profile_url": "https://www.linkedin.com/in/zurlz",
    "current_employer_names": ("Zemployerz",),
    "email_addresses": ("zmailz@example.org",),
    "headline": "Zheadlinez",
    "location": "Zlocationz",
    "years_of_experience": "Zyearsz",
    "skills": ("Zskillz",),
    "positions": ({"title": "Zpositionz"},),
    "educations": ({"schoolName": "Zschoolz"},),
}


def documented() -> set[str]:
    """Return LinkedIn's names in the first column of the page's table."""
    return set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def kept(candidate: Candidate) -> str:
    """Return all that is known of a person, as one text."""
    rows = [candidate, *candidate.emails.all(), *candidate.identities.all(), *candidate.skills.all()]
    rows += [*candidate.experience.all(), *candidate.education.all()]
    return str([vars(row) for row in rows])


@pytest.mark.django_db
@pytest.mark.req("RSC-302")
def test_the_manual_names_exactly_the_fields_that_an_export_or_a_shared_profile_brings() -> None:
    assert set(PROFILE) == set(StubProfile.model_fields), "LinkedIn gives another field: plant a value for it"
    found = kept(person(StubProfile.model_validate(PROFILE)))
    words = {name: re.search(r"Z\w+z|urn:li:person:\w+|z\w+z", str(value)) for name, value in PROFILE.items()}
    brought = {name for name, word in words.items() if word and word.group() in found}
    assert {str(StubProfile.model_fields[name].alias) for name in brought} == documented()
