"""Rows of the jobs app."""

from .job import EmploymentType, Job, Seniority, Status, StatusReason, Workplace
from .process import Activity, ActivityKind, Audience, Process, Stage, StageKind
from .team import HIRING, Delegate, JobRole, TeamMember

__all__ = [
    "HIRING",
    "Activity",
    "ActivityKind",
    "Audience",
    "Delegate",
    "EmploymentType",
    "Job",
    "JobRole",
    "Process",
    "Seniority",
    "Stage",
    "StageKind",
    "Status",
    "StatusReason",
    "TeamMember",
    "Workplace",
]
