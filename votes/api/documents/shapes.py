"""Records and fields as the document has them, from their serializers and models."""

from __future__ import annotations

from typing import Any

from django.db.models import Field
from rest_framework import serializers

from votes.api.documents.glossary import RECORDS
from votes.api.serializers.references import PositionField, RecordSerializer
from votes.api.serializers.votes import RollCallOfVote, VoteInRollCall
from votes.exports.columns import Table

# Answers that have null for an empty text.
NULL_FOR_EMPTY = (RecordSerializer, VoteInRollCall, RollCallOfVote)
# What only the framework's own forms need.
OF_FORMS = ("title", "writeOnly", "x-spec-enum-id")
# How wide a column is; databases differ in it, and so would the document.
OF_DATABASE = ("minimum", "maximum")
# What a reader of answers need not know of a field.
OF_WRITING = (
    *("readOnly", "title", "maxLength", "minLength", "pattern", "x-spec-enum-id"),
    *("default", "minimum", "maximum"),
)
FILE_NAME = {
    "Content-Disposition": {
        "description": "Of a file: its name, which says what it holds and of which data version.",
        "schema": {"type": "string"},
    }
}
CREATED = {
    "Location": {
        "description": "Where the record is.",
        "schema": {"type": "string", "format": "uri"},
    }
}


def record_of(name: str) -> str:
    """The record that a component is a form of."""
    return name.removeprefix("Patched").removesuffix("Request")


def described(serializer: Any, name: str) -> str:
    """A component in a sentence."""
    own = vars(type(serializer)).get("__doc__") or ""
    told = RECORDS.get(name) or " ".join(own.split())
    if told or name == record_of(name):
        return told
    if name.startswith("Patched"):
        return "What is to be corrected in it; what is not sent stays as it is."
    return f"As it is written: {lower(RECORDS.get(record_of(name), ''))}"


def file_of(table: Table) -> dict[str, Any]:
    """A list as a file: what its columns mean."""
    return {
        "schema": {
            "type": "string",
            "description": "The whole filtered list, a line for each row.",
        },
        "x-columns": {column.name: column.meaning for column in table.columns},
    }


def plain(schema: dict[str, Any], direction: str) -> dict[str, Any]:
    """What is said of a field, without what concerns only those who write it."""
    left_out = OF_FORMS if direction == "request" else OF_WRITING
    if "enum" in schema:
        left_out = (*left_out, *OF_DATABASE)
    return {
        key: each
        for key, each in schema.items()
        if key not in left_out and (key, each) != ("format", "int64")
    }


def may_be_null(field: Any) -> bool:
    """Whether an answer may have null here, as its model has it: nothing, or an empty text."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    found = None
    for name in (field.source or "*").split("."):
        columns = {each.name: each for each in model._meta.get_fields()} if model else {}
        found = columns.get(name)
        if not isinstance(found, Field) or found.many_to_many:
            return False
        if found.null:
            return True
        model = found.related_model
    empties = isinstance(field.parent, NULL_FOR_EMPTY) or isinstance(field, PositionField)
    is_text = isinstance(field, serializers.CharField | serializers.ChoiceField)
    return empties and is_text and found is not None and found.blank


def lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
