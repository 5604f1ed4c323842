"""Values of query parameters, each checked: a fault names the value and the near right one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

MOST_VALUES = 100
LONGEST_SEARCH = 200
# The library also reads weeks (2022-W09-3) and days without dashes, which people mistype.
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Refused(forms.ValidationError):
    """A value that a parameter does not take, with the right ones that are near it."""

    def __init__(self, message: str, value: str, near: Iterable[str] = ()) -> None:
        super().__init__(message, code="invalid")
        self.value, self.near = value, list(near)


def is_blank(value: str) -> bool:
    """Whether a value says nothing: no more than blanks and the commas between values."""
    return not value.replace(",", "").strip()


class GivenValues(forms.TextInput):
    """Every value that a query string gives one parameter."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or [])


class One(forms.Field):
    """A parameter that takes one value; empty means not asked, as a blank form sends it."""

    widget = GivenValues

    def clean(self, value: list[str]) -> Any:
        given = [each.strip() for each in value or [] if not is_blank(each)]
        for text in given:
            if "\0" in text:
                raise Refused(_("A value holds a NUL character."), text.replace("\0", "\\0"))
        if self.required and not given:
            raise Refused(_("This is required."), "")
        return self.read_given(given) if given else None

    def read_given(self, given: list[str]) -> Any:
        if len(given) > 1:
            raise Refused(_("This takes one value; several were given."), given[1])
        return self.read(given[0])

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def spelled(self, value: Any) -> list[str]:
        """What was read, in the words that name it best."""
        return [self.spell(each) for each in (value if isinstance(value, list) else [value])]

    def spell(self, value: Any) -> str:
        return str(value)


class Day(One):
    def read(self, text: str) -> date:
        try:
            if WRITTEN_DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        told = _("“{value}” is not a date; dates are written 2022-03-02.")
        raise Refused(told.format(value=text), text)


class Name(One):
    """A name that only the question can resolve."""

    def read(self, text: str) -> str:
        return text


class WholeNumber(One):
    def __init__(self, *, lowest: int, highest: int, **options: Any) -> None:
        super().__init__(**options)
        self.lowest, self.highest = lowest, highest

    def read(self, text: str) -> int:
        is_number = text.isascii() and text.isdecimal() and len(text) <= 9
        if is_number and self.lowest <= int(text) <= self.highest:
            return int(text)
        told = _("“{value}” is not a whole number from {lowest} to {highest}.")
        raise Refused(told.format(value=text, lowest=self.lowest, highest=self.highest), text)


class Moment(One):
    """A time, or the start of a day; without a time zone it is UTC."""

    def read(self, text: str) -> datetime:
        try:
            moment = parse_datetime(text) if WRITTEN_DAY.match(text) else None
            if moment is not None:
                return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        told = _("“{value}” is not a time; times are written 2022-03-02 or 2022-03-02T15:04:05Z.")
        raise Refused(told.format(value=text), text)


class Search(One):
    def read(self, text: str) -> str:
        if len(text) > LONGEST_SEARCH:
            told = _("A search has at most {count} characters.")
            raise Refused(told.format(count=LONGEST_SEARCH), text)
        return text


class AnyOf(One):
    """A parameter that takes several values, repeated or comma-separated, meaning "or"."""

    def read_given(self, given: list[str]) -> list[Any]:
        values = [part.strip() for text in given for part in text.split(",")]
        return self.read_all(self.unique(values))

    def unique(self, values: Iterable[str]) -> list[str]:
        values = list(dict.fromkeys(value for value in values if value))
        if len(values) > MOST_VALUES:
            told = _("At most {count} values can be combined.")
            raise Refused(told.format(count=MOST_VALUES), values[MOST_VALUES])
        return values

    def read_all(self, values: list[str]) -> list[Any]:
        raise NotImplementedError


class Words(AnyOf):
    """Words of a small vocabulary, each with what it stands for, in any case."""

    def __init__(
        self, *, words: Mapping[str, Any], meant: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.words, self.meant = words, meant or {}

    def read_all(self, values: list[str]) -> list[Any]:
        known = {word.casefold(): stands_for for word, stands_for in self.words.items()}
        return list(dict.fromkeys(self.read_word(value, known) for value in values))

    def read_word(self, value: str, known: dict[str, Any]) -> Any:
        key = value.casefold()
        if key in known:
            return known[key]
        spelling = {word.casefold(): word for word in self.words}
        near = [self.meant[key]] if key in self.meant else get_close_matches(key, spelling)
        told = _("“{value}” is not known; this takes {words}.")
        message = told.format(value=value, words=", ".join(self.words))
        raise Refused(message, value, [spelling[word] for word in near])

    def spell(self, value: Any) -> str:
        return next(word for word, stands_for in self.words.items() if stands_for == value)


class OneWord(Words):
    def read_given(self, given: list[str]) -> Any:
        return One.read_given(self, given)

    def read(self, text: str) -> Any:
        return self.read_all([text])[0]


class FieldNames(AnyOf):
    """Names of fields of an answer."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(required=False)
        self.known = list(known)

    def read_all(self, values: list[str]) -> list[str]:
        for value in values:
            if value not in self.known:
                near = get_close_matches(value[:LONGEST_SEARCH], self.known)
                message = f"There is no field “{value}”; there are {', '.join(self.known)}."
                raise Refused(message, value, near)
        return values
