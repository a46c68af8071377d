"""Template tags of the components. Built in: no template needs ``{% load ui %}``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget
from django.template import Context
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tiltrekk.core import slots
from tiltrekk.ui import icons, stages, times
from tiltrekk.ui.navigation import links

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.simple_tag(times.when, name="when")
register.simple_tag(stages.stage_bar, name="stage_bar")
register.simple_tag(stages.stage_legend, name="stage_legend")
register.simple_tag(stages.stage_tick, name="stage_tick")
register.simple_tag(stages.sync_bar, name="sync_bar")


@register.simple_tag(takes_context=True)
def script(context: Context, name: str) -> SafeString:
    """Load a JavaScript module of ours, ``app/file.js``; modules do not import each other but talk by DOM events."""
    nonce = getattr(context["request"], "csp_nonce", "")
    return format_html('<script type="module" nonce="{}" src="{}"></script>', nonce, static(name))


@register.simple_tag(takes_context=True)
def library(context: Context, name: str) -> SafeString:
    """Load a third-party script of ``ui.vendor``, ``folder/file.js``, before the modules run."""
    nonce = getattr(context["request"], "csp_nonce", "")
    return format_html('<script defer nonce="{}" src="{}"></script>', nonce, static(f"vendor/{name}"))


@register.filter
def grouped(number: int) -> str:
    """A number whose thousands stand apart, as the reader's language writes them."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def avatar(person: Any, size: str = "", kind: str = "") -> SafeString:
    """Initials on a disc; ``size`` is empty (24), ``md`` (32), ``lg`` (44) or ``xl`` (56)."""
    initials = getattr(person, "initials", "") or "?"
    return format_html('<span class="person-mark {} {}" aria-hidden="true">{}</span>', size, kind, initials)


@register.simple_tag
def badge(text: Any, kind: str = "note", icon: str = "") -> SafeString:
    """A badge: ``kind`` is ok, warn, bad, note, brand or new. For what wants a look; quiet states are a dot."""
    return format_html('<span class="tag tag-{}">{}{}</span>', kind, icons.icon(icon) if icon else "", text)


@register.simple_tag
def state_dot(text: Any, kind: str = "note") -> SafeString:
    """A quiet state: a dot and a word. ``kind`` is ok, warn, bad, note or open (an empty ring)."""
    return format_html('<span class="state state-{}">{}</span>', kind, text)


SOURCE_ICONS = {
    "linkedin": "brand-linkedin",
    "linkedin_apply": "brand-linkedin",
    "career_site": "world",
    "referral": "heart-handshake",
    "agency": "building-store",
    "career_fair": "confetti",
    "job_board": "layout-list",
    "social_network": "messages",
    "university": "school",
    "added_by_recruiter": "user-plus",
}


@register.simple_tag
def source_mark(application: Any) -> SafeString:
    """The icon of where somebody came from, with its word for screen readers and on hover."""
    if not application.source:
        return SafeString("")
    return icons.icon(SOURCE_ICONS.get(application.source, "point"), label=str(application.get_source_display()))


@register.simple_tag
def feedback_marks(feedbacks: Sequence[Any]) -> SafeString:
    """One disc for each feedback: ✓ recommended, ✗ not recommended, – not handed in yet."""
    return format_html(
        '<span class="marks">{}</span>', format_html_join("", "{}", ((stages.feedback_mark(one),) for one in feedbacks))
    )


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, kind: str = "", hint: str | None = None) -> dict[str, Any]:
    """Label, control, help and error of one form field. ``kind``: empty or ``inline``."""
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        del bound.field.widget.attrs["placeholder"]  # an echo of the label helps nobody
    return {
        "field": bound,
        "kind": kind,
        "hint": bound.help_text if hint is None else hint,
        "is_check": _is_check(bound),
        "is_optional": _is_optional(bound),
    }


def _is_optional(bound: BoundField) -> bool:
    """Whether to say that it may stay empty: of choices one of them says so, and some are only not needed yet."""
    needed_later = getattr(bound.field, "needed_later", False)
    return not (bound.field.required or needed_later or isinstance(bound.field.widget, ChoiceWidget))


def _is_check(bound: BoundField) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not hasattr(bound.field, "choices")


@register.inclusion_tag("ui/parts/errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """Everything that stands in the way, on top of a form, each linked to its field."""
    return {"form": form}


@register.simple_tag
def tab(url: str, label: Any, count: Any = None, active: Any = False, key: str = "") -> SafeString:  # noqa: FBT002  # a template's call
    """One tab of a page. ``active`` when it is the present one; with a ``key`` a live part may renew the count."""
    number = _tab_count(key, count) if count not in (None, "") else ""
    current = SafeString(' aria-current="page"') if active else ""
    return format_html('<a class="tab" href="{}"{}>{}{}</a>', url, current, label, number)


def _tab_count(key: str, count: Any, more: str = "") -> SafeString:
    name = format_html(' id="tab-count-{}"', key) if key else ""
    return format_html('<span class="tab-count"{}{}>{}</span>', name, SafeString(more), count)


@register.simple_tag(takes_context=True)
def tab_counts(context: Context, slot: str, obj: Any = None) -> SafeString:
    """The numbers of a slot's tabs, as a live part sends them along when it is asked for by itself."""
    if not context["request"].htmx:
        return SafeString("")
    found = links(context["request"], slot, obj)
    counted = ((_tab_count(one.key, one.count, ' hx-swap-oob="true"'),) for one in found if one.count is not None)
    return format_html_join("", "{}", counted)


@register.simple_tag(takes_context=True)
def slot_links(context: Context, slot: str, obj: Any = None) -> list[Any]:
    """The entries of a slot as links (label, url, icon, count, active)."""
    return links(context["request"], slot, obj)


@register.simple_tag(takes_context=True)
def tabs(context: Context, slot: str, obj: Any = None) -> SafeString:
    """The tabs that a slot holds."""
    return format_html_join(
        "",
        "{}",
        ((tab(one.url, one.label, one.count, one.active, one.key),) for one in links(context["request"], slot, obj)),
    )


@register.simple_tag(takes_context=True)
def panels(context: Context, slot: str, obj: Any = None) -> SafeString:
    """What the entries of a slot draw, one after the other."""
    request = context["request"]
    found = slots.entries(slot, actor=request.user, obj=obj)
    return format_html_join("", "{}", ((SafeString(one.render(request, obj)),) for one in found if one.render))


class _EmptyNode(Node):
    def __init__(self, arguments: Sequence[Any], actions: NodeList) -> None:
        self.arguments = arguments
        self.nodelist = actions

    def render(self, context: Context) -> SafeString:
        icon, title, text = (one.resolve(context) for one in self.arguments)
        return format_html(
            '<div class="nothing">{}<h2>{}</h2><p>{}</p><div class="nothing-actions">{}</div></div>',
            icons.icon(icon),
            title,
            text,
            self.nodelist.render(context),
        )


@register.tag
def empty(parser: Parser, token: Token) -> Node:
    """``{% empty "briefcase" title text %}actions{% endempty %}``: what a page without content is for."""
    arguments = [parser.compile_filter(part) for part in token.split_contents()[1:]]
    if len(arguments) != 3:  # noqa: PLR2004  # icon, title, text
        raise template.TemplateSyntaxError("empty takes an icon, a title and a text")
    actions = parser.parse(("endempty",))
    parser.delete_first_token()
    return _EmptyNode(arguments, actions)


@register.filter
def lookup(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return ``mapping[key]``, None when it is not there."""
    return mapping.get(key)


@register.simple_tag
def product_name() -> str:
    """The name of the product as people read it."""
    return str(settings.PRODUCT_NAME)


@register.simple_tag
def live_attrs(url: str, version: str, seconds: int = 1) -> SafeString:
    """Attributes that make an element ask ``url`` for its own replacement while the page is looked at."""
    every = format_html(' data-live-seconds="{}"', seconds) if seconds > 1 else ""
    return format_html('data-live-url="{}" data-live-version="{}"{}', url, version, every)


@register.simple_tag(takes_context=True)
def list_row(context: Context, row: Any) -> SafeString:
    """One row of the generic list: its check box, then the cells its row template draws."""
    shown = context["list"]
    cells = get_template(shown.row_template).render(
        {**shown.extra, "row": row, "actor": shown.actor, "list": shown}, context["request"]
    )
    href = format_html(' data-href="{}"', found) if (found := shown.href(row)) else ""
    return format_html("<tr data-row{}>{}{}</tr>", href, _choose(shown, row), cells)


def _choose(shown: Any, row: Any) -> SafeString:
    if not shown.actions:
        return SafeString("")
    return format_html(
        '<td class="choose"><input type="checkbox" name="ids" value="{}" aria-label="{}"></td>',
        row.public_id,
        _("Choose %(name)s") % {"name": row},
    )


@register.simple_tag
def days_since(moment: datetime) -> int:
    """Whole days since a moment."""
    return times.days_since(moment)
