"""What is taken of a profile that LinkedIn gives: a closed list. The rest is dropped, and counted by its name."""

import re
from collections.abc import Iterable

from django.db.models import F
from linkedin_talent.exports import StubProfile

from tiltrekk.core import clock
from tiltrekk.linkedin.models import DroppedField

TAKEN = frozenset(
    {"firstName", "lastName", "member", "profileUrl", "headline", "currentEmployerNames", "emailAddresses"}
)
_READ_OTHERWISE = frozenset({"owner", "contract", "created"})  # of a shared profile: to whom and when it was shared
_NAME = re.compile(r"[A-Za-z]\w{0,59}", re.ASCII)
OTHER = "?"  # what does not look like a field's name may be a value


def taken(profile: StubProfile, *, beside: Iterable[str] = ()) -> StubProfile:
    """Return the profile with nothing in it but what we keep. ``beside``: unknown fields of the record around it."""
    said = {name: value for name, value in profile.wire().items() if value}
    count_dropped({*said.keys() - TAKEN - _READ_OTHERWISE, *beside})
    return StubProfile.model_validate({name: value for name, value in said.items() if name in TAKEN})


def count_dropped(names: Iterable[str]) -> None:
    """Count what came and is not kept, in one order for everybody, so that two workers do not wait for each other."""
    for name in sorted({one if _NAME.fullmatch(one) else OTHER for one in names}):
        row, made = DroppedField.objects.get_or_create(name=name, defaults={"last_at": clock.now()})
        if not made:
            DroppedField.objects.filter(pk=row.pk).update(times=F("times") + 1, last_at=clock.now())
