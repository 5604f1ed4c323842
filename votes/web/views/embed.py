"""What other sites may show in a frame: a country's strip on a series, and nothing else."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from votes.models import Country
from votes.web import pages
from votes.web.views.named import accepted_series, of_country


@of_country
def embed(request: HttpRequest, country: Country, slug: str) -> HttpResponseBase:
    series = accepted_series(slug)
    page = pages.EmbedPage.of(country, series)
    if page is None:
        message = _("{country} has no position on the texts of “{series}”.")
        raise Http404(message.format(country=capfirst(country.in_sentence), series=series))
    return framed(request, page)


def framed(request: HttpRequest, page: pages.EmbedPage) -> HttpResponseBase:
    """What is there may be shown anywhere; refusals and the way to a page's own address may not."""

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def strip(request: HttpRequest) -> HttpResponseBase:
        return render(request, "votes/embed.html", {"page": page})

    return strip(request)
