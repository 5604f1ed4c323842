"""What an address asks for: the record it names, and the words of its query."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from votes.models import Country, Resolution, UnknownCountry


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
    """Whether an address asks for what the request asks for, in the same order."""
    query = QueryDict(address.partition("?")[2])
    return list(query.lists()) == list(request.GET.lists())


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
    """The text that an address names, by any spelling of its symbol."""
    try:
        return Resolution.objects.called(slug)
    except (Resolution.DoesNotExist, Resolution.MultipleObjectsReturned) as error:
        raise Http404(str(error)) from None
