"""Language and time zone of the signed-in person."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


def preferences(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Show each page in the person's language and zone; without a choice, the browser's language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = getattr(user, "language", "") or translation.get_language_from_request(request)
        zone = ZoneInfo(getattr(user, "time_zone", "") or settings.TIME_ZONE)
        with translation.override(chosen), timezone.override(zone):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        return response

    return middleware
