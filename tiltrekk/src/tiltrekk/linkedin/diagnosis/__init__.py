"""Why something is not at LinkedIn, or not here, in sentences people can act on (attract.md §7.12).

One module answers one question. Each finding says what is the case with the value that was seen, and where it is
mended; who may not mend it is told whom to ask.
"""

from .activities import why_no_activities
from .exports import why_export_not_here
from .finding import Act, Finding, Weight, blocking
from .flow import connection_findings, level_findings, standing
from .offered import Colleague, by_colleague, unconnected_colleagues, where_to_look, why_not_offered
from .own import Refusal, seat_findings, why_nothing_for_me
from .person import why_not_in_ats, why_not_matched
from .posted import why_not_posted
from .reader import JobReader, Reader
from .record import State, state

__all__ = [
    "Act",
    "Colleague",
    "Finding",
    "JobReader",
    "Reader",
    "Refusal",
    "State",
    "Weight",
    "blocking",
    "by_colleague",
    "connection_findings",
    "level_findings",
    "seat_findings",
    "standing",
    "state",
    "unconnected_colleagues",
    "where_to_look",
    "why_export_not_here",
    "why_no_activities",
    "why_not_in_ats",
    "why_not_matched",
    "why_not_offered",
    "why_not_posted",
    "why_nothing_for_me",
]
