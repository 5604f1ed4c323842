"""Pages for people: find, ask, render."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from votes.models import Country, Resolution, Series, UnknownCountry
from votes.web import pages


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page names, such as the admin's."""
    return redirect(static("votes/icon.svg"), permanent=True)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/home.html", {"page": pages.HomePage.of()})


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    page = pages.CountriesPage.of(
        query=request.GET.get("q", "").strip()[:100],
        group_code=request.GET.get("group", "").strip()[:100],
    )
    return render(request, "votes/countries.html", {"page": page})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = Country.objects.prefetch_related("spells", "names").named(code)
    except UnknownCountry as unknown:
        context = {
            "message": f"{unknown}.",
            "near": Country.objects.nearest(code),
        }
        return render(request, "404.html", context, status=404)
    if code != found.code:
        return redirect(found, permanent=True)
    page = pages.CountryPage.of(found, positions_asked(request))
    return render(request, "votes/country.html", {"page": page})


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    page = pages.ResolutionsPage.of(request.GET.get("page", "1"))
    return render(request, "votes/resolutions.html", {"page": page})


@require_safe
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = Resolution.objects.called(slug)
    except (Resolution.DoesNotExist, Resolution.MultipleObjectsReturned) as error:
        raise Http404(str(error)) from None
    if slug != found.slug:
        return redirect(found, permanent=True)
    page = pages.ResolutionPage.of(found, positions_asked(request))
    return render(request, "votes/resolution.html", {"page": page})


@require_safe
def series_index(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/series_index.html", {"page": pages.SeriesIndexPage.of()})


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Series.objects.accepted(), slug=slug)
    group = request.GET.get("group", "").strip()[:100]
    page = pages.SeriesPage.of(found, group, positions_asked(request))
    return render(request, "votes/series.html", {"page": page})


def positions_asked(request: HttpRequest) -> str:
    """The parameter of the API: as recorded, or as delegations said they had meant to vote."""
    return request.GET.get("positions", "").strip()[:100]


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/about_data.html", {"page": pages.AboutDataPage.of()})
