"""What the query of a page asks of roll calls, and what of it could not be taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.language import PARAMETER as LANGUAGE
from votes.filters import QuestionFilters, is_blank
from votes.models import RollCall
from votes.stances.matrix import Selection, select

MOST_TOLD, LONGEST_TOLD = 5, 300
# What the form asks for.
FIELDS = ("since", "until", "topic", "series")


@dataclass(frozen=True)
class QuestionAsked:
    """The filters of the API as a page takes them: those that cannot be answered are told
    (`faults`), and the page answers the rest.

    `given` has the words of the address by parameter, as the API takes them; `chosen` the same for
    readers: what each filter is called, and its value in words.
    """

    filters: QuestionFilters
    given: dict[str, list[str]]
    chosen: list[tuple[str, str]]
    faults: list[str]

    @classmethod
    def of(cls, data: QueryDict) -> QuestionAsked:
        kept = QueryDict(mutable=True)
        for name, values in data.lists():
            worded = [value for value in values if not is_blank(value)]
            if worded and name != LANGUAGE:
                kept.setlist(name, worded)
        found = QuestionFilters(kept, queryset=RollCall.objects.published()).faults()
        for name in found:
            kept.pop(name, None)
        filters = QuestionFilters(kept, queryset=RollCall.objects.published())
        told = [
            sentence for faults in found.values() for each in faults for sentence in each.messages
        ]
        return cls(
            filters=filters,
            given=dict(kept.lists()),
            chosen=[
                (_(filters.known()[name].label), in_words(value))
                for name, value in filters.given.items()
                if value is not None
            ]
            if filters.form.is_valid()
            else [],
            faults=[sentence[:LONGEST_TOLD] for sentence in told[:MOST_TOLD]],
        )

    @property
    def others(self) -> list[tuple[str, str]]:
        """What a form of the four commonest filters does not ask for, to be kept by it."""
        return [
            (name, value)
            for name, values in self.given.items()
            for value in values
            if name not in FIELDS
        ]

    @property
    def since(self) -> str:
        return self.words("since")

    @property
    def until(self) -> str:
        return self.words("until")

    @property
    def topic(self) -> str:
        return self.words("topic")

    @property
    def series(self) -> str:
        return self.words("series")

    def words(self, name: str) -> str:
        """What the address says of one parameter."""
        return ", ".join(self.given.get(name, []))

    def selection(self) -> Selection:
        """The roll calls that are asked about."""
        roll_calls = self.filters.qs if self.filters.selects else None
        return select(roll_calls, as_intended=self.filters.as_intended)


def in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("as intended") if value else _("as recorded")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    many = isinstance(value, Iterable) and not isinstance(value, str)
    return ", ".join(map(str, value)) if many else str(value)
