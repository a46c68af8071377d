"""What every record on the wire has in common."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

from linkedin_talent.assumptions import EPOCH_SECONDS_BELOW
from linkedin_talent.errors import ReplyError

__all__ = [
    "ExternalId",
    "Millis",
    "PersonName",
    "PrivateRecord",
    "WireRecord",
    "from_millis",
    "read_record",
    "to_millis",
]

R = TypeVar("R", bound=BaseModel)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_millis(moment: datetime) -> int:
    """Milliseconds since 1970; what is finer is cut off."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_millis(number: int) -> datetime:
    """A time of the wire. Small numbers are seconds (A-19)."""
    unit = "seconds" if 0 <= number < EPOCH_SECONDS_BELOW else "milliseconds"
    return _EPOCH + timedelta(**{unit: number})


def _read_millis(value: Any) -> Any:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    try:
        return from_millis(value)
    except OverflowError:
        raise ValueError("not a time") from None


Millis = Annotated[
    AwareDatetime, BeforeValidator(_read_millis), PlainSerializer(to_millis, return_type=int, when_used="json")
]
"""A time: aware datetime here, epoch milliseconds on the wire."""


ExternalId = Annotated[str, Field(coerce_numbers_to_str=True)]
"""An id of ours, as LinkedIn says it back: one of digits may come as a number."""


class WireRecord(BaseModel):
    """A record of LinkedIn's: attributes in Python's spelling, wire names as aliases, unknown fields kept.

    Symbols are text, so that one LinkedIn adds tomorrow arrives as it is. A field that is null reads as one that is
    absent.
    """

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, extra="allow", frozen=True
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, said: Any) -> Any:
        return {name: value for name, value in said.items() if value is not None} if isinstance(said, Mapping) else said

    def wire(self) -> dict[str, Any]:
        """The JSON object to send. What is None is left out; on a full replacement LinkedIn then stores null."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class PrivateRecord(WireRecord):
    """A record read from people's conversations: every field that is not declared is dropped before it is stored."""

    model_config = ConfigDict(extra="ignore")


class PersonName(WireRecord):
    """An author or interviewer."""

    first_name: str
    last_name: str


def read_record(kind: type[R], body: Mapping[str, Any]) -> R:
    """A reply's object as a record; ReplyError when it lacks what the documents promise."""
    try:
        return kind.model_validate(body)
    except ValidationError as problem:
        # The values may be personal, so only the places are named.
        places = ", ".join(".".join(map(str, error["loc"])) for error in problem.errors())
        raise ReplyError(f"the reply is not a {kind.__name__}: {places}") from None
