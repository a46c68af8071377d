"""Rows of the linkedin app."""

from .activity import Cursor, InMail, InMailDirection, RecruiterNote, SharedProfile
from .applied import AppliedOnLinkedIn, AwaitedFile
from .closed import Basis, ClosedAccount, Decision
from .connection import (
    Access,
    CompanyPage,
    Connection,
    JobMode,
    Level,
    LevelState,
    LinkedInSettings,
    Listing,
)
from .inbox import Arrival, Delivery, DroppedField, HeldExport, Notification, WhyHeld
from .load import HistoryLoad, SyncMinute
from .match import MemberMatch
from .member import MemberConnection, Seat
from .notice import OPEN, Notice, NoticeAction, NoticeState
from .store import BudgetCount, FeedDownload, StoredToken
from .support import FailedCall
from .sync import UNKNOWN, Confirmed, Held, Hold, JobOperation, Kind, SyncRow

__all__ = [
    "OPEN",
    "UNKNOWN",
    "Access",
    "AppliedOnLinkedIn",
    "Arrival",
    "AwaitedFile",
    "Basis",
    "BudgetCount",
    "ClosedAccount",
    "CompanyPage",
    "Confirmed",
    "Connection",
    "Cursor",
    "Decision",
    "Delivery",
    "DroppedField",
    "FailedCall",
    "FeedDownload",
    "Held",
    "HeldExport",
    "HistoryLoad",
    "Hold",
    "InMail",
    "InMailDirection",
    "JobMode",
    "JobOperation",
    "Kind",
    "Level",
    "LevelState",
    "LinkedInSettings",
    "Listing",
    "MemberConnection",
    "MemberMatch",
    "Notice",
    "NoticeAction",
    "NoticeState",
    "Notification",
    "RecruiterNote",
    "Seat",
    "SharedProfile",
    "StoredToken",
    "SyncMinute",
    "SyncRow",
    "WhyHeld",
]
