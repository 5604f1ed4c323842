"""All states, and where one of them stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.models import UnknownCountry
from votes.web import pages
from votes.web.views.asked import country_asked, no_country, word_asked


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
        return redirect(found, permanent=True)
    page = pages.CountryPage.of(found, request.GET)
    return render(request, "votes/country.html", {"page": page})


@require_safe
def country_years(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        return redirect("country-years", found.code, permanent=True)
    page = pages.CountryYearsPage.of(found, request.GET)
    return render(request, "votes/country_years.html", {"page": page})
