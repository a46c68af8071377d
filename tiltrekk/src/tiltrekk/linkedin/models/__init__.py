"""Rows of the linkedin app."""

from .activity import Cursor, InMail, InMailDirection, RecruiterNote
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
from .inbox import HeldExport, Notification, WhyHeld
from .member import MemberConnection, Seat
from .store import BudgetCount, FeedDownload, StoredToken
from .sync import UNKNOWN, Confirmed, Held, Hold, JobOperation, Kind, SyncRow

__all__ = [
    "UNKNOWN",
    "Access",
    "BudgetCount",
    "CompanyPage",
    "Confirmed",
    "Connection",
    "Cursor",
    "FeedDownload",
    "Held",
    "HeldExport",
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
    "Notification",
    "RecruiterNote",
    "Seat",
    "StoredToken",
    "SyncRow",
    "WhyHeld",
]
