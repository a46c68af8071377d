"""Endpoints, deliveries and tries in words, for templates."""

from django import template

from tiltrekk.api import words

register = template.Library()

register.filter("host", words.host_of)
register.filter("event_name", words.event_name)
register.filter("endpoint_state", words.of_endpoint)
register.filter("is_resting", words.is_resting)
register.filter("delivery_state", words.of_delivery)
register.filter("attempt_state", words.of_attempt)
register.filter("answered", words.answered)
register.filter("skew", words.skew)


@register.simple_tag
def problem(code: str, status: int) -> str:
    """What was wrong with a try."""
    return words.problem(code, status)
