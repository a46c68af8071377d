"""Made-up people: eight colleagues, four hundred candidates, and members of the sandbox's LinkedIn."""

import dataclasses
import random
import unicodedata

SEED = 20190708

GIVEN_NB = [
    "Thea",
    "Marius",
    "Sigrid",
    "Ellen",
    "Runa",
    "Håkon",
    "Maja",
    "Benedicte",
    "Ida",
    "Tobias",
    "Nadia",
    "Henrik",
    "Jonas",
    "Kristoffer",
    "Sunniva",
    "Eirik",
    "Ingrid",
    "Lars",
    "Solveig",
    "Magnus",
    "Astrid",
    "Ola",
    "Hanne",
    "Sindre",
    "Tuva",
    "Espen",
    "Guro",
    "Vegard",
    "Live",
    "Øystein",
    "Åse",
    "Torstein",
    "Marte",
    "Bjørnar",
    "Silje",
    "Kjersti",
    "Even",
    "Ragnhild",
    "Aksel",
    "Synnøve",
    "Odd",
    "Gunnar",
    "Vilde",
    "Petter",
    "Linnea",
    "Stian",
    "Oda",
    "Trygve",
    "Mathilde",
    "Roar",
    "Eline",
]
SURNAME_NB = [
    "Brekke",
    "Engen",
    "Halvorsen",
    "Kjær",
    "Fagerli",
    "Sletten",
    "Ellingsen",
    "Ås",
    "Vestby",
    "Falk",
    "Rahimi",
    "Dahl",
    "Tveit",
    "Ness",
    "Berge",
    "Moen",
    "Solberg",
    "Haugland",
    "Nygård",
    "Lunde",
    "Strand",
    "Myhre",
    "Bakken",
    "Sørli",
    "Eide",
    "Hovland",
    "Rød",
    "Torp",
    "Skaar",
    "Viken",
    "Aasen",
    "Løken",
    "Øvrebø",
    "Fjeld",
    "Hagen",
    "Sandvik",
    "Tangen",
    "Åmot",
    "Grønli",
    "Breivik",
    "Nilsen",
    "Rustad",
    "Heggdal",
    "Lie",
    "Kvam",
    "Storli",
    "Vågen",
    "Bjerke",
    "Myrvold",
    "Aune",
]
GIVEN_EN = [
    "Josephine",
    "Owen",
    "Callum",
    "Gareth",
    "Emily",
    "Samuel",
    "Charlotte",
    "Oliver",
    "Aisha",
    "Rahul",
    "Amina",
    "Adeel",
    "Priyanka",
    "Mattias",
    "Leah",
    "Hugo",
    "Fiona",
    "Rory",
    "Beatrice",
    "Kofi",
    "Elena",
    "Piotr",
    "Marta",
    "Yusuf",
    "Grace",
    "Nathan",
    "Isla",
    "Tomás",
    "Ines",
    "Duncan",
]
SURNAME_EN = [
    "Calder",
    "Blackwood",
    "Reid",
    "Lowe",
    "Hartwell",
    "Okoro",
    "Pryce",
    "Whitfield",
    "Karim",
    "Menon",
    "Yusuf",
    "Hussain",
    "Öberg",
    "Redpath",
    "Oldfield",
    "Dacre",
    "Mensah",
    "Novak",
    "Kowalski",
    "Ferreira",
    "Whitlock",
    "Stirling",
    "Penrose",
    "Ashdown",
    "Marlowe",
    "Quigley",
    "Thorne",
    "Lindqvist",
    "Sørensen",
    "Vale",
]
EMPLOYERS = [
    "Vågen Digital",
    "Tidevann Analyse",
    "Stonebridge Cloud",
    "Kystlinje",
    "Isfront",
    "Rørgaten Energi",
    "Lanternsoft",
    "Tarn Systems",
    "Tindra Software",
    "Kvikksølv Data",
    "Northgate Pay",
    "Fjordbanken",
    "Harbour Grid",
    "Lyskilde",
    "Havstrøm Data",
    "Skogly Systems",
    "Polarbyte",
    "Quayside Labs",
    "Grønn Kraftdata",
    "Bølgen Software",
    "Nordavind",
    "Ferrywell",
    "Målestasjonen",
    "Vintermørke",
    "Halden Subsea",
    "Skagen Verft",
    "Aldermoor",
    "Fenwick Rowe",
    "Lysefjord Måling",
    "Marlow Wind",
    "Penmarsh",
    "Sotra Mekaniske",
]
PLACES = (
    ("Bergen", "NO"), ("Oslo", "NO"), ("Stavanger", "NO"), ("Trondheim", "NO"), ("Haugesund", "NO"),
    ("Kristiansund", "NO"), ("Ålesund", "NO"), ("Tromsø", "NO"), ("Gothenburg", "SE"), ("Aberdeen", "GB"),
    ("Edinburgh", "GB"), ("York", "GB"), ("Copenhagen", "DK"), ("Hamburg", "DE"),
)  # fmt: skip
SCHOOLS = (
    ("NTNU", "M.Sc."), ("University of Bergen", "M.Sc."), ("University of Oslo", "B.Sc."),
    ("University of Stavanger", "M.Sc."), ("Western Norway University of Applied Sciences", "B.Eng."),
    ("University of Strathclyde", "M.Eng."), ("Chalmers", "M.Sc."), ("BI Norwegian Business School", "M.Sc."),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Colleague:
    """Someone who signs in to the demo; ``seat`` is the kind of Recruiter seat they hold, if any."""

    key: str
    name: str
    title: str
    language: str
    roles: tuple[str, ...] = ()
    seat: str = ""  # recruiter | hiring_manager
    contract_admin: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@skjaervind.example"


COLLEAGUES = (
    Colleague("marit", "Marit Haugen", "Head of recruiting", "nb", ("admin", "recruiter"), "recruiter"),
    Colleague("daniel", "Daniel Ashworth", "Recruiter", "en", ("recruiter",), "recruiter"),
    Colleague("anders", "Anders Lie", "Head of software", "nb", ("hiring_manager",), "recruiter"),
    Colleague("sara", "Sara Nordli", "Head of product", "nb", ("hiring_manager",), "hiring_manager"),
    Colleague("torarne", "Tor-Arne Vik", "Head of offshore projects", "nb", ("hiring_manager",)),
    Colleague(
        "grete", "Grete Holm", "Head of people", "en", ("admin", "hiring_manager"), "recruiter", contract_admin=True
    ),
    Colleague("priya", "Priya Raman", "Senior engineer", "en"),
    Colleague("helene", "Helene Berg", "Controller", "nb", ("reader",)),
)


PASSWORD = "tiltrekk-demo-2026"
SIGN_INS = tuple((one.email, PASSWORD, f"{one.name}, {one.title.lower()}") for one in COLLEAGUES)


@dataclasses.dataclass
class Person:
    """A made-up person with a career. ``key`` is unique and stable for the seed."""

    key: str
    given_name: str
    surname: str
    city: str
    country: str
    norwegian: bool
    title: str
    employer: str
    field: str
    email: str
    phone: str
    posts: list[tuple[str, str, int, int | None]] = dataclasses.field(
        default_factory=list
    )  # title, employer, from, to (years)
    studies: tuple[str, str, str, int] = ("", "", "", 0)  # school, degree, field, year
    skills: list[str] = dataclasses.field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.surname}"


# field of work → titles from junior to senior, skills, subject of study
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "software": (
        ("Software developer", "Backend engineer", "Senior backend engineer", "Tech lead"),
        ("Python", "PostgreSQL", "Kotlin", "Event streaming", "Kubernetes", "API design", "Observability"),
        "Computer science",
    ),
    "design": (
        ("Interaction designer", "Product designer", "Senior product designer", "Design lead"),
        ("User research", "Prototyping", "Design systems", "Accessibility", "Service design"),
        "Interaction design",
    ),
    "marine": (
        ("Naval architect", "Structural engineer", "Senior structural engineer", "Lead engineer, hull"),
        ("Fatigue analysis", "Mooring", "FEM", "DNV rules", "Offshore installation"),
        "Marine technology",
    ),
    "data": (
        ("Junior analyst", "Data analyst", "Senior analyst, power markets", "Head of analysis"),
        ("SQL", "Forecasting", "Power markets", "R", "Visualisation", "Grid data"),
        "Industrial economics",
    ),
    "site": (
        ("Site engineer", "Construction manager", "Site manager", "Project manager, offshore wind"),
        ("HSE", "Contract follow-up", "Cable installation", "Crane operations", "Planning"),
        "Civil engineering",
    ),
    "operations": (
        ("Operator trainee", "Control room operator", "Senior operator", "Shift lead"),
        ("SCADA", "Switching", "Shift work", "Fault handling", "Grid codes"),
        "Electrical power",
    ),
    "finance": (
        ("Accounts assistant", "Payroll accountant", "Senior accountant", "Finance manager"),
        ("Payroll", "Altinn reporting", "Excel", "Collective agreements", "Month-end close"),
        "Accounting",
    ),
    "service": (
        ("Customer adviser", "Team lead, support", "Customer support manager", "Head of customer support"),
        ("Service levels", "Coaching", "CRM", "Complaint handling", "Workforce planning"),
        "Organisation and management",
    ),
}


LETTERS = str.maketrans("øåö", "oao", "") | {ord("æ"): "ae"}


def plain_ascii(text: str) -> str:
    """Return text for an e-mail address."""
    swapped = text.lower().translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", swapped) if c.isascii() and (c.isalnum() or c in ".-"))


class Maker:
    """Makes people one after another from one random source, never the same name twice."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names: set[str] = set()

    def person(self, work: str) -> Person:
        norwegian = self.chance.random() < 0.68
        given, surname = self._name(norwegian=norwegian)
        city, country = self._place(norwegian=norwegian)
        posts = self._career(work)
        key = plain_ascii(f"{given}-{surname}")
        _titles, skills, subject = FIELDS[work]
        school, degree = self.chance.choice(SCHOOLS)
        return Person(
            key=key, given_name=given, surname=surname, city=city, country=country, norwegian=norwegian,
            title=posts[0][0], employer=posts[0][1], field=work,
            email=f"{plain_ascii(given)}.{plain_ascii(surname)}@example.{'no' if norwegian else 'org'}",
            phone=self._phone(norwegian=norwegian), posts=posts,
            studies=(school, degree, subject, posts[-1][2]), skills=self.chance.sample(skills, k=3),
        )  # fmt: skip

    def _name(self, *, norwegian: bool) -> tuple[str, str]:
        while True:
            given = self.chance.choice(GIVEN_NB if norwegian else GIVEN_EN)
            surname = self.chance.choice(SURNAME_NB if norwegian else SURNAME_EN)
            if f"{given} {surname}" not in self.names:
                self.names.add(f"{given} {surname}")
                return given, surname

    def _place(self, *, norwegian: bool) -> tuple[str, str]:
        return self.chance.choice([place for place in PLACES if (place[1] == "NO") == norwegian])

    def _phone(self, *, norwegian: bool) -> str:
        # Ranges that no one is reached at: Norway's 900 00 xxx and Ofcom's numbers for drama.
        tail = self.chance.randrange(100, 1000)
        return f"+47 900 00 {tail}" if norwegian else f"+44 7700 900{tail}"

    def _career(self, work: str) -> list[tuple[str, str, int, int | None]]:
        titles = FIELDS[work][0]
        level, year = self.chance.randrange(len(titles)), 2026 - self.chance.randrange(1, 4)
        posts: list[tuple[str, str, int, int | None]] = [(titles[level], self.chance.choice(EMPLOYERS), year, None)]
        while level > 0:
            level, ended = level - 1, year
            year -= self.chance.randrange(2, 5)
            posts.append((titles[level], self.chance.choice(EMPLOYERS), year, ended))
        return posts
