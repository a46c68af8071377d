"""The profile that Apply with LinkedIn hands to a page's function (LinkedIn: Apply with LinkedIn v3; §18).

It comes through the applicant's browser: what does not verify is what the applicant typed, and what does is still
somebody's own account of themselves.
"""

import json
from collections.abc import Iterable
from typing import Any

from linkedin_talent.errors import ReplyError
from linkedin_talent.records import WireRecord, read_record
from linkedin_talent.webhooks import verify

__all__ = ["ApplyEducation", "ApplyPosition", "ApplyProfile", "ApplySkill", "read_profile", "verify_profile"]


class ApplyPosition(WireRecord):
    """A place of work."""

    title: str = ""
    company_name: str = ""


class ApplyEducation(WireRecord):
    """A school."""

    school_name: str = ""
    degree_name: str = ""


class ApplySkill(WireRecord):
    """A skill."""

    name: str = ""


class ApplyProfile(WireRecord):
    """What the member chose to share; LinkedIn's other fields, such as `localized…`, are in `model_extra`."""

    first_name: str = ""
    last_name: str = ""
    headline: str = ""
    email_address: str = ""
    phone_number: str = ""
    positions: tuple[ApplyPosition, ...] = ()
    educations: tuple[ApplyEducation, ...] = ()
    skills: tuple[ApplySkill, ...] = ()


def verify_profile(text: str, signed: str, secrets: Iterable[str]) -> bool:
    """Whether LinkedIn signed this JSON text for us (A-32): the text as the browser had it, with its spaces or none."""
    return verify(text.encode(), signed, secrets)


def read_profile(text: str) -> ApplyProfile:
    """The JSON text as a profile; ReplyError when it is not one."""
    try:
        said: Any = json.loads(text)
    except ValueError:
        raise ReplyError("the profile is not JSON") from None
    if not isinstance(said, dict):
        raise ReplyError("the profile is not a JSON object")
    return read_record(ApplyProfile, said)
