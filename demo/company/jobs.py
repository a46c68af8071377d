"""The demo company's twelve jobs."""

from dataclasses import dataclass

COMPANY = "Skjærvind Energi"
COMPANY_ID = "90210044"
PREFIX = "N1"


@dataclass(frozen=True)
class JobSpec:
    """One job: who hires, where, in which state, how many people came, and its text."""

    title: str
    field: str
    city: str
    region: str
    recruiter: str
    manager: str
    interviewers: tuple[str, ...]
    days_open: int  # since it was activated
    people: int
    prospects: int
    state: str  # draft | active | filled | cancelled
    employment: str
    seniority: str
    workplace: str
    work: str  # what one does
    about: str  # who one is
    norwegian: bool = True
    posted: bool = True  # on the career site; else known inside the company only


JOBS = (
    JobSpec("Senior backend engineer", "software", "Bergen", "Vestland", "marit", "anders", ("priya",), 23, 44, 8,
            "active", "full_time", "mid_senior_level", "hybrid",
            "You own the services that turn readings from turbines and tides into numbers that traders and operators act on. "
            "You design events and interfaces, keep them running, and sit with the people who use them.",
            "You have built and run systems with many writers, care about the database under them, and explain a trade-off plainly.",
            norwegian=False),
    JobSpec("Produktdesigner", "design", "Oslo", "Oslo", "marit", "sara", ("priya",), 14, 41, 6,
            "active", "full_time", "associate", "hybrid",
            "Du former verktøyene driftssentralen bruker døgnet rundt, fra første skisse til det som står på skjermen. "
            "Du snakker med operatører på nattskift, prøver ideer tidlig og rydder i komponentene våre.",
            "Du har levert digitale tjenester som mange bruker, og du kan begrunne valgene dine både for utviklere og ledere."),
    JobSpec("Marin konstruktør", "marine", "Stavanger", "Rogaland", "marit", "torarne", (), 41, 30, 6,
            "active", "full_time", "mid_senior_level", "on_site",
            "Du regner på utmatting og forankring for flytende fundamenter, og følger beregningene ut til verftet. "
            "Du samarbeider tett med leverandører og klasseselskap.",
            "Du kjenner regelverket, har arbeidet med elementmetoden og trives når tegning og virkelighet møtes."),
    JobSpec("Data analyst, grid and markets", "data", "Trondheim", "Trøndelag", "daniel", "sara", ("priya",), 18, 36, 3,
            "active", "full_time", "associate", "hybrid",
            "You forecast load and prices for the coming days, and tell the trading desk how sure you are. "
            "You tidy our grid data so that others can trust it too.",
            "You know time series, SQL and how a power market clears, and you draw charts that need no legend.",
            norwegian=False),
    JobSpec("Site manager, offshore wind", "site", "Haugesund", "Rogaland", "marit", "torarne", (), 62, 19, 3,
            "active", "full_time", "mid_senior_level", "on_site",
            "You lead the work on the quay and at sea while the second field is built: plans, people, weather windows and safety. "
            "Everyone goes home each evening.",
            "You have led construction offshore, speak up early, and keep a log that others can follow.",
            norwegian=False),
    JobSpec("Lønnskonsulent", "finance", "Oslo", "Oslo", "daniel", "grete", (), 6, 24, 0,
            "active", "full_time", "associate", "hybrid",
            "Du kjører lønn for fire hundre ansatte på land og til havs, og svarer når noen lurer på lønnsslippen. "
            "Du holder turnus, tillegg og tariff i orden.",
            "Du er nøyaktig, kjenner tariffavtaler og a-melding, og gjør vanskelige regler enkle å forstå."),
    JobSpec("Operatør driftssentral, natt", "operations", "Kristiansund", "Møre og Romsdal", "daniel", "torarne", ("priya",), 33, 62, 0,
            "active", "full_time", "entry_level", "on_site",
            "Du overvåker vindparker og sjøkabler gjennom natten, kobler trygt og melder fra når noe ikke stemmer. "
            "Opplæring gis på simulator i åtte uker.",
            "Du har fagbrev innen energi eller automasjon, er rolig når det haster og trives i turnus."),
    JobSpec("Leder for kundesenter", "service", "Oslo", "Oslo", "daniel", "grete", (), 37, 34, 9,
            "active", "full_time", "mid_senior_level", "hybrid",
            "Du leder tjue rådgivere som svarer kunder om strøm, avtaler og avbrudd. "
            "Du bygger laget, følger tallene og sørger for at den som ringer får hjelp første gang.",
            "Du har ledet kundesenter før, gir klare tilbakemeldinger og liker både folk og plan."),
    JobSpec("HSE adviser", "site", "Stavanger", "Rogaland", "marit", "anders", (), 0, 0, 0,
            "draft", "full_time", "associate", "on_site",
            "You help crews plan safe work, go along when it is done, and learn from what nearly went wrong.",
            "You have worked with safety in construction or at sea.", norwegian=False),
    JobSpec("Avtalejurist", "finance", "Oslo", "Oslo", "marit", "grete", (), 0, 0, 0,
            "draft", "full_time", "mid_senior_level", "hybrid",
            "Du forhandler og følger opp avtaler om kraft, kabel og utbygging.", "Du er jurist med erfaring fra energi eller entreprise."),
    JobSpec("Platform engineer", "software", "Bergen", "Vestland", "daniel", "anders", ("priya",), 420, 64, 0,
            "filled", "full_time", "mid_senior_level", "hybrid",
            "You run the platform under our services: deploys, monitoring, costs, and sleep at night.",
            "You have run production systems for others and automated yourself out of the dull parts.", norwegian=False),
    JobSpec("Prosjektleder kabel", "site", "Bergen", "Vestland", "marit", "torarne", (), 610, 46, 0,
            "cancelled", "contract", "mid_senior_level", "on_site",
            "Du leder planlegging og legging av sjøkabel fra kontrakt til overlevering.",
            "Du har ledet marine prosjekter og kjenner grensesnittene mellom skip, kabel og nett."),
)  # fmt: skip


def description(job: JobSpec) -> str:
    """Return the advertisement as HTML."""
    work, about, offer = ("Oppgavene", "Du", "Vi tilbyr") if job.norwegian else ("The work", "About you", "We offer")
    terms = (
        "Fem ukers ferie, god pensjon, kollegaer som lærer bort det de kan, og et kontor ved vannet."
        if job.norwegian
        else "Five weeks of holiday, a good pension, colleagues who teach what they know, and an office by the water."
    )
    return "".join(
        f"<h3>{head}</h3><p>{text}</p>" for head, text in ((work, job.work), (about, job.about), (offer, terms))
    )
