"""Prospects and applicants: stage moves, notes, feedback, rejection."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """People on their way through a job."""

    name = "tiltrekk.applications"

    def ready(self) -> None:
        from tiltrekk.candidates import merging
        from tiltrekk.core import events
        from tiltrekk.jobs import closing
        from tiltrekk.jobs import counts as job_counts

        from . import access, activity, counts, registration, telling  # access registers the relations
        from .services import close_applications_of, follow_merge, reopen_applications_of

        del access
        job_counts.register(counts.people)
        closing.tells_offers_accepted(counts.offers_accepted)
        closing.tells_people(counts.has_people)
        registration.register()
        activity.register()
        telling.register()
        events.subscribe("job.closed")(close_applications_of)
        events.subscribe("job.reopened")(reopen_applications_of)
        merging.tells_obstacles(counts.against_merging)
        events.subscribe("candidate.merged")(follow_merge)
