"""All states, where one of them stands, and how it has voted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.models import Series, UnknownCountry
from votes.web import pages
from votes.web.views.asked import (
    country_asked,
    no_country,
    positions_asked,
    with_its_query,
    without_blanks,
    word_asked,
)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    page = pages.CountriesPage.of(
        query=word_asked(request, "q"),
        group_code=word_asked(request, "group"),
        series_slug=word_asked(request, "series"),
    )
    return render(request, "votes/countries.html", {"page": page})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        here = with_its_query(request, found.get_absolute_url())
        return redirect(here, permanent=True)
    page = pages.CountryPage.of(found, request.GET)
    return render(request, "votes/country.html", {"page": page})


@require_safe
def country_years(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        here = with_its_query(request, reverse("country-years", args=[found.code]))
        return redirect(here, permanent=True)
    page = pages.CountryYearsPage.of(found, request.GET)
    return render(request, "votes/country_years.html", {"page": page})


@require_safe
def votes(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        here = with_its_query(request, reverse("country-votes", args=[found.code]))
        return redirect(here, permanent=True)
    if (shorter := without_blanks(request)) is not None:
        return redirect(shorter)
    page = pages.VoteHistoryPage.of(found, request.GET, request.build_absolute_uri("/")[:-1])
    return render(request, "votes/country_votes.html", {"page": page})


@require_safe
def country_on_series(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    series = get_object_or_404(Series.objects.accepted(), slug=slug.lower())
    if (code, slug) != (found.code, series.slug):
        here = reverse("country-series", args=[found.code, series.slug])
        return redirect(with_its_query(request, here), permanent=True)
    page = pages.CountrySeriesPage.of(found, series, positions_asked(request))
    return render(request, "votes/country_series.html", {"page": page})
