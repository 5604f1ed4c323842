"""How a write names other records: by any name their model knows, or as they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from votes.api.serializers.written import fault
from votes.models import (
    Country,
    Group,
    Record,
    Resolution,
    RollCall,
    Series,
    Source,
    Statement,
    Topic,
)

# As long as a country's name is kept.
LONGEST = 200
# No more digits than the largest key has.
DIGITS = 18
# Of so many unknown names in a request the near ones are looked up.
MOST_NEAR = 10
# Halves of characters, which no database holds.
HALF = re.compile("[\ud800-\udfff]")


def one_of(plain: str, key: str) -> dict[str, Any]:
    """The schema of a reference: the plain name, or an object that holds it."""
    whole = {"type": "object", "properties": {key: {"type": plain}}, "required": [key]}
    return {"oneOf": [{"type": plain}, whole]}


class Named(serializers.Field):
    """A record by its name, or as an object with that name under `key`."""

    noun, key = "record", "code"

    def to_internal_value(self, data: Any) -> Any:
        return self.record(self.text(data))

    def text(self, data: Any) -> str:
        """The name that is given."""
        text = data.get(self.key) if isinstance(data, Mapping) else data
        if not isinstance(text, str) or not text.strip():
            raise fault(f"A {self.noun} is named by a text, or by an object with “{self.key}”.")
        if len(text) > LONGEST or "\0" in text or HALF.search(text):
            raise fault(f"No {self.noun} has such a name.")
        return text

    def record(self, text: str) -> Any:
        """The record that a name means, or a fault with the names near it."""
        return self.only(text, self.find(text))

    def only(self, text: str, found: list[Any]) -> Any:
        if not found:
            # Each takes a while: of many unknown names only the first are helped.
            context: Any = self.context
            left = context.setdefault("near", MOST_NEAR)
            context["near"] = left - 1
            near = self.near(text) if left > 0 else []
            raise fault(f"No {self.noun} is called “{text}”.", near)
        if len(found) > 1:
            names = [self.name(each) for each in found]
            raise fault(f"“{text}” means more than one {self.noun}.", names)
        return found[0]

    def find(self, text: str) -> list[Any]:
        raise NotImplementedError

    def near(self, text: str) -> list[str]:
        return []

    def name(self, record: Any) -> str:
        return str(record)


@extend_schema_field(one_of("string", "code"))
class CountryNamed(Named):
    noun = "country"

    def find(self, text: str) -> list[Country]:
        return Country.objects.each_named([text])[text]

    def near(self, text: str) -> list[str]:
        return Country.objects.near(text)

    def name(self, record: Country) -> str:
        return f"{record.name} ({record.code})"


@extend_schema_field(one_of("string", "code"))
class NameOfCountry(CountryNamed):
    """The text alone: which country it means depends on a day, and is asked for many at once."""

    def record(self, text: str) -> str:
        return text


@extend_schema_field(one_of("string", "code"))
class GroupNamed(Named):
    noun = "group"

    def find(self, text: str) -> list[Group]:
        return Group.objects.each_named([text])[text]

    def near(self, text: str) -> list[str]:
        return Group.objects.near(text)


@extend_schema_field(one_of("string", "symbol"))
class ResolutionNamed(Named):
    noun, key = "text", "symbol"

    def find(self, text: str) -> list[Resolution]:
        return Resolution.objects.each_called([text])[text]

    def near(self, text: str) -> list[str]:
        return Resolution.objects.near(text)

    def name(self, record: Resolution) -> str:
        return record.slug


@extend_schema_field(one_of("string", "slug"))
class TopicNamed(Named):
    noun, key = "topic", "slug"

    def find(self, text: str) -> list[Topic]:
        found = Topic.objects.each_named([text])[text]
        return [each for each in found if each.slug == text] or found

    def name(self, record: Topic) -> str:
        return record.slug


@extend_schema_field(one_of("string", "slug"))
class SeriesNamed(Named):
    noun, key = "series", "slug"

    def find(self, text: str) -> list[Series]:
        return list(Series.objects.filter(slug=text.lower()))


class Numbered(serializers.Field):
    """A record by its number, or as an object with that number under `id`."""

    model: type[Record]

    def to_internal_value(self, data: Any) -> Any:
        number = data.get("id") if isinstance(data, Mapping) else data
        text = "" if isinstance(number, bool) else str(number)
        noun = self.model._meta.verbose_name
        if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS):
            raise fault(f"A {noun} is named by its number, or by an object with “id”.")
        record = self.model._base_manager.filter(pk=int(text)).first()
        if record is None:
            raise fault(f"No {noun} has the number {text}.")
        return record


@extend_schema_field(one_of("integer", "id"))
class RollCallNumbered(Numbered):
    model = RollCall


@extend_schema_field(one_of("integer", "id"))
class StatementNumbered(Numbered):
    model = Statement


@extend_schema_field(one_of("integer", "id"))
class SourceNumbered(Numbered):
    model = Source
