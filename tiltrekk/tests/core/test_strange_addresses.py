"""Addresses nobody types get an answer, not an error."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from factories import UserFactory
from tiltrekk.core import failures
from tiltrekk.core.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/careers/?q=%00", "/candidates/?q=%00", "/jobs/?q=a%00b", "/search/?q=%00"])
def test_a_nul_in_an_address_is_a_bad_request(client: Client, path: str) -> None:
    client.force_login(UserFactory(roles=[Role.ADMIN]))
    assert client.get(path).status_code == 400


def test_a_strange_address_gets_a_page_that_says_so(db: None) -> None:
    answer = Client().get("/careers/?q=%00")
    assert answer.status_code == 400
    assert "This request made no sense" in answer.content.decode()


def test_the_page_of_a_mistake_of_ours_asks_the_database_for_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = failures.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def _ask_what_is_lost() -> None:
    raise OperationalError("the connection is lost")


@pytest.mark.req("FLT-18")
def test_without_a_database_the_answer_says_try_again(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        try:
            _ask_what_is_lost()
        except OperationalError:
            answer = failures.server_error(RequestFactory().get("/"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Back in a moment" in answer.content.decode()
