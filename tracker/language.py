"""The language of each page and of the frame around it: as the address asks, by nothing else.

So one address has one page, whoever asks: neither cookies nor a browser's settings change it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tracker.caching import is_of_the_api, is_of_the_desk

PARAMETER = "lang"
LONGEST = 20


class LanguageMiddleware:
    """Note for a page what language its frame has (`request.language`) and what is said in it
    (`request.page_language`): the language asked for, where every word of the pages is written in
    it, else English. One that the site does not have is `request.unknown_language`. What API and
    desk say is English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        usual = settings.LANGUAGE_CODE.partition("-")[0]
        asked = request.GET.get(PARAMETER, "").strip()[:LONGEST]
        known = {code.partition("-")[0] for code, _ in settings.LANGUAGES}
        is_known = asked.lower() in known
        language = asked.lower() if is_known else usual
        is_page = not (is_of_the_api(request) or is_of_the_desk(request))
        is_whole = is_page and language in settings.PAGE_LANGUAGES
        said = language if is_whole else settings.LANGUAGE_CODE
        request.language = language  # type: ignore[attr-defined]
        request.page_language = said  # type: ignore[attr-defined]
        request.unknown_language = "" if is_known else asked  # type: ignore[attr-defined]
        with translation.override(said):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", said)
        return response
