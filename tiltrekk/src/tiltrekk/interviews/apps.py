"""Interviews: planned, booked by the candidates themselves, and never two at one time."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Who meets whom, when and where."""

    name = "tiltrekk.interviews"

    def ready(self) -> None:
        from tiltrekk.core import events

        from . import (
            access,
            activity,
            mails,
            registration,
            tasks,
            telling,
        )  # access, mails and tasks register themselves
        from .services import follow_application, follow_candidate, follow_team

        del access, mails, tasks
        registration.register()
        activity.register()
        telling.register()
        events.subscribe("application.")(follow_application)
        events.subscribe("candidate.deleted")(follow_candidate)
        events.subscribe("job.team_changed")(follow_team)
