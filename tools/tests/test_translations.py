"""Texts are found in every kind of source, and every gap in a translation is told."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tools import translations

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
# Translators: above the list
A = _("Jobs")
B = ngettext("%(n)s person", "%(n)s people", 2)
C = pgettext_lazy("verb", "Post")
"""
TEMPLATE = """
{% load i18n %}<h1 title="{% translate 'Close' context 'verb' %}">
    {% blocktranslate trimmed with name=person.name %}
      Hello {{ name }}, it's "good"
    {% endblocktranslate %}
  {% blocktranslate count n=people|length %}{{ n }} note{% plural %}{{ n }} notes{% endblocktranslate %}</h1>
"""
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app").mkdir()
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    monkeypatch.setattr(translations, "LOCALES", tmp_path / "locale")
    monkeypatch.setattr(translations.extracted, "__defaults__", (tmp_path,))
    return tmp_path


def write_po(source: Path, body: str) -> Path:
    path = source / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + body)
    return path


def test_python_and_templates_are_read(source: Path) -> None:
    (source / "app" / "views.py").write_text(PYTHON)
    (source / "app" / "page.html").write_text(TEMPLATE)
    found = {(message.context, message.id) for message in translations.extracted("django") if message.id}
    assert found == {
        (None, "Jobs"),
        (None, ("%(n)s person", "%(n)s people")),
        ("verb", "Post"),
        ("verb", "Close"),
        (None, 'Hello %(name)s, it\'s "good"'),
        (None, ("%(n)s note", "%(n)s notes")),
    }


def test_scripts_are_another_domain(source: Path) -> None:
    (source / "app" / "board.js").write_text('show(gettext("Moved"));')
    assert [message.id for message in translations.extracted("djangojs") if message.id] == ["Moved"]
    assert not [message.id for message in translations.extracted("django") if message.id]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "missing 'Jobs'"),
        ('msgid "Jobs"\nmsgstr ""\n', "untranslated 'Jobs'"),
        ('#, fuzzy\nmsgid "Jobs"\nmsgstr "Stillinger"\n', "fuzzy 'Jobs'"),
        ('msgid "Jobs"\nmsgstr "Stillinger"\n\nmsgid "Old"\nmsgstr "Gammel"\n', "no longer used 'Old'"),
    ],
)
def test_gaps_are_told(source: Path, body: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "app" / "views.py").write_text('_("Jobs")')
    write_po(source, body)
    assert translations.check_all() == 1
    assert said in capsys.readouterr().out


def test_a_lost_placeholder_is_told(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "app" / "views.py").write_text('_("%(n)s of %(all)s")')
    write_po(source, '#, python-format\nmsgid "%(n)s of %(all)s"\nmsgstr "%(antall)s av %(all)s"\n')
    assert translations.check_all() == 1
    assert "broken" in capsys.readouterr().out


def test_a_missing_file_is_told(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "app" / "views.py").write_text('_("Jobs")')
    assert translations.check_all() == 1
    assert "missing 'Jobs'" in capsys.readouterr().out


def test_complete_translations_pass_and_are_compiled(source: Path) -> None:
    (source / "app" / "views.py").write_text('_("Jobs")')
    path = write_po(source, 'msgid "Jobs"\nmsgstr "Stillinger"\n')
    assert translations.check_all() == 0
    translations.compile_all()
    assert path.with_suffix(".mo").read_bytes()[:4] in {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}


def test_update_makes_a_missing_file(source: Path) -> None:
    (source / "app" / "views.py").write_text('_("Jobs")')
    translations.update_all()
    assert 'msgid "Jobs"' in (source / "locale" / "nb" / "LC_MESSAGES" / "django.po").read_text()


def test_update_keeps_what_is_translated_and_takes_out_what_is_unused(source: Path) -> None:
    (source / "app" / "views.py").write_text('_("Jobs"); _("People")')
    path = write_po(source, 'msgid "Jobs"\nmsgstr "Stillinger"\n\nmsgid "Old"\nmsgstr "Gammel"\n')
    translations.update_all()
    with path.open("rb") as file:
        catalog = read_po(file)
    assert {message.id: message.string for message in catalog if message.id} == {"Jobs": "Stillinger", "People": ""}
    assert "Old" not in path.read_text()
