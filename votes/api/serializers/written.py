"""What every write shares: faults that say what may be meant, unknown keys, nothing as null."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from django.db import models
from django.db.models import TextChoices
from rest_framework import serializers

from votes.models import Position

WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The largest number of a small column.
SMALL = 32_767
# What a fault of no single key is kept under, by the framework.
WHOLE = "non_field_errors"


class Near(str):
    """The code of a fault; it carries the right values that are near the wrong one."""

    __slots__ = ("near",)
    near: list[str]


def fault(message: str, near: Iterable[str] = ()) -> serializers.ValidationError:
    code = Near("invalid")
    code.near = list(near)
    return serializers.ValidationError(message, code=code)


class Day(serializers.DateField):
    """A day as it is read: 2022-03-02, and no other way that the library knows."""

    def to_internal_value(self, value: Any) -> date:
        try:
            if isinstance(value, str) and WRITTEN_DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise fault("This is not a date; dates are written 2022-03-02.")


class Text(serializers.CharField):
    """A text and nothing else: the framework would keep the number 1.5 as the text "1.5"."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise fault("This is to be a text, in quotation marks.")
        text: str = super().to_internal_value(data)
        return text


class Slug(Text, serializers.SlugField):
    """A text that can stand in an address."""


class Word(serializers.ChoiceField):
    """A word of a small vocabulary."""

    def to_internal_value(self, data: Any) -> Any:
        if data == "" and self.allow_blank:
            return ""
        words: dict[str, Any] = self.choice_strings_to_values
        if isinstance(data, str | int) and not isinstance(data, bool) and str(data) in words:
            return words[str(data)]
        near = get_close_matches(str(data)[:100].lower(), words)
        raise fault(f"This takes one of: {', '.join(words)}.", near)


class PositionWord(Word):
    """A position in words, kept in the United Nations' letters."""

    def __init__(self, positions: type[TextChoices] = Position, **options: Any) -> None:
        self.letters = {each.name.lower(): each.value for each in positions}
        super().__init__(choices=list(self.letters), **options)

    def to_internal_value(self, data: Any) -> str:
        word = super().to_internal_value(data)
        return self.letters[word] if word else ""


class WrittenObject(serializers.Serializer):
    """An object that a program sends: unknown keys are faults, all faults are told at once.

    `ignored` are keys of the answer that nobody writes: what was read can be sent back.
    """

    ignored: ClassVar[frozenset[str]] = frozenset()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            what = fault("This is to be an object with keys and values.")
            raise serializers.ValidationError({WHOLE: what.detail})
        known = {name for name, field in self.fields.items() if not field.read_only}
        faults: dict[str, Any] = {}
        for key in data.keys() - known - self.ignored:
            near = get_close_matches(key[:100], sorted(known))
            faults[key] = fault("There is no such key here.", near).detail
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            faults |= error.detail  # type: ignore[arg-type]
        if faults:
            raise serializers.ValidationError(faults)
        for field in self._writable_fields:
            text = isinstance(field, serializers.CharField | serializers.ChoiceField)
            if text and field.source in values and values[field.source] is None:
                values[field.source] = ""
        return values


class WrittenModel(WrittenObject, serializers.ModelSerializer):
    """An object that becomes a record; null means nothing, where the record allows it."""

    serializer_field_mapping: ClassVar[dict[Any, Any]] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.SlugField: Slug,
        models.DateField: Day,
    }
    serializer_choice_field = Word
    # So many rows a list in a request has at most.
    most: ClassVar[int] = 300

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> Any:
        """A list of them, which has an end."""
        kwargs.setdefault("max_length", cls.most)
        return super().many_init(*args, **kwargs)

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        made, options = super().build_standard_field(field_name, model_field)
        if model_field.blank and issubclass(made, serializers.CharField | serializers.ChoiceField):
            options["allow_null"] = True
        if isinstance(model_field, models.PositiveSmallIntegerField):
            # SQLite would keep what PostgreSQL has no place for.
            options["max_value"] = SMALL
        return made, options

    def get_validators(self) -> list[Any]:
        """None across fields: those rules are the record's own."""
        return []

    def called(self) -> dict[str, str]:
        """What each field of the record is called in the request."""
        return {str(field.source): name for name, field in self.fields.items()}
