"""The gate: before a person is past Prospect nothing leaves the house."""

import pytest
from factories import ApplicationFactory
from tiltrekk.applications import scope
from tiltrekk.applications.models import Application
from tiltrekk.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.req("LI-33", "PROC-22")]


@pytest.mark.parametrize("status", ["active", "closed"])
@pytest.mark.parametrize("kind", ["prospect", "application", "screening", "interview", "offer"])
@pytest.mark.parametrize("flaw", ["", "deleted_at", "restricted_at", "merged_into"])
def test_in_scope_is_past_prospect_open_or_closed_and_a_person_in_order(status: str, kind: str, flaw: str) -> None:
    application = ApplicationFactory(at=kind, status=status)
    if flaw:
        other = ApplicationFactory().candidate
        setattr(application.candidate, flaw, other if flaw == "merged_into" else clock.now())
        application.candidate.save()
    expected = kind != "prospect" and not flaw
    fresh = Application.objects.get(pk=application.pk)
    assert scope.is_in_scope(fresh) is expected
    assert scope.applications_in_scope().filter(pk=application.pk).exists() is expected
    assert scope.candidates_in_scope().filter(pk=application.candidate.pk).exists() is expected


def test_a_closed_prospect_beside_an_application_in_scope_stays_out_but_the_person_is_in() -> None:
    prospect = ApplicationFactory(at="prospect", status="closed")
    inside = ApplicationFactory(candidate=prospect.candidate)
    assert list(scope.applications_in_scope()) == [inside]
    assert list(scope.candidates_in_scope()) == [prospect.candidate]
