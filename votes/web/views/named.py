"""Views of one record that an address names.

Any spelling leads to the one address that it has; where none is meant, or several, a page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.models import Country, Resolution, Series
from votes.web.views.asked import with_its_query

View = Callable[..., Any]


def of_country(view: View) -> View:
    """A view that takes the country which the `code` of its address means."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, code: str, **names: str) -> Any:
        meant = Country.objects.each_named([code])[code]
        if len(meant) != 1:
            message = (
                _("“{name}” means more than one country.")
                if meant
                else _("No country is called “{name}”.")
            )
            context = {
                "message": message.format(name=code),
                "near": Country.objects.nearest(code),
            }
            return render(request, "404.html", context, status=404)
        country = meant[0]
        if code != country.code:
            return to_its_address(request, code=country.code, **names)
        return view(request, country, **names)

    return found


def of_text(view: View) -> View:
    """A view that takes the text which the `slug` of its address means."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, slug: str) -> Any:
        meant = Resolution.objects.each_called([slug])[slug]
        if len(meant) != 1:
            message = (
                _("“{name}” names several texts: {texts}.")
                if meant
                else _("No text is called “{name}”.")
            )
            context = {
                "message": message.format(name=slug, texts=", ".join(map(str, meant[:5]))),
                "texts": [(each, reverse("resolution", args=[f"id-{each.pk}"])) for each in meant],
            }
            return render(request, "404.html", context, status=404)
        text = meant[0]
        if slug != (name := name_in_addresses(text, slug)):
            return to_its_address(request, slug=name)
        return view(request, text)

    return found


def accepted_series(slug: str) -> Series:
    """The public series of an address."""
    if series := Series.objects.accepted().filter(slug=slug).first():
        return series
    raise Http404(_("No series is called “{name}”.").format(name=slug))


def to_its_address(request: HttpRequest, **names: str) -> HttpResponse:
    """The way to the same page under the names that it has."""
    here = reverse(resolve(request.path_info).view_name, kwargs=names)
    return redirect(with_its_query(request, here), permanent=True)


def name_in_addresses(text: Resolution, asked: str) -> str:
    """What a text is called in the address of its page: its slug, or its number where several
    texts share that. `asked` is what it was called, and looked up already."""
    if asked == text.slug:
        return asked
    meant = Resolution.objects.each_called([text.slug])[text.slug]
    return text.slug if meant == [text] else f"id-{text.pk}"
