"""Texts and the series they stand in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.models import Resolution
from votes.web import pages
from votes.web.views.asked import positions_asked, word_asked
from votes.web.views.named import accepted_series, of_text


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    page = pages.ResolutionsPage.of(request.GET.get("page", "1"))
    return render(request, "votes/resolutions.html", {"page": page})


@of_text
def resolution(request: HttpRequest, text: Resolution) -> HttpResponse:
    page = pages.ResolutionPage.of(text, positions_asked(request))
    return render(request, "votes/resolution.html", {"page": page})


@of_text
def brief(request: HttpRequest, text: Resolution) -> HttpResponse:
    page = pages.BriefPage.of(text, request.GET.getlist("c"))
    address = request.build_absolute_uri()
    return render(request, "votes/brief.html", {"page": page, "address": address})


@require_safe
def tabled(request: HttpRequest) -> HttpResponse:
    page = pages.TabledPage.of(request.GET.get("page", "1"))
    return render(request, "votes/tabled.html", {"page": page})


@require_safe
def series_index(request: HttpRequest) -> HttpResponse:
    page = pages.SeriesIndexPage.of(word_asked(request, "q"), request.GET.get("page", "1"))
    return render(request, "votes/series_index.html", {"page": page})


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    page = pages.SeriesPage.of(
        accepted_series(slug),
        word_asked(request, "group"),
        positions_asked(request),
        word_asked(request, "moved"),
        (word_asked(request, "from"), word_asked(request, "to")),
    )
    return render(request, "votes/series.html", {"page": page})
