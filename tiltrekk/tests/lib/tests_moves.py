"""Steps of the hiring story, through the services."""

from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application


def advance(application: Application, actor: User, kind: str) -> None:
    """Move an application to the job's stage of that kind."""
    application.refresh_from_db()
    stage = application.job.process.stages.get(kind=kind)
    hiring.move(actor=actor, application=application, from_stage=application.stage, to_stage=stage)
