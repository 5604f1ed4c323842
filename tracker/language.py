"""The language of the frame around each page: as the address asks, and by nothing else.

So one address has one page, whoever asks: neither cookies nor a browser's settings change it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PARAMETER = "lang"
LONGEST = 20


class LanguageMiddleware:
    """Note for a page what language is asked for (`request.language`), and where it is none that
    the site has (`request.unknown_language`). What pages, API and desk say is English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        usual = settings.LANGUAGE_CODE.partition("-")[0]
        asked = request.GET.get(PARAMETER, "").strip()[:LONGEST]
        known = {code.partition("-")[0] for code, _ in settings.LANGUAGES}
        is_known = asked.lower() in known
        request.language = asked.lower() if is_known else usual  # type: ignore[attr-defined]
        request.unknown_language = "" if is_known else asked  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", settings.LANGUAGE_CODE)
        return response
