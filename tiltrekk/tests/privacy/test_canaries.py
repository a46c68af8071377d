"""No page and no exported file tells whoever works with an applicant that they answered, or what (INV-05, GDPR-17)."""

import re
from collections.abc import Mapping

import pytest
from asking import LINES, ROUTES, client_of, undone
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse
from equality_company import CANARIES, CANARY, ask_on, switch_on
from routes import arguments
from tiltrekk.careers import receipts
from tiltrekk.careers.models import Submission
from tiltrekk.core import clock
from tiltrekk.privacy import services
from world import World

DECIDERS = ("recruiter", "interviewer", "admin")
_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|nonce="[^"]+"|name="token" [^>]+>'
)


def text_of(answer: HttpResponseBase) -> str:
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return _EACH_TIME.sub("", body.decode(errors="replace"))


def told_to(kind: str, world: World) -> Mapping[str, str]:
    """Every page, fragment and file of one kind of person, as it is now."""
    found = {}
    for line in LINES:
        if line.method != "GET":
            continue
        for extra in ({}, {"format": "csv"}, {"q": "american"}) if line.name.endswith("-list") else ({},):
            with undone(), transaction.atomic():
                address = reverse(line.name, kwargs=arguments(ROUTES[line.name], line, world))
                given = (line.data(world) if line.data else {}) | extra
                found[f"{line.name} {extra}"] = text_of(client_of(kind, world).get(address, given))
    return found


@pytest.mark.django_db
@pytest.mark.req("GDPR-17", "INV-05", "SEC-18")
@pytest.mark.parametrize("kind", DECIDERS)
def test_an_applicant_looks_the_same_to_everybody_before_and_after_answering(kind: str, world: World) -> None:
    with undone(), clock.at(clock.now()):
        switch_on()
        ask_on(world.job)
        token = "c" * 32
        row = {"application": world.application, "terms_accepted_at": clock.now()}
        Submission.objects.create(token=token, **row)
        receipt = receipts.thanks_url(world.job, token).partition("receipt=")[2].replace("%3A", ":")
        before = told_to(kind, world)
        services.hand_in(receipt=receipt, answers=CANARY)
        after = told_to(kind, world)
        assert len(before) > 60
        assert [name for name, text in before.items() if after[name] != text] == []
        assert [(name, word) for name, text in after.items() for word in CANARIES if word in text] == []
