"""What pages about accounts say."""

from django import template

register = template.Library()

# A later one names itself in what an earlier one sends: Edge says Chrome too, and Chrome says Safari.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
_MOST = 60  # characters of a browser nobody knows


@register.filter
def browser_name(user_agent: str) -> str:
    """Return ``Chrome, Windows`` for what a browser says of itself, or its own words when it is none of the usual."""
    named = [next((name for sign, name in known.items() if sign in user_agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named)) or user_agent[:_MOST]
