"""The sandbox's LinkedIn as the demo company meets it: the company, two contracts, seats, and its members."""

import random
from typing import Any

from demo.addresses import CLIENT_ID, CLIENT_SECRET
from demo.company.jobs import COMPANY, COMPANY_ID
from demo.company.people import COLLEAGUES, FIELDS, SEED, Colleague, Maker, Person, plain_ascii
from demo.company.story import Story

PARENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "name": "Tiltrekk"}
CONTRACT_ID = 4101
SECOND_CONTRACT_ID = 4102
OUTSIDERS = 120  # members who are nobody's candidate yet, for sourcing


def build(story: Story) -> dict[str, Any]:
    """Return the world for the sandbox's control API."""
    chance = random.Random(SEED + 1)
    maker = Maker(chance)
    maker.names |= {person.name for person in story.people}
    fields = list(FIELDS)
    outsiders = [maker.person(chance.choice(fields)) for _ in range(OUTSIDERS)]
    known = [person for person in story.people if chance.random() < 0.7]
    return {
        "parent_application": PARENT,
        "organizations": [
            {
                "id": int(COMPANY_ID),
                "name": COMPANY,
                "vanity": "skjaervind-energi",
                "industry": "Renewable energy",
                "location": "Bergen, Norway",
                "about": "Wind and tide on the west coast.",
            }
        ],
        "contracts": [
            {"id": CONTRACT_ID, "organization": int(COMPANY_ID), "name": f"{COMPANY}, Recruiter Corporate"},
            {"id": SECOND_CONTRACT_ID, "organization": int(COMPANY_ID), "name": f"{COMPANY}, offshore projects"},
        ],
        "members": [_colleague(one) for one in COLLEAGUES] + [_member(one) for one in (*known, *outsiders)],
        "seats": _seats(),
        "foreign_ats": [_foreign()],
    }


def _member(person: Person) -> dict[str, Any]:
    school, degree, field, year = person.studies
    return {
        "id": person.key,
        "first_name": person.given_name,
        "last_name": person.surname,
        "headline": f"{person.title} at {person.employer}",
        "location": f"{person.city}, {person.country}",
        "emails": [person.email],
        "phone": person.phone,
        "employer": person.employer,
        "positions": [
            {"title": title, "company": employer, "start": str(start), "end": str(end or "")}
            for title, employer, start, end in person.posts
        ],
        "educations": [{"school": school, "degree": degree, "field": field, "end": str(year)}],
        "skills": person.skills,
    }


def _colleague(colleague: Colleague) -> dict[str, Any]:
    given, surname = colleague.name.rsplit(" ", 1)
    return {
        "id": member_id(colleague),
        "first_name": given,
        "last_name": surname,
        "headline": f"{colleague.title} at {COMPANY}",
        "location": "Bergen, NO",
        "emails": [colleague.email],
        "employer": COMPANY,
    }


def member_id(colleague: Colleague) -> str:
    """Return the key of a colleague's own member account."""
    return plain_ascii(colleague.name.replace(" ", "-"))


def _seats() -> list[dict[str, Any]]:
    """Everyone with a seat sits in the first contract; the two administrators in both, so that they have to choose."""
    seats, number = [], 7000
    for colleague in COLLEAGUES:
        contracts = [CONTRACT_ID, SECOND_CONTRACT_ID] if "admin" in colleague.roles else [CONTRACT_ID]
        for contract in contracts if colleague.seat else []:
            number += 1
            role = "RECRUITER" if colleague.seat == "recruiter" else "HIRING_MANAGER"
            seats.append(
                {
                    "id": number,
                    "contract": contract,
                    "member": member_id(colleague),
                    "roles": [role],
                    "admin": "admin" in colleague.roles,
                }
            )
    return seats


def _foreign() -> dict[str, Any]:
    return {
        "name": "Brattvik Hiring",
        "organization": int(COMPANY_ID),
        "jobs": [
            {"id": "BH-88", "title": "Deck officer", "location": "Haugesund, NO"},
            {"id": "BH-91", "title": "Chief engineer", "location": "Bergen, NO"},
        ],
    }
