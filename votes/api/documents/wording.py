"""Shapes and answers of the document, put for people to read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

NAMES = {
    "integer": "whole number",
    "number": "number",
    "string": "text",
    "boolean": "true or false",
    "object": "object",
    "array": "list",
}
FORMATS = {"date": "date", "date-time": "time", "uri": "address"}
WIDTH = 88
MARKED = re.compile("`([^`]+)`")


@dataclass(frozen=True)
class Taken:
    """The values of a parameter or a field; `record` is what they are described as elsewhere."""

    words: str
    record: str = ""
    choices: list[str] = field(default_factory=list)
    default: str = ""
    may_be_null: bool = False


def said(text: str) -> SafeString:
    """A sentence of the document, its words of the interface marked as such."""
    return mark_safe(MARKED.sub(r"<code>\1</code>", escape(text)))  # noqa: S308


def taken(schema: dict[str, Any]) -> Taken:
    """What a shape of the document takes, in a few words."""
    variants = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf") or [schema]
    may_be_null = {"type": "null"} in variants
    (one, *_) = [each for each in variants if each != {"type": "null"}]
    kinds = one.get("type", "object")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "$ref" in one:
        return Taken("", one["$ref"].rsplit("/", 1)[-1], may_be_null=may_be_null)
    kind = next(each for each in kinds if each != "null")
    default = schema.get("default", "")
    default = ",".join(default) if isinstance(default, list) else str(default)
    if kind == "array":
        inner = taken(one.get("items", {}))
        words = "any of" if inner.choices else f"{inner.words}, one or more"
        words = "list of" if inner.record else words
        return Taken(words, inner.record, inner.choices, default)
    return Taken(
        words=worded(kind, one),
        choices=[str(each) for each in one.get("enum", []) if each is not None],
        default=default,
        may_be_null=may_be_null or "null" in kinds,
    )


def worded(kind: str, schema: dict[str, Any]) -> str:
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    if "enum" in schema:
        return "one of"
    if lowest is not None and highest is not None:
        return f"{NAMES[kind]}, {lowest} to {highest}"
    return FORMATS.get(schema.get("format", ""), NAMES[kind])


def in_lines(value: Any, indent: int = 0) -> str:
    """JSON in lines, where an object that fits into one stays in one."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(flat) + indent <= WIDTH:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{json.dumps(key)}: {in_lines(each, indent + 2)}" for key, each in value.items()]
        opening, closing = "{", "}"
    else:
        lines, opening, closing = [in_lines(each, indent + 2) for each in value], "[", "]"
    body = ",\n".join(pad + line for line in lines)
    return f"{opening}\n{body}\n{' ' * indent}{closing}"
