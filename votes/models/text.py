"""What texts, roll calls and votes are asked alike: the questions about the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from votes.models.record import symbol_key

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class TextQuerySet(models.QuerySet[M_co]):
    """Rows that are a text or belong to one; `text_path` is the way to it, "" for the text."""

    text_path = ""

    def _text(self, lookup: str) -> str:
        return "__".join(part for part in (self.text_path, lookup) if part)

    def _of_texts(self, texts: Any) -> Self:
        return self.filter(**{f"{self.text_path or 'pk'}__in": texts})

    def on(self, *resolutions: Any) -> Self:
        return self._of_texts(resolutions)

    def in_body(self, *bodies: str) -> Self:
        return self.filter(**{self._text("body__in"): bodies})

    def in_session(self, *sessions: str) -> Self:
        return self.filter(**{self._text("session__in"): sessions})

    def in_series(self, *series: Any) -> Self:
        """Texts of one of the series, each once however many series it is in."""
        from votes.models.series import SeriesEntry

        return self._of_texts(SeriesEntry.objects.filter(series__in=series).values("resolution"))

    def about(self, *topics: Any) -> Self:
        from votes.models.topic import ResolutionTopic

        links = ResolutionTopic.objects.filter(topic__in=topics)
        return self._of_texts(links.values("resolution"))

    def matching(self, search: str) -> Self:
        """Texts that have every word in the title or in the symbol.

        Case does not count, accents only in so far as the title has them and the search not:
        neither database folds them by itself.
        """
        matches = self
        for word in search.split():
            condition = any_of(self._text("title__icontains"), spellings(word))
            if key := symbol_key(word):
                condition |= Q(**{self._text("symbol_key__contains"): key})
                condition |= Q(**{self._text("draft_key__contains"): key})
            matches = matches.filter(condition)
        return matches


class RollCallTextQuerySet(TextQuerySet[M_co]):
    """Rows that are a roll call or belong to one; `roll_call_path` is the way to it."""

    roll_call_path = ""

    def _roll_call(self, lookup: str) -> str:
        return "__".join(part for part in (self.roll_call_path, lookup) if part)

    def since(self, day: date) -> Self:
        return self.filter(**{self._roll_call("date__gte"): day})

    def until(self, day: date) -> Self:
        return self.filter(**{self._roll_call("date__lte"): day})

    def in_organ(self, *organs: str) -> Self:
        return self.filter(**{self._roll_call("organ__in"): organs})

    def of_scope(self, *scopes: str) -> Self:
        return self.filter(**{self._roll_call("scope__in"): scopes})


def any_of(lookup: str, values: Iterable[str]) -> Q:
    condition = Q()
    for value in values:
        condition |= Q(**{lookup: value})
    return condition


def spellings(word: str) -> list[str]:
    """A word as typed, in the cases SQLite cannot compare by itself, and without accents.

    >>> spellings("TÜRKİYE"[:3]), spellings("peace")
    (['TÜR', 'tür', 'Tür', 'TUR'], ['peace'])
    """
    if word.isascii():
        return [word]
    decomposed = unicodedata.normalize("NFKD", word)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    cases = [word, word.lower(), word.upper(), word.capitalize(), plain]
    return list(dict.fromkeys(each for each in cases if each))
