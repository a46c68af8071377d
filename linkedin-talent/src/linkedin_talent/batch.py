"""Replies of batch calls, element by element."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from linkedin_talent.errors import LinkedInError

__all__ = ["BATCH_SIZE", "BatchReply", "BatchResult", "ElementResult"]

BATCH_SIZE = 100  # records LinkedIn takes in one call

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ElementResult:
    """What became of one element. `status` is 0 when the reply does not speak of it, `id` what LinkedIn made of it."""

    status: int
    error: LinkedInError | None = None
    id: str = ""

    @property
    def ok(self) -> bool:
        """LinkedIn acknowledged the element."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class BatchResult(Mapping[K, ElementResult], Generic[K]):
    """The outcome of every element that was asked for, by its key.

    Elements fail one by one inside a call that succeeded, so look at each. If a later part of a long batch could
    not be sent at all, its elements carry the error of the call.
    """

    elements: Mapping[K, ElementResult]

    def __getitem__(self, key: K) -> ElementResult:
        return self.elements[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self.elements)

    def __len__(self) -> int:
        return len(self.elements)

    @property
    def ok(self) -> bool:
        """Every element was acknowledged."""
        return all(element.ok for element in self.elements.values())

    @property
    def errors(self) -> dict[K, LinkedInError]:
        """The failed elements."""
        return {key: element.error for key, element in self.elements.items() if element.error is not None}


@dataclass(frozen=True, slots=True)
class BatchReply(Generic[K, T]):
    """What a batch read found, and why it did not find the rest."""

    found: dict[K, T] = field(default_factory=dict)
    errors: dict[K, LinkedInError] = field(default_factory=dict)
