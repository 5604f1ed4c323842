"""Feeds to follow a country, a series, tabled texts and shifts."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from votes.models import Country
from votes.web.feeds import CONTENT_TYPE, Feed, as_atom
from votes.web.views.named import accepted_series, of_country


def answered(feed: Feed) -> HttpResponse:
    return HttpResponse(as_atom(feed), content_type=CONTENT_TYPE)


@of_country
def country(request: HttpRequest, country: Country) -> HttpResponse:
    return answered(Feed.of_country(country))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    return answered(Feed.of_series(accepted_series(slug)))


@require_safe
def tabled(request: HttpRequest) -> HttpResponse:
    return answered(Feed.of_tabled())


@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    return answered(Feed.of_shifts())
