"""Text that nobody can translate is found; text that is marked, and what is no text, is not."""

import pytest

from tools.bare_text import bare_text


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<a title="Close">{% translate "x" %}</a>',
        '<input type="submit" value="Save">',
        "{% if a %}Yes{% endif %}",
        '<button aria-label="Move {{ name }}"></button>',
        "<p>Hallo &amp; farvel</p>",
        "<svg><title>x</title></svg><b>after a picture</b>",
    ],
)
def test_bare_text_is_found(template: str) -> None:
    assert list(bare_text(template))


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Hello" %} {{ name }}</p>',
        "{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}",
        "{# a remark #}{% comment %}another{% endcomment %}",
        "<script>let word = 1</script><style>p { color: red }</style>",
        '<p class="card" data-state="open">· – 12 %</p>',
        "{% block body_class %}frame{% if a %} narrow{% endif %} {% block page_class %}{% endblock %}{% endblock %}",
        "<a>LinkedIn</a> <kbd>Esc</kbd>",
        '<input name="title" value="{{ value }}">',
    ],
)
def test_the_rest_passes(template: str) -> None:
    assert list(bare_text(template)) == []


def test_the_line_is_right_after_a_block_of_several() -> None:
    assert list(bare_text("{% blocktranslate %}\na\nb\n{% endblocktranslate %}\n<p>Hello</p>")) == [(5, "Hello")]
