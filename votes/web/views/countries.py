"""All states, and where one of them stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from votes.models import Series, UnknownCountry
from votes.web import pages
from votes.web.views.asked import country_asked, no_country, positions_asked, word_asked


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    page = pages.CountriesPage.of(
        query=word_asked(request, "q"), group_code=word_asked(request, "group")
    )
    return render(request, "votes/countries.html", {"page": page})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        return redirect(found, permanent=True)
    page = pages.CountryPage.of(found, positions_asked(request))
    return render(request, "votes/country.html", {"page": page})


@require_safe
def country_on_series(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    series = get_object_or_404(Series.objects.accepted(), slug=slug.lower())
    if (code, slug) != (found.code, series.slug):
        return redirect("country-series", found.code, series.slug, permanent=True)
    page = pages.CountrySeriesPage.of(found, series, positions_asked(request))
    return render(request, "votes/country_series.html", {"page": page})
