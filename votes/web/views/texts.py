"""Texts and the series they stand in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.models import Series
from votes.web import pages
from votes.web.views.asked import (
    UNCLEAR,
    name_in_addresses,
    no_resolution,
    positions_asked,
    resolution_asked,
    with_its_query,
    word_asked,
)


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    page = pages.ResolutionsPage.of(request.GET.get("page", "1"))
    return render(request, "votes/resolutions.html", {"page": page})


@require_safe
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = resolution_asked(slug)
    except UNCLEAR as unclear:
        return no_resolution(request, slug, unclear)
    if slug != (name := name_in_addresses(found, slug)):
        here = with_its_query(request, reverse("resolution", args=[name]))
        return redirect(here, permanent=True)
    page = pages.ResolutionPage.of(found, positions_asked(request))
    return render(request, "votes/resolution.html", {"page": page})


@require_safe
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        found = resolution_asked(slug)
    except UNCLEAR as unclear:
        return no_resolution(request, slug, unclear)
    if slug != (name := name_in_addresses(found, slug)):
        here = with_its_query(request, reverse("brief", args=[name]))
        return redirect(here, permanent=True)
    page = pages.BriefPage.of(found, request.GET.getlist("c"))
    address = request.build_absolute_uri()
    return render(request, "votes/brief.html", {"page": page, "address": address})


@require_safe
def tabled(request: HttpRequest) -> HttpResponse:
    page = pages.TabledPage.of(request.GET.get("page", "1"))
    return render(request, "votes/tabled.html", {"page": page})


@require_safe
def series_index(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/series_index.html", {"page": pages.SeriesIndexPage.of()})


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Series.objects.accepted(), slug=slug)
    page = pages.SeriesPage.of(
        found,
        word_asked(request, "group"),
        positions_asked(request),
        word_asked(request, "moved"),
        (word_asked(request, "from"), word_asked(request, "to")),
    )
    return render(request, "votes/series.html", {"page": page})
