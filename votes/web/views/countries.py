"""All states, where one of them stands, and how it has voted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.models import Country
from votes.web import pages
from votes.web.views.asked import positions_asked, without_blanks, word_asked
from votes.web.views.named import accepted_series, of_country, to_its_address


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    page = pages.CountriesPage.of(
        query=word_asked(request, "q"),
        group_code=word_asked(request, "group"),
        series_slug=word_asked(request, "series"),
    )
    return render(request, "votes/countries.html", {"page": page})


@of_country
def country(request: HttpRequest, country: Country) -> HttpResponse:
    page = pages.CountryPage.of(country, request.GET)
    return render(request, "votes/country.html", {"page": page})


@of_country
def country_years(request: HttpRequest, country: Country) -> HttpResponse:
    page = pages.CountryYearsPage.of(country, request.GET)
    return render(request, "votes/country_years.html", {"page": page})


@of_country
def votes(request: HttpRequest, country: Country) -> HttpResponse:
    if (shorter := without_blanks(request)) is not None:
        return redirect(shorter)
    page = pages.VoteHistoryPage.of(country, request.GET, request.build_absolute_uri("/")[:-1])
    return render(request, "votes/country_votes.html", {"page": page})


@of_country
def country_on_series(request: HttpRequest, country: Country, slug: str) -> HttpResponse:
    series = accepted_series(slug.lower())
    if slug != series.slug:
        return to_its_address(request, code=country.code, slug=series.slug)
    page = pages.CountrySeriesPage.of(country, series, positions_asked(request))
    return render(request, "votes/country_series.html", {"page": page})
