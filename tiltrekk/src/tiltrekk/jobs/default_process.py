"""The process template every new installation has (PROC-03). Made after each migration, also after a flush in tests."""

from typing import Any

from .models import Activity, ActivityKind, Process, Stage, StageKind

STAGES: dict[StageKind, dict[ActivityKind, dict[str, bool]]] = {
    StageKind.PROSPECT: {ActivityKind.PROSPECT: {"allow_hiring_managers": True}},
    StageKind.APPLICATION: {
        ActivityKind.APPLICATION: {"resume_required": False},
        ActivityKind.FEEDBACK: {"view_others_first": False, "edit_after_submit": False},
    },
    StageKind.SCREENING: {},
    StageKind.INTERVIEW: {},
    StageKind.OFFER: {ActivityKind.OFFER: {}},
}


def ensure_default_process(**_: Any) -> None:
    """Make the default template, unless one is there."""
    if Process.objects.filter(is_default=True).exists():
        return
    process = Process.objects.create(name="Standard", is_default=True)
    for place, (kind, activities) in enumerate(STAGES.items()):
        stage = Stage.objects.create(process=process, kind=kind, ordinal=place)
        for order, (activity, settings) in enumerate(activities.items()):
            Activity.objects.create(stage=stage, kind=activity, settings=settings, ordinal=order)
