"""The first page, and what is said about the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from votes.web import pages


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page names, such as the admin's."""
    return redirect(static("votes/icon.svg"), permanent=True)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/home.html", {"page": pages.HomePage.of()})


@require_safe
def about_methods(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/methods.html", {"page": pages.MethodsPage.of()})


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/about_data.html", {"page": pages.AboutDataPage.of()})
