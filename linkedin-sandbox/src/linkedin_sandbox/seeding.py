"""A world of any size from a seed: the same companies, contracts, seats and members for the same numbers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from linkedin_sandbox.state import State, world

GIVEN = (
    "Aisha", "Amara", "Ana", "Anders", "Andrea", "Astrid", "Ben", "Carla", "Chen", "Clara", "Daniel", "David", "Dina",
    "Elena", "Elif", "Emil", "Emma", "Erik", "Fatima", "Felix", "Grace", "Hana", "Hassan", "Helga", "Ida", "Ines",
    "Ingrid", "Ivan", "James", "Jonas", "Julia", "Karim", "Kofi", "Lars", "Laura", "Lea", "Leo", "Lin", "Luca",
    "Maja", "Marco", "Maria", "Marta", "Mei", "Mikael", "Mila", "Mira", "Nadia", "Nils", "Nina", "Noah", "Olga",
    "Omar", "Oskar", "Paul", "Petra", "Priya", "Ravi", "Rosa", "Sam", "Sara", "Silje", "Sofia", "Stefan", "Sunniva",
    "Tariq", "Thea", "Tomas", "Viktor", "Wanda", "Yusuf", "Zoe",
)  # fmt: skip
FAMILY = (
    "Abebe", "Ahmed", "Andersen", "Bakke", "Bauer", "Berg", "Bianchi", "Brun", "Cohen", "Costa", "Dahl", "Diaz",
    "Dubois", "Eide", "Evans", "Fischer", "Foss", "Garcia", "Greco", "Haddad", "Hagen", "Hansen", "Hoang", "Holm",
    "Hughes", "Ito", "Iversen", "Jansen", "Jensen", "Johnson", "Kaya", "Khan", "Kim", "Klein", "Kovacs", "Larsen",
    "Laurent", "Lee", "Li", "Lie", "Lopez", "Lund", "Mbeki", "Meyer", "Moen", "Moreau", "Mori", "Murphy", "Nguyen",
    "Nilsen", "Novak", "Okafor", "Olsen", "Park", "Patel", "Pereira", "Petrov", "Quist", "Rao", "Reed", "Ricci",
    "Rossi", "Ruud", "Sato", "Schmidt", "Silva", "Singh", "Solberg", "Sousa", "Strand", "Svensson", "Tanaka",
    "Taylor", "Vang", "Vik", "Virtanen", "Walker", "Weber", "Wood", "Yang", "Yilmaz", "Zhang",
)  # fmt: skip
PLACES = (
    "Bergen, Norway", "Oslo, Norway", "Stavanger, Norway", "Gothenburg, Sweden", "Aarhus, Denmark", "Helsinki, Finland",
    "Hamburg, Germany", "Leeds, United Kingdom", "Lyon, France", "Porto, Portugal", "Utrecht, Netherlands",
)  # fmt: skip
INDUSTRIES = {  # an industry, with what its companies are called after and what people do there
    "Maritime": ("Shipping Marine Offshore", "Naval architect, Chief engineer, Fleet manager, Deck officer"),
    "Software": ("Systems Software Labs", "Software engineer, Product manager, Data scientist, Tester"),
    "Energy": ("Energy Power Grid", "Process engineer, Electrician, Project controller, Turbine technician"),
    "Health": ("Health Care Clinics", "Nurse, Physiotherapist, Laboratory technician, Practice manager"),
    "Construction": ("Build Works Construction", "Site manager, Structural engineer, Carpenter, Quantity surveyor"),
    "Retail": ("Trading Stores Goods", "Buyer, Store manager, Category analyst, Logistics planner"),
}  # fmt: skip
STEMS = "Alder Birk Brevik Fjell Granitt Havn Kvarts Lind Nord Ravn Sund Tinde Varde Vest Ulv Østre".split()  # noqa: SIM905
RANKS = ("", "", "", "Senior ", "Lead ", "Junior ")
FIRST = 1_000_000  # above the numbers that people write into worlds of their own
SKILLS = 4
YEAR = 2026


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many of each; companies have their contracts in turn, contracts their seats."""

    members: int
    companies: int
    contracts: int
    seats: int

    @classmethod
    def of(
        cls, members: int, companies: int | None = None, contracts: int | None = None, seats: int | None = None
    ) -> "Size":
        """What is not said follows from the number of members."""
        firms = max(1, members // 100) if companies is None else companies
        return cls(
            members=members,
            companies=firms,
            contracts=min(firms, 20) if contracts is None else contracts,
            seats=min(members, 40) if seats is None else seats,
        )


def seed(state: State, number: int, size: Size) -> None:
    """Add the world of this seed and size to what is there. The first seat of a contract administers it."""
    with state.db.transaction():
        companies = list(_companies(luck_of(number, "companies"), size.companies))
        world.put_all(state, "organizations", companies)
        world.put_all(state, "contracts", (_contract(n, companies) for n in range(size.contracts if companies else 0)))
        world.put_all(state, "members", _members(luck_of(number, "members"), number, size.members, companies))
        sitting = min(size.seats, size.members) if size.contracts and companies else 0
        world.put_all(state, "seats", (_seat(number, n, size.contracts) for n in range(sitting)))


def luck_of(number: int, what: str) -> random.Random:
    """Each part has its own row of chances, so that more companies do not change the members' names."""
    return random.Random(f"{number} {what}")  # noqa: S311 - a world, not a secret


def _companies(luck: random.Random, count: int) -> Iterator[world.Organization]:
    for n in range(count):
        industry = luck.choice(tuple(INDUSTRIES))
        kind = luck.choice(INDUSTRIES[industry][0].split())
        name = f"{luck.choice(STEMS)}{luck.choice(STEMS).lower()} {kind}"
        place = luck.choice(PLACES)
        vanity = f"{name.lower().replace(' ', '-').replace('ø', 'o')}-{n}"
        yield world.Organization(id=FIRST + n, name=name, vanity=vanity, industry=industry, location=place)


def _contract(n: int, companies: list[world.Organization]) -> world.Contract:
    company = companies[n % len(companies)]
    return world.Contract(id=FIRST + n, organization=company.id, name=company.location.partition(",")[0])


def _members(
    luck: random.Random, number: int, count: int, companies: list[world.Organization]
) -> Iterator[world.Member]:
    for n in range(count):
        company = luck.choice(companies) if companies else None
        yield _member(luck, member_id(number, n), company)


def _member(luck: random.Random, key: str, company: world.Organization | None) -> world.Member:
    first, last = luck.choice(GIVEN), luck.choice(FAMILY)
    works = INDUSTRIES[company.industry][1].split(", ") if company else ["Consultant"]
    title = f"{luck.choice(RANKS)}{luck.choice(works)}".capitalize()
    years = luck.randint(1, 30)
    employer = company.name if company else ""
    return world.Member(
        id=key,
        first_name=first,
        last_name=last,
        headline=f"{title} at {employer}" if employer else title,
        location=company.location if company and luck.random() < 0.8 else luck.choice(PLACES),  # noqa: PLR2004
        emails=(f"{first}.{last}.{key}@example.org".lower(),),
        employer=employer,
        accepts=luck.random() < 0.9,  # noqa: PLR2004
        open_to_work=luck.random() < 0.1,  # noqa: PLR2004
        years_of_experience=str(years),
        positions=(world.Position(title=title, company=employer, start=str(YEAR - years)),) if employer else (),
        skills=tuple(luck.sample(works, min(SKILLS, len(works)))),
    )


def member_id(number: int, n: int) -> str:
    return f"s{number}-{n + 1}"


def _seat(number: int, n: int, contracts: int) -> world.Seat:
    contract = n % contracts
    return world.Seat(id=FIRST + n, contract=FIRST + contract, member=member_id(number, n), admin=n < contracts)
