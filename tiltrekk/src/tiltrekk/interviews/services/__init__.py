"""Every change to interviews.

``actor`` is None when the candidate or the clock acts; then ``by`` names it in the event log.
"""

from .booking import LEAD, NOTICE, choose, decline
from .following import follow_application, follow_candidate, follow_team
from .planning import MOST_TIMES, Plan, change, plan, plan_many
from .reminding import forget_old, remind_due
from .running import answer, cancel, hold, remind, send_again, tell_off

__all__ = [
    "LEAD",
    "MOST_TIMES",
    "NOTICE",
    "Plan",
    "answer",
    "cancel",
    "change",
    "choose",
    "decline",
    "follow_application",
    "follow_candidate",
    "follow_team",
    "forget_old",
    "hold",
    "plan",
    "plan_many",
    "remind",
    "remind_due",
    "send_again",
    "tell_off",
]
