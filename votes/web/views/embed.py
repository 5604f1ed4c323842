"""What other sites may show in a frame: a country's strip on a series, and nothing else."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from votes.models import Series, UnknownCountry
from votes.web import pages
from votes.web.views.asked import country_asked, no_country


@require_safe
def embed(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    try:
        found = country_asked(code)
    except UnknownCountry as unknown:
        return no_country(request, code, unknown)
    if code != found.code:
        return redirect("embed", found.code, slug, permanent=True)
    series = get_object_or_404(Series.objects.accepted(), slug=slug)
    page = pages.EmbedPage.of(found, series)
    if page is None:
        raise Http404(f"{found} has no position on the texts of “{series}”.")
    return framed(request, page)


def framed(request: HttpRequest, page: pages.EmbedPage) -> HttpResponseBase:
    """What is there may be shown anywhere; refusals and the way to a page's own address may not."""

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def strip(request: HttpRequest) -> HttpResponseBase:
        return render(request, "votes/embed.html", {"page": page})

    return strip(request)
