"""Notes: team by default, private ones for nobody else."""

import pytest
from factories import ApplicationFactory, JobFactory, NoteFactory, UserFactory
from tiltrekk.applications import services
from tiltrekk.applications.access import notes_visible_to
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.req("CAND-25", "ROLE-12")
def test_recruiters_and_hiring_managers_write_interviewers_and_readers_read() -> None:
    team = {UserFactory(): role for role in ("recruiter", "hiring_manager", "interviewer")}
    application = ApplicationFactory(job=JobFactory(team=team))
    for user, role in team.items():
        if role == "interviewer":
            with pytest.raises(NotAllowed):
                services.create_note(actor=user, candidate=application.candidate, application=application, text="x")
            continue
        services.create_note(actor=user, candidate=application.candidate, application=application, text="x")
    for user in [*team, UserFactory(roles=["reader"])]:
        assert notes_visible_to(user).count() == 2
    assert notes_visible_to(UserFactory(roles=["recruiter"])).count() == 0


@pytest.mark.req("SEC-19", "CAND-26")
@pytest.mark.parametrize("about", ["application", "person"])
def test_a_private_note_is_seen_by_its_author_alone_administrators_included(about: str) -> None:
    author = UserFactory(roles=["recruiter"])
    application = ApplicationFactory(job=JobFactory(team={author: "recruiter"}))
    note = services.create_note(
        actor=author,
        candidate=application.candidate,
        application=application if about == "application" else None,
        text="canary",
        visibility="private",
    )
    assert note in notes_visible_to(author)
    for role in ("admin", "reader", "recruiter", "hiring_manager"):
        other = UserFactory(roles=[role])
        application.job.team.create(user=other, role="recruiter", added_at=note.created_at)
        assert note not in notes_visible_to(other)
    assert "canary" not in str(list(Event.objects.values()))


def test_only_the_author_changes_or_deletes() -> None:
    note = NoteFactory()
    admin = UserFactory(roles=["admin"])
    with pytest.raises(NotAllowed):
        services.change_note(actor=admin, note=note, text="y", visibility="team")
    with pytest.raises(NotAllowed):
        services.delete_note(actor=admin, note=note)
    services.change_note(actor=note.author, note=note, text="y", visibility="private")
    event = Event.objects.get()
    assert (event.verb, event.changed, event.values["private"]) == ("note.changed", ["text", "visibility"], True)
    services.delete_note(actor=note.author, note=note)


def test_an_empty_note_is_refused() -> None:
    application = ApplicationFactory()
    with pytest.raises(Refused):
        services.create_note(
            actor=UserFactory(roles=["admin"]), candidate=application.candidate, application=application, text=" "
        )


@pytest.mark.req("OQ-17")
def test_a_note_is_the_teams_unless_somebody_says_otherwise() -> None:
    application = ApplicationFactory()
    note = services.create_note(actor=UserFactory(roles=["admin"]), candidate=application.candidate, text="x")
    assert note.visibility == "team"
