"""Finding anything by what somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.web import pages
from votes.web.views.asked import word_asked


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    page = pages.SearchPage.of(request.GET.get("q", ""), word_asked(request, "kind"))
    return render(request, "votes/search.html", {"page": page})
