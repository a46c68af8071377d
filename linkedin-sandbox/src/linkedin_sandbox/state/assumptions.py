"""Every guess about LinkedIn that changes behaviour, with its other plausible value, in one place.

The public documentation is silent on these points. A switch lets an ATS be rehearsed against both readings.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Assumption:
    subject: str
    values: tuple[str, ...]  # the first is the default


KNOWN: dict[str, Assumption] = {
    "A-01": Assumption("status of a /rest call without a version", ("400", "426")),
    "A-03": Assumption("ids and entities disagree: the call is refused, or the odd ones are", ("call", "entity")),
    "A-04": Assumption("per-entity success codes: 201 created and 204 otherwise, or always 200", ("split", "200")),
    "A-05": Assumption("serviceErrorCode of a revoked token", ("65601", "65600")),
    "A-06": Assumption("a parent's token on its children's integrations", ("accepted", "refused")),
    "A-07": Assumption("statuses of provisioning: 201, 204, 409, or 200, 200, 400", ("rest.li", "plain")),
    "A-08": Assumption("which of two secrets signs: the elder or the newer", ("elder", "newer")),
    "A-09": Assumption("the plug-in's callback hands over the keys, or the whole integrations", ("keys", "entities")),
    "A-10": Assumption("what turns Notify partner into Partner ready", ("naming", "notify")),
    "A-11": Assumption("types a contract-level request asks for", ("four", "csa-only")),
    "A-12": Assumption("naming an integration nobody asked for", ("404", "403")),
    "A-13": Assumption("the symbol of an enabled integration", ("ENABLED", "ACTIVE")),
    "A-14": Assumption("the key of a configuration on /rest", ("configurationKey", "key")),
    "A-15": Assumption("data before enablement", ("403", "404")),
    "A-16": Assumption("CALLBACK_URL is challenged when it is set", ("off", "on")),
    "A-17": Assumption("hours a request id lives", ("24", "1")),
    "A-18": Assumption("how often a push of Recruiter is repeated", ("6", "0")),
    "A-19": Assumption("a listedAt below 10^11 is in seconds", ("seconds", "milliseconds")),
    "A-20": Assumption("posting errors: as the HTTP status for a single job, or always inside", ("by-batch", "inside")),
    "A-21": Assumption("CREATE with a closed job's id opens it again, or is refused", ("reopens", "final")),
    "A-22": Assumption("jobRequisitions are offered", ("on", "off")),
    "A-23": Assumption("a job missing from the feed is closed", ("closed", "kept")),
    "A-24": Assumption("matchedMembers is a list, or the one person", ("list", "one")),
    "A-25": Assumption("the reply of hireMediaUrl is plain, or within value", ("plain", "value")),
    "A-26": Assumption("what the ACL finders return: the key's members, or the key in one text", ("members", "key")),
    "A-27": Assumption("deleting an unknown key", ("404", "204")),
    "A-28": Assumption("an export names the recruiter who made it", ("named", "none")),
    "A-29": Assumption("seatsV2 without start", ("400", "zero")),
    "A-30": Assumption("a mail stub is flat, or holds the profile as candidate", ("flat", "candidate")),
    "A-31": Assumption("a prospect note says whether it is public", ("visibility", "silent")),
    "A-32": Assumption("Apply with LinkedIn signs with the webhooks' prefix, or the bare text", ("prefixed", "bare")),
    "A-33": Assumption(
        "the name of answers about oneself",
        ("voluntarySelfIdentificationQuestionResponses", "voluntarySelfIdentificationResponses"),
    ),
    "A-34": Assumption("status of a lifecycle action", ("201", "200")),
    "A-36": Assumption("a candidate's lastName is required", ("required", "optional")),
    "A-38": Assumption("access control lists a job may be in", ("many", "one")),
    "A-40": Assumption("a job listed more than 180 days ago, when created", ("open", "expired")),
    "A-41": Assumption("closed accounts can be asked for", ("on", "off")),
    "A-43": Assumption("times of application notes on /rest: as of candidate notes, or as on /v2", ("external", "ats")),
    "A-44": Assumption(
        "the name of interview feedback on /rest", ("externalInterviewFeedbackId", "interviewFeedbackId")
    ),
    "A-47": Assumption(
        "an undeliverable first application makes its job off-site: after the first attempt, or after the last",
        ("first-attempt", "last-attempt"),
    ),
    "A-48": Assumption("answers on work and education come by analogy, or are left out", ("analogy", "left-out")),
}


class Assumptions:
    """The reading in force for each assumption."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        for number, value in chosen.items():
            check(number, value)
        self._chosen = dict(chosen)

    def __getitem__(self, number: str) -> str:
        return self._chosen.get(number, KNOWN[number].values[0])

    def all(self) -> dict[str, str]:
        return {number: self[number] for number in KNOWN}


def check(number: str, value: str) -> None:
    """Refuse a switch that does not exist, naming those that do. Raises ValueError."""
    if number not in KNOWN:
        raise ValueError(f"There is no switch {number}. Known: {', '.join(KNOWN)}.")
    if value not in KNOWN[number].values:
        raise ValueError(f"{number} can be {' or '.join(KNOWN[number].values)}, not {value}.")
