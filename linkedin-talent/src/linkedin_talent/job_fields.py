"""The symbols and parts of a job posting (LinkedIn: Job Posting API Schema, §8.2).

Symbols are offered as enums and accepted as text, so that one LinkedIn adds tomorrow can be sent and read.
"""

from enum import StrEnum

from pydantic import Field, model_validator

from linkedin_talent.records import WireRecord

__all__ = [
    "Availability",
    "Budget",
    "Compensation",
    "CompensationPeriod",
    "CompensationType",
    "CompensationValue",
    "EmploymentStatus",
    "ExperienceLevel",
    "ListingType",
    "Money",
    "MoneyRange",
    "Operation",
    "PosterCompensation",
    "WorkplaceType",
]


class Operation(StrEnum):
    """What to do with a posting. UPGRADE and DOWNGRADE are symbols of /rest; /v2 says UPGRADE in another way (§8.2)."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    RENEW = "RENEW"
    CLOSE = "CLOSE"
    UPGRADE = "UPGRADE"
    DOWNGRADE = "DOWNGRADE"


class Availability(StrEnum):
    """Who can find the job: everybody, the customer's Recruiter users (/v2), or the customer's own people (/rest)."""

    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE_TO_ATS_INTEGRATION"
    INTERNAL = "INTERNAL"


class ListingType(StrEnum):
    """Free of charge, or paid for from the contract's job slots."""

    BASIC = "BASIC"
    PREMIUM = "PREMIUM"


class WorkplaceType(StrEnum):
    """Where the work is done; LinkedIn takes On-site when nothing is said."""

    ON_SITE = "On-site"
    HYBRID = "Hybrid"
    REMOTE = "Remote"


class EmploymentStatus(StrEnum):
    """Kind of employment."""

    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    CONTRACT = "CONTRACT"
    INTERNSHIP = "INTERNSHIP"
    TEMPORARY = "TEMPORARY"
    VOLUNTEER = "VOLUNTEER"
    OTHER = "OTHER"


class ExperienceLevel(StrEnum):
    """Experience asked for."""

    ENTRY_LEVEL = "ENTRY_LEVEL"
    MID_SENIOR_LEVEL = "MID_SENIOR_LEVEL"
    DIRECTOR = "DIRECTOR"
    EXECUTIVE = "EXECUTIVE"
    INTERNSHIP = "INTERNSHIP"
    ASSOCIATE = "ASSOCIATE"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class CompensationPeriod(StrEnum):
    """What the amounts are paid for."""

    YEARLY = "YEARLY"
    MONTHLY = "MONTHLY"
    SEMIMONTHLY = "SEMIMONTHLY"
    BIWEEKLY = "BIWEEKLY"
    WEEKLY = "WEEKLY"
    DAILY = "DAILY"
    HOURLY = "HOURLY"


class CompensationType(StrEnum):
    """Kind of pay."""

    BASE_SALARY = "BASE_SALARY"
    TIPS = "TIPS"
    COMMISSION = "COMMISSION"
    PROFIT_SHARING = "PROFIT_SHARING"
    STOCK_OPTIONS = "STOCK_OPTIONS"
    STOCK = "STOCK"
    BONUS = "BONUS"
    SIGN_ON_BONUS = "SIGN_ON_BONUS"
    OVER_TIME = "OVER_TIME"
    OTHER = "OTHER"


class Money(WireRecord):
    """An amount, as text on the wire, in a three-letter currency."""

    amount: str = Field(pattern=r"^\d+(\.\d+)?$")
    currency_code: str = Field(pattern=r"^[A-Z]{3}$")


class MoneyRange(WireRecord):
    """From `start` to `end`."""

    start: Money
    end: Money


class CompensationValue(WireRecord):
    """A range or one amount."""

    range: MoneyRange | None = None
    exact_amount: Money | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "CompensationValue":
        if (self.range is None) == (self.exact_amount is None):
            raise ValueError("a compensation is either a range or an exact amount")
        return self


class Compensation(WireRecord):
    """One kind of pay."""

    period: str
    type: str
    value: CompensationValue


class PosterCompensation(WireRecord):
    """All that is paid."""

    compensations: tuple[Compensation, ...] = Field(min_length=1)


class Budget(WireRecord):
    """Pay for performance (/rest): the most a posting may cost in all."""

    pay_for_performance_total_budget: Money
