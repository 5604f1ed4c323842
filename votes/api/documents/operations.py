"""Each operation as the document has it, read from what its view declares."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import uritemplate
from django.db.models import Field
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework import serializers

from votes.api.asking import Asking
from votes.api.authentication import IsStaff
from votes.api.documents import parameters, refusals
from votes.api.documents.glossary import RECORDS, meaning_of
from votes.api.reading import Reading
from votes.api.serializers.answers import ErrorAnswer
from votes.api.serializers.references import PositionField, RecordSerializer
from votes.api.serializers.votes import RollCallOfVote, VoteInRollCall
from votes.api.writing import Writing
from votes.exports.columns import Table
from votes.exports.formats import FORMATS

EXAMPLES = Path(__file__).resolve().parent.parent / "examples.json"
# Answers that have null for an empty text.
NULL_FOR_EMPTY = (RecordSerializer, VoteInRollCall, RollCallOfVote)
ONE = {"countries": "country", "series": "series"}
VERBS = {
    **{"list": "list", "retrieve": "read", "summary": "read"},
    **{"GET": "read", "POST": "create", "PATCH": "correct", "DELETE": "delete"},
}
SENTENCES = {
    "retrieve": "One {}, with everything that is recorded of it.",
    "create": "Record one {}; the answer is the record as it is read.",
    "partial_update": "Correct one {}: what is sent replaces what is recorded, the rest stays.",
}
# What only the framework's own forms need.
OF_FORMS = ("title", "writeOnly", "x-spec-enum-id")
# What a reader of answers need not know of a field.
FILE_NAME = {
    "Content-Disposition": {
        "description": "Of a file: its name, which says what it holds and of which data version.",
        "schema": {"type": "string"},
    }
}
OF_WRITING = (
    "readOnly",
    "title",
    "maxLength",
    "minLength",
    "pattern",
    "x-spec-enum-id",
    "default",
    "minimum",
    "maximum",
)


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By operation: the address that is asked, and the answer that the bundled data give."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


class OperationSchema(AutoSchema):
    """Reads filters, pages, answers and refusals from the views' own declarations."""

    view: Any

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args)
        if operation is None:
            return None
        self.resolve_serializer(ErrorAnswer, "response")
        codes = refusals.statuses(self.method, "{" in self.path)
        if IsStaff in self.view.permission_classes:
            codes = sorted({*codes, 403})
        operation["responses"] |= refusals.references(codes)
        if example := examples().get(operation["operationId"]):
            operation["x-example"] = example["address"]
            answer = self.done(operation)["content"]["application/json"]
            answer["example"] = example["answer"]
            if "sent" in example:
                body = operation["requestBody"]["content"]["application/json"]
                body["example"] = example["sent"]
        return operation

    def done(self, operation: dict[str, Any]) -> dict[str, Any]:
        """What is answered where nothing is refused."""
        told: dict[str, dict[str, Any]] = operation["responses"]
        return next(each for status, each in told.items() if status.startswith("2"))

    def get_operation_id(self) -> str:
        """Such as list_votes, read_vote, list_country_votes and read_country_shifts."""
        parts = self.path.removeprefix(self.path_prefix.strip("^")).strip("/").split("/")
        action = getattr(self.view, "action", None)
        verb = VERBS.get(action or "") or VERBS[self.method]
        nouns = [
            # One record is meant where its name follows, and where it is made.
            singular(part) if after.startswith("{") or (verb == "create" and not after) else part
            for part, after in zip(parts, [*parts[1:], ""], strict=True)
            if part and not part.startswith("{")
        ]
        return f"{verb}_{'_'.join(nouns or ['root'])}".replace("-", "_")

    def get_summary(self) -> str:
        """The first sentence, without its point."""
        told = self.told()
        return told.split(". ")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        return self.told()

    def told(self) -> str:
        action, noun = getattr(self.view, "action", None), getattr(self.view, "noun", "")
        if noun and action in SENTENCES:
            return SENTENCES[action].format(noun)
        return " ".join(super().get_description().split())

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Reading needs no account, writing a token; a view may name other ways in."""
        usual = {"GET": ["", "token"]}.get(self.method, ["token"])
        ways: list[str] = getattr(self.view, "ways_in", {}).get(self.method, usual)
        return [{way: []} if way else {} for way in ways]

    def _get_parameters(self) -> list[dict[str, Any]]:
        view, names = self.view, uritemplate.variables(self.path)
        named = [parameters.in_path(name, self.path) for name in names]
        if self.method != "GET":
            return named + [parameters.HEADERS[name] for name in self.headers()]
        filters = getattr(view, "filterset_class", None)
        is_one = getattr(view, "action", None) == "retrieve"
        found = named + (parameters.filters_of(filters) if filters and not is_one else [])
        return found + [self.beside(name) for name in self.taken()]

    def headers(self) -> list[str]:
        """The headers that a write takes."""
        if self.method == "POST" and isinstance(self.view, Writing):
            return ["Idempotency-Key"]
        return {"PATCH": ["If-Match"]}.get(self.method, [])

    def taken(self) -> list[str]:
        """The parameters that are no filters."""
        view = self.view
        if isinstance(view, Asking):
            return list(view.page_parameters(view.request))
        if not isinstance(view, Reading):
            return list(getattr(view, "parameters", ()))
        pages = getattr(view, "pagination_class", None) if view.action == "list" else None
        return [*getattr(pages, "parameters", ()), *view.taken()]

    def beside(self, name: str) -> dict[str, Any]:
        told = parameters.beside(name)
        if name == "fields":
            told["example"] = list(self.view.field_names())[:2]
        if name == "format":
            words = list(dict.fromkeys(each.format for each in self.view.get_renderers()))
            told["schema"] = told["schema"] | {"enum": words, "default": words[0]}
            told["example"] = words[-1]
        return told

    def get_request_serializer(self) -> Any:
        if self.method == "DELETE":
            return None
        return getattr(self.view, "write_serializer_class", None) or self._get_serializer()

    def get_response_serializers(self) -> Any:
        """What the view says of its answer; a record just written is answered as it is read."""
        view = self.view
        if self.method == "DELETE":
            return {204: None}
        shape = getattr(view, "answer_class", None)
        if isinstance(shape, dict):
            shape = shape[self.method]
        if shape is None and self.method in {"POST", "PATCH"}:
            shape = getattr(view, "detail_serializer_class", None)
        shape = shape or self._get_serializer()
        if isinstance(shape, serializers.BaseSerializer):
            # What is only answered on request is documented too.
            context: Any = shape.context
            context["with_votes"] = True
        if isinstance(shape, tuple):
            answers = [self.resolve_serializer(each, "response").ref for each in shape]
            return {200: {"anyOf": answers}}
        return shape

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        """A record as it is written has the name of the record; the framework adds Request."""
        return type(serializer).__name__.removeprefix("Written")

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def _get_response_for_code(self, *given: Any, **named: Any) -> Any:
        found = super()._get_response_for_code(*given, **named)
        content = found.get("content", {})
        if self.method == "GET" and isinstance(self.view, Reading) and "fields" in self.taken():
            self.say_chosen(content["application/json"])
        for kind in {each.media_type for each in FORMATS.values()} & set(content):
            content[kind] = file_of(self.view.table)
            found["headers"] = FILE_NAME
        return found | {"description": found["description"] or "The answer."}

    def say_chosen(self, content: dict[str, Any]) -> None:
        """Of a record, and of each row of a page, `fields` may leave out some."""
        some = {
            "type": "object",
            "description": "With `fields`: only those that it names.",
            "propertyNames": {"enum": list(self.view.field_names())},
        }
        holder, key = content, "schema"
        if self.view.action == "list":
            name = content["schema"]["$ref"].rsplit("/", 1)[-1]
            page = self.registry[name, ResolvedComponent.SCHEMA]
            holder, key = page.schema["properties"]["results"], "items"
        if "anyOf" not in holder[key]:
            holder[key] = {"anyOf": [holder[key], some]}

    def _map_serializer_field(self, field: Any, direction: str, *rest: Any) -> Any:
        if direction == "response" and may_be_null(field):
            field.allow_null, field.allow_blank = True, False
        return super()._map_serializer_field(field, direction, *rest)

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Any:
        schema = super()._map_basic_serializer(serializer, direction)
        name = self._get_serializer_name(serializer, direction)
        # The help of a model's field is for who types it in.
        by_hand = not isinstance(serializer, serializers.ModelSerializer)
        for key, each in schema["properties"].items():
            told = each.get("description") if by_hand else ""
            told = told or meaning_of(record_of(name), key)
            schema["properties"][key] = plain(each, direction) | {"description": told}
        schema["description"] = described(serializer, name)
        if direction == "response":
            sometimes = getattr(getattr(serializer, "Meta", None), "sometimes", ())
            schema["required"] = [key for key in schema["properties"] if key not in sometimes]
        return schema


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
    return {key: each for key, each in schema.items() if key not in left_out}


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


def singular(noun: str) -> str:
    return ONE.get(noun, noun.removesuffix("s"))
