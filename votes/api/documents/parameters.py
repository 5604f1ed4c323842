"""Every parameter of the API as the document has it, from where it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from votes.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT
from votes.filters import Filters
from votes.filters.values import (
    LONGEST_SEARCH,
    MOST_VALUES,
    AnyOf,
    Day,
    OneWord,
    Search,
    WholeNumber,
    Words,
)

SEVERAL = f"Several, repeated or comma-separated, mean “or”; at most {MOST_VALUES}."
WORD = {"type": "string"}
DAY = {"type": "string", "format": "date"}


def several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": MOST_VALUES}


@dataclass(frozen=True)
class Told:
    """What is said of a parameter that no filter declares."""

    meaning: str
    example: Any
    schema: dict[str, Any]


# Parameters that resources take beside their filters, by name.
ALSO = {
    "limit": Told(
        "How many rows a page has at most.",
        100,
        {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
    ),
    "cursor": Told(
        "Where the page begins: taken from “next” or “previous” of another page, never made up.",
        None,
        WORD,
    ),
    "count": Told(
        "Whether to count all rows of the list; the page then has “count”.",
        "true",
        {"type": "string", "enum": ["true", "false"], "default": "false"},
    ),
    "include": Told(
        "Add every vote to each roll call; a page then has at most 100 roll calls.",
        "votes",
        {"type": "string", "enum": ["votes"]},
    ),
    "on": Told("The day whose members are listed; today where it is not given.", "2022-03-02", DAY),
    "format": Told(
        "The format of the answer, whatever the Accept header says; a file has the whole list.",
        None,
        WORD,
    ),
    "fields": Told(
        "Only these fields of each record, repeated or comma-separated; of a file, its columns.",
        None,
        several(WORD),
    ),
}
# Headers, by name.
HEADERS: dict[str, dict[str, Any]] = {
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of the answer that you have; while it holds you are told 304.",
        "schema": WORD,
        "example": '"6f1ed002ab5595859014ebf0951522d9"',
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The version that was read and is corrected, as the record’s “version”.",
        "schema": WORD,
        "example": '"1"',
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": (
            "A key of one’s own for this request, 1 to 255 ASCII characters: sent again with the "
            "same key within 24 hours it writes nothing and is answered the same, with the header "
            "Idempotent-Replayed."
        ),
        "schema": WORD,
        "example": "8d3c7c1e-4f0a-4f63-9d43-0f4f2f0f8b11",
    },
}
# What an address names, by the part of the address before it.
NAMED = {
    "countries": Told("The country, by any code or name it has or had.", "PAK", WORD),
    "groups": Told("The group, by its code or a name.", "NATO", WORD),
    "resolutions": Told(
        "The text, by its symbol or draft symbol: slashes or dashes, any case; a text without a "
        "symbol is id-123.",
        "A-RES-ES-11-1",
        WORD,
    ),
    "series": Told("The series, by its slug.", "ukraine", WORD),
    "dump": Told("The dump, by the name that `dump/` tells.", "roll-call-dump.zip", WORD),
    "tokens": Told("The token, by its first characters.", "0a1b2c3d", WORD),
    "topics": Told("The topic, by its slug.", "palestinian-conflict", WORD),
}
NUMBERED = Told("The record’s number, as “id” tells it.", 1, {"type": "integer", "minimum": 1})


def in_path(name: str, path: str) -> dict[str, Any]:
    """The part of an address that names a record."""
    before = path[: path.index("{" + name + "}")].rstrip("/").rsplit("/", 1)[-1]
    told = NAMED.get(before, NUMBERED)
    return parameter(name, "path", told.meaning, told.example, told.schema) | {"required": True}


def beside(name: str) -> dict[str, Any]:
    """A parameter that is no filter."""
    told = ALSO.get(name, Told("", None, WORD))
    return parameter(name, "query", told.meaning, told.example, told.schema)


def filters_of(filterset: type[Filters]) -> list[dict[str, Any]]:
    """The filters of a list, or the parameters of a question."""
    return [filter_parameter(name, each) for name, each in filterset.get_filters().items()]


def filter_parameter(name: str, each: Any) -> dict[str, Any]:
    field, example, meaning = each.field, each.example, each.meaning
    schema = schema_of(field)
    if schema["type"] == "array":
        meaning, example = f"{meaning} {SEVERAL}", example.split(",") if example else None
    elif schema["type"] == "integer":
        example = int(example)
    if each.default is not None:
        schema["default"] = [each.default] if schema["type"] == "array" else each.default
    told = parameter(name, "query", meaning, example, schema)
    if schema["type"] == "array":
        told |= {"style": "form", "explode": True}
    return told | ({"required": True} if field.required else {})


def schema_of(field: Any) -> dict[str, Any]:
    """The values that a parameter takes."""
    match field:
        case OneWord():
            return WORD | {"enum": list(field.words)}
        case Words():
            return several(WORD | {"enum": list(field.words)})
        case AnyOf():
            return several(WORD)
        case Day():
            return dict(DAY)
        case WholeNumber():
            return {"type": "integer", "minimum": field.lowest, "maximum": field.highest}
        case Search():
            return WORD | {"maxLength": LONGEST_SEARCH}
    return dict(WORD)


def parameter(
    name: str, place: str, meaning: str, example: Any, schema: dict[str, Any]
) -> dict[str, Any]:
    told = {"name": name, "in": place, "description": meaning, "schema": schema}
    return told if example is None else told | {"example": example}
