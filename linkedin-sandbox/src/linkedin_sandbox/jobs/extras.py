"""The optional fields of a posting: categories, skills, industries, compensation, addresses (job posting schema)."""

import re
from typing import Any

from linkedin_sandbox import addresses, fields
from linkedin_sandbox.jobs.refusals import missing, no_record, no_symbol, refuse

SECTION = "8.2"
MOST_CATEGORIES = 3
LONGEST_SKILLS = 4_000
INDUSTRY = re.compile(r"urn:li:industry:\d+\Z")
PERIODS = ("YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY")
KINDS = (
    "BASE_SALARY",
    "TIPS",
    "COMMISSION",
    "PROFIT_SHARING",
    "STOCK_OPTIONS",
    "STOCK",
    "BONUS",
    "SIGN_ON_BONUS",
    "OVER_TIME",
    "OTHER",
)
AMOUNT = re.compile(r"\d+(\.\d+)?\Z")


def check(body: dict[str, Any]) -> None:
    """Raises Refusal 400 or 422 with the field at fault."""
    fields.lists(body, SECTION, "categories", "industries")
    fields.texts(body, SECTION, "skillsDescription", "companyJobCode", "trackingPixelUrl")
    if len(body.get("categories") or []) > MOST_CATEGORIES:
        raise refuse(400, f"categories must not have more than {MOST_CATEGORIES} values", SECTION)
    if len(body.get("skillsDescription") or "") > LONGEST_SKILLS:
        raise refuse(400, f"skillsDescription must not be longer than {LONGEST_SKILLS} characters", SECTION)
    if body.get("companyJobCode") == "":
        raise missing("companyJobCode")
    if wrong := [one for one in body.get("industries") or [] if not INDUSTRY.match(str(one))]:
        raise no_record("industries", wrong[0], "IndustryUrn")
    if "trackingPixelUrl" in body and addresses.read(body["trackingPixelUrl"]) is None:
        raise refuse(400, "trackingPixelUrl is not a valid URL", SECTION)
    _compensation(body.get("compensation"))


def _compensation(found: Any) -> None:
    if found is None:
        return
    lines = found.get("compensations") if isinstance(found, dict) else None
    if not isinstance(lines, list):
        raise missing("compensation/compensations")
    for line in lines:
        if not isinstance(line, dict):
            raise no_record("compensation/compensations", line)
        _line(line)


def _line(line: dict[str, Any]) -> None:
    for field, symbols in (("period", PERIODS), ("type", KINDS)):
        if line.get(field) not in symbols:
            raise no_symbol(f"compensation/compensations/{field}", line.get(field))
    value = line.get("value")
    if not isinstance(value, dict):
        raise missing("compensation/compensations/value")
    found = value.get("range")
    bounds = found if isinstance(found, dict) else {"exactAmount": value.get("exactAmount")}
    for name, amount in bounds.items():
        money(f"compensation/compensations/value/{name}", amount)


def money(field: str, found: Any) -> None:
    """An amount is text with a currency beside it. Raises Refusal 422."""
    if not isinstance(found, dict) or not isinstance(found.get("currencyCode"), str):
        raise missing(f"{field}/currencyCode")
    if not isinstance(found.get("amount"), str) or not AMOUNT.match(found["amount"]):
        raise no_record(f"{field}/amount", found.get("amount"), "String")
