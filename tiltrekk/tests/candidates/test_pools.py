"""Talent pools: who sees them and who may do what."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, UserFactory
from tiltrekk.candidates import services
from tiltrekk.candidates.access import pools_visible_to
from tiltrekk.candidates.models import TalentPool
from tiltrekk.core import clock
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.req("POOL-01")
def test_a_pool_is_its_owners_until_shared() -> None:
    owner, colleague = UserFactory(roles=["recruiter"]), UserFactory(roles=["hiring_manager"])
    pool = services.create_pool(actor=owner, name="Backend, vest")
    assert pool in pools_visible_to(owner)
    assert pool not in pools_visible_to(colleague)
    assert pool in pools_visible_to(UserFactory(roles=["admin"]))
    assert pool in pools_visible_to(UserFactory(roles=["reader"]))
    services.share_pool(actor=owner, pool=pool, user=colleague)
    assert pool in pools_visible_to(colleague)
    services.unshare_pool(actor=owner, pool=pool, user=colleague)
    assert pool not in pools_visible_to(colleague)


@pytest.mark.req("POOL-01")
def test_names_are_unique_in_any_letters() -> None:
    owner = UserFactory(roles=["recruiter"])
    services.create_pool(actor=owner, name="Backend")
    with pytest.raises(Refused) as refused:
        services.create_pool(actor=owner, name=" bACKEND ")
    assert refused.value.code == "name_taken"


@pytest.mark.req("POOL-04")
def test_a_contributor_adds_and_removes_but_does_not_rename_share_or_delete() -> None:
    owner, colleague = UserFactory(roles=["recruiter"]), UserFactory(roles=["recruiter"])
    pool, person = services.create_pool(actor=owner, name="Backend"), CandidateFactory()
    services.share_pool(actor=owner, pool=pool, user=colleague)
    assert services.add_member(actor=colleague, pool=pool, candidate=person)
    assert not services.add_member(actor=colleague, pool=pool, candidate=person)
    assert services.remove_member(actor=colleague, pool=pool, candidate=person)
    forbidden: tuple[Callable[[], object], ...] = (
        lambda: services.rename_pool(actor=colleague, pool=pool, name="Mine"),
        lambda: services.share_pool(actor=colleague, pool=pool, user=UserFactory(roles=["recruiter"])),
        lambda: services.delete_pool(actor=colleague, pool=pool),
    )
    for change in forbidden:
        with pytest.raises(NotAllowed):
            change()


@pytest.mark.req("POOL-03")
def test_a_pool_is_shared_with_hiring_roles_only() -> None:
    owner = UserFactory(roles=["recruiter"])
    pool = services.create_pool(actor=owner, name="Backend")
    with pytest.raises(Refused) as refused:
        services.share_pool(actor=owner, pool=pool, user=UserFactory(roles=["reader"]))
    assert refused.value.code == "role"


@pytest.mark.req("POOL-09", "OQ-28")
def test_the_linkedin_pool_is_there_and_changed_by_no_person() -> None:
    pool, person, admin = services.linkedin_pool(), CandidateFactory(), UserFactory(roles=["admin"])
    assert services.add_member(actor=None, pool=pool, candidate=person, by="linkedin")
    assert Event.objects.get().values["by"] == "linkedin"
    for role in ("admin", "recruiter", "hiring_manager"):
        assert pool in pools_visible_to(UserFactory(roles=[role]))
    for refused in (
        lambda: services.rename_pool(actor=admin, pool=pool, name="X"),
        lambda: services.delete_pool(actor=admin, pool=pool),
        lambda: services.add_member(actor=admin, pool=pool, candidate=person),
    ):
        with pytest.raises((Refused, NotAllowed)):
            refused()
    assert pool.members.count() == 1


@pytest.mark.req("OQ-28")
def test_somebody_who_asks_is_taken_out_of_the_linkedin_pool() -> None:
    pool, person = services.linkedin_pool(), CandidateFactory()
    services.add_member(actor=None, pool=pool, candidate=person, by="linkedin")
    with pytest.raises(NotAllowed):
        services.remove_member(actor=UserFactory(roles=["reader"]), pool=pool, candidate=person)
    assert services.remove_member(actor=UserFactory(roles=["recruiter"]), pool=pool, candidate=person)
    assert not pool.members.exists()
    person.refresh_from_db()
    assert person.deleted_at is None


def test_the_pool_of_shared_profiles_says_that_it_fills_itself(client: Client) -> None:
    reader = UserFactory(roles=["admin"])
    pool, _made = TalentPool.objects.get_or_create(
        system_key="linkedin", defaults={"name": "LinkedIn", "created_at": clock.now()}
    )
    client.force_login(reader)
    page = client.get(reverse("candidates:pool-read", args=[pool.public_id])).text
    assert "come here by themselves" in page
    assert "Add people here" not in page
