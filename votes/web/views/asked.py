"""What the query of an address asks for, and addresses that ask for the same."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from tracker.language import PARAMETER as LANGUAGE
from votes.filters import is_blank


def word_asked(request: HttpRequest, name: str) -> str:
    """The value of a parameter that is one word; empty where it is not given."""
    return request.GET.get(name, "").strip()[:100]


def without_blanks(request: HttpRequest) -> str | None:
    """The same address without the fields that a form left blank, to be kept and shared; None
    where there are none."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if filled := [value for value in values if not is_blank(value)]:
            kept.setlist(name, filled)
    if kept == request.GET:
        return None
    return f"{request.path}?{kept.urlencode(safe='/')}" if kept else request.path


def same_question(request: HttpRequest, address: str) -> bool:
    """Whether an address asks for what the request asks for, in the same order; in what language
    the frame is, is no part of it."""
    query = QueryDict(address.partition("?")[2])
    given = [each for each in request.GET.lists() if each[0] != LANGUAGE]
    return list(query.lists()) == given


def in_its_language(request: HttpRequest, address: str) -> str:
    """An address with the language of the frame that the request asks for, if it asks for one."""
    if not (language := word_asked(request, LANGUAGE)):
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({LANGUAGE: language})}"


def with_its_query(request: HttpRequest, address: str) -> str:
    """The address of the same page under its own name, with all that the request asks of it."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def positions_asked(request: HttpRequest) -> str:
    """The parameter of the API: as recorded, or as delegations said they had meant to vote."""
    return word_asked(request, "positions")
