"""The pictures that stand for pages where their addresses are shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from votes.models import Series, UnknownCountry
from votes.web.cards import Card, as_png
from votes.web.views.asked import (
    UNCLEAR,
    country_asked,
    name_in_addresses,
    no_country,
    no_resolution,
    resolution_asked,
)


def drawn(card: Card) -> HttpResponse:
    return HttpResponse(as_png(card), content_type="image/png")


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    return drawn(Card.of_site())


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        return redirect("country-card", found.code, permanent=True)
    return drawn(Card.of_country(found))


@require_safe
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = resolution_asked(slug)
    except UNCLEAR as unclear:
        return no_resolution(request, slug, unclear)
    if slug != (name := name_in_addresses(found, slug)):
        return redirect("resolution-card", name, permanent=True)
    return drawn(Card.of_resolution(found))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    return drawn(Card.of_series(get_object_or_404(Series.objects.accepted(), slug=slug)))
