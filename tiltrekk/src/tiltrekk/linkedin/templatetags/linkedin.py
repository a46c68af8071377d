"""Words of LinkedIn's in templates."""

from django import template

from tiltrekk.linkedin.words import explain

register = template.Library()
register.filter("explained", explain)
