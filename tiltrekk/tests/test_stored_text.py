"""Nothing people write becomes markup on any page (SEC-34, BAD-11, BAD-24, BAD-35)."""

import pytest
from asking import LINES, ask
from django.apps import apps
from django.db import models
from lxml import html
from tiltrekk.core.text import safe_html
from world import World

pytestmark = pytest.mark.django_db

TAG = "planted"
PAYLOADS = (f"</script></textarea></title>\"'><{TAG} onload=x>", f"\"'><{TAG}>", f"<{TAG}>")
# What people do not write: keys, codes and what the program alone fills in.
KEYS = {
    "public_id", "password", "job_id", "channel", "system_key", "external_id", "content_type", "language", "time_zone",
    "country", "currency", "provider", "verb", "secret", "feed_secret", "address", "reason", "status_reason",
}  # fmt: skip


def written_by_people(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and not field.unique
        and field.name not in KEYS
        and (field.max_length or 10_000) > len(PAYLOADS[-1])
    ]


def payload(field: models.Field) -> str:  # type: ignore[type-arg]
    return next(one for one in PAYLOADS if len(one) < (field.max_length or 10_000))


@pytest.fixture(scope="module")
def planted(world: World) -> World:
    """Fill every text field of every row; rich text as its service would have left it."""
    filled = set()
    for model in apps.get_models():
        if model.__module__.startswith("tiltrekk.") and model._meta.managed and model._meta.app_label != "core":
            values = {field.name: payload(field) for field in written_by_people(model)}
            if "description" in values:
                values["description"] = safe_html(values["description"])
            if values and model.objects.update(**values):  # type: ignore[attr-defined]
                filled |= {f"{model.__name__}.{name}" for name in values}
    assert {"User.name", "Job.title", "Job.city", "Candidate.surname", "Note.text", "Document.name"} <= filled
    return world


@pytest.mark.req("SEC-34")
@pytest.mark.parametrize("line", [one for one in LINES if one.method == "GET"], ids=lambda line: str(line.name))
@pytest.mark.parametrize("kind", ["admin", "recruiter"])
def test_no_page_makes_markup_of_what_people_wrote(line: object, kind: str, planted: World) -> None:
    answer = ask(line, kind, planted)  # type: ignore[arg-type]
    text = getattr(answer, "content", b"").decode()
    if "html" not in answer.get("Content-Type", "") or not text.strip():
        return
    page = html.fromstring(text)
    assert not page.xpath(f"//{TAG}")
    assert f"<{TAG}" not in text
    assert not page.xpath("//@onload")
