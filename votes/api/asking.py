"""What every question shares: its subject found or refused, its parameters checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from votes.api.errors import InvalidParameters, UnknownRecord
from votes.api.reading import empty_values
from votes.filters import Filters, QuestionFilters
from votes.models import Country, Group, Resolution, RollCall, Series, UnknownCountry
from votes.stances.matrix import Selection, select

INTENDED = "Positions as delegations later said they had meant them."


class Asking(APIView):
    """An answer worked out from the record; a question declares its parameters.

    `answer` is given those, checked, and by name the record that the address names.
    """

    http_method_names = ["get", "head", "options"]
    filterset_class: ClassVar[type[Filters]] = Filters
    # The shape of the answer, or the shapes it may have, for the documents.
    answer_class: ClassVar[Any] = None
    tag = "Countries"

    def get(self, request: Request, **names: str) -> Response:
        subjects = {noun: NAMED[noun](text) for noun, text in names.items()}
        roll_calls = RollCall.objects.published()
        asked = self.filterset_class(request.query_params, queryset=roll_calls)
        if faults := asked.faults(self.page_parameters(request)) | empty_values(request):
            raise InvalidParameters(faults)
        return Response(self.answer(asked, **subjects))

    def page_parameters(self, request: Request) -> Iterable[str]:
        """What the question takes beside its filters."""
        return ()

    def answer(self, asked: Any, **subjects: Any) -> dict[str, Any]:
        raise NotImplementedError


def selected(asked: QuestionFilters) -> Selection:
    """The roll calls that a question is about, as recorded or as intended."""
    roll_calls = asked.qs if asked.selects else None
    return select(roll_calls, as_intended=asked.as_intended)


def in_words(method: str, as_intended: bool) -> str:
    """How an answer was made."""
    return f"{method} {INTENDED}" if as_intended else method


def country_named(text: str) -> Country:
    if "\0" in text:
        raise UnknownRecord(f"No country is called “{text}”.", "country", text, [])
    try:
        return Country.objects.named(text)
    except UnknownCountry as error:
        raise UnknownRecord(f"{error}.", "country", text, error.near) from None


def group_named(text: str) -> Group:
    found = [] if "\0" in text else Group.objects.each_named([text])[text]
    if not found:
        near = Group.objects.near(text[:200])
        raise UnknownRecord(f"No group is called “{text[:200]}”.", "group", text, near)
    return found[0]


def series_named(text: str) -> Series:
    accepted = {series.slug: series for series in Series.objects.accepted()}
    if text.lower() not in accepted:
        near = get_close_matches(text[:200].lower(), accepted)
        raise UnknownRecord(f"No series is called “{text[:200]}”.", "series", text, near)
    return accepted[text.lower()]


def text_named(text: str) -> Resolution:
    found = [] if "\0" in text else Resolution.objects.each_called([text])[text]
    if len(found) > 1:
        message = f"“{text}” names more than one text."
        raise UnknownRecord(message, "text", text, [each.slug for each in found])
    if not found:
        near = Resolution.objects.near(text[:200])
        raise UnknownRecord(f"No text is called “{text[:200]}”.", "text", text, near)
    return found[0]


NAMED: dict[str, Callable[[str], Any]] = {
    "country": country_named,
    "group": group_named,
    "resolution": text_named,
    "series": series_named,
}
