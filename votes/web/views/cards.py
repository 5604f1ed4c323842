"""The pictures that stand for pages where their addresses are shared."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from votes.models import Country, Resolution
from votes.web.cards import Card, as_png
from votes.web.views.named import accepted_series, of_country, of_text


def drawn(card: Card) -> HttpResponse:
    return HttpResponse(as_png(card), content_type="image/png")


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    return drawn(Card.of_site())


@of_country
def country(request: HttpRequest, country: Country) -> HttpResponse:
    return drawn(Card.of_country(country))


@of_text
def resolution(request: HttpRequest, text: Resolution) -> HttpResponse:
    return drawn(Card.of_resolution(text))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    return drawn(Card.of_series(accepted_series(slug)))
