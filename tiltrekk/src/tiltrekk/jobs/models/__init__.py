"""Rows of the jobs app."""

from .job import EmploymentType, Job, Seniority, Status, StatusReason, Workplace
from .process import Activity, ActivityKind, Process, Stage, StageKind
from .team import Delegate, JobRole, TeamMember

__all__ = [
    "Activity",
    "ActivityKind",
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
