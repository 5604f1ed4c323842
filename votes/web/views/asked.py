"""What an address asks for: the record it names, and the words of its query."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from tracker.language import PARAMETER as LANGUAGE
from votes.models import Country, Resolution, UnknownCountry

# Why no one text is meant by a name.
UNCLEAR = (Resolution.DoesNotExist, Resolution.MultipleObjectsReturned)


def word_asked(request: HttpRequest, name: str) -> str:
    """The value of a parameter that is one word; empty where it is not given."""
    return request.GET.get(name, "").strip()[:100]


def without_blanks(request: HttpRequest) -> str | None:
    """The same address without the fields that a form left blank, to be kept and shared; None
    where there are none."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if filled := [value for value in values if value.replace(",", "").strip()]:
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


def country_asked(code: str) -> Country:
    """The country that an address names; raises UnknownCountry."""
    return Country.objects.all().named(code)


def no_country(request: HttpRequest, code: str, unknown: UnknownCountry) -> HttpResponse:
    """The page that says that no country is called so, and which are called nearly so."""
    context = {"message": f"{unknown}.", "near": Country.objects.nearest(code)}
    return render(request, "404.html", context, status=404)


def resolution_asked(slug: str) -> Resolution:
    """The text that an address names, by any spelling of its symbol; raises what `no_resolution`
    tells of."""
    return Resolution.objects.called(slug)


def name_in_addresses(text: Resolution, asked: str) -> str:
    """What a text is called in the address of its page: its slug, or its number where several
    texts share that. `asked` is what it was called, and looked up already."""
    if asked == text.slug:
        return asked
    meant = Resolution.objects.each_called([text.slug])[text.slug]
    return text.slug if meant == [text] else f"id-{text.pk}"


def no_resolution(request: HttpRequest, slug: str, unclear: Exception) -> HttpResponse:
    """The page that says that no text is called so, or that several are, and which."""
    texts = [
        (each, reverse("resolution", args=[f"id-{each.pk}"]))
        for each in Resolution.objects.each_called([slug])[slug]
    ]
    context = {"message": str(unclear), "texts": texts}
    return render(request, "404.html", context, status=404)
