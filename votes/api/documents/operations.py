"""Each operation as the document has it, read from what its view declares."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import uritemplate
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from votes.api.asking import Asking
from votes.api.authentication import IsStaff
from votes.api.documents import parameters, refusals
from votes.api.documents.glossary import meaning_of
from votes.api.documents.shapes import (
    CREATED,
    FILE_NAME,
    described,
    file_of,
    may_be_null,
    plain,
    record_of,
)
from votes.api.reading import Reading
from votes.api.serializers.answers import ErrorAnswer
from votes.api.writing import Writing
from votes.exports.formats import FORMATS

EXAMPLES = Path(__file__).resolve().parent.parent / "examples.json"
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
        may_be_missing = "{" in self.path or getattr(self.view, "may_be_missing", False)
        codes = refusals.statuses(self.method, may_be_missing)
        if IsStaff in self.view.permission_classes:
            codes = sorted({*codes, 403})
        if {} in operation["security"]:
            self.done(operation).setdefault("headers", {}).update(refusals.ETAG)
            operation["responses"]["304"] = {"$ref": "#/components/responses/NotModified"}
            held = {"$ref": "#/components/parameters/IfNoneMatch"}
            operation["parameters"] = [*operation.get("parameters", []), held]
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
        if own := getattr(self.view, "operation", ""):
            return str(own)
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

    def _is_list_view(self, serializer: Any = None) -> bool:
        """An answer that a view describes itself is whole."""
        if getattr(self.view, "answer_class", None):
            return False
        is_list: bool = super()._is_list_view(serializer)
        return is_list

    def get_summary(self) -> str:
        """The first sentence, without its point."""
        told = self.told()
        return told.split(". ")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        return self.told()

    def told(self) -> str:
        action, noun = getattr(self.view, "action", None), getattr(self.view, "noun", "")
        own = getattr(self.view, action).__doc__ if action else ""
        if noun and action in SENTENCES and not own:
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
        if kind := getattr(view, "file_type", ""):
            return {(200, kind): OpenApiTypes.BINARY}
        shape = getattr(view, "answer_class", None)
        if isinstance(shape, dict):
            shape = shape[self.method]
        if shape is None and self.method in {"POST", "PATCH"}:
            detailed = getattr(view, "detail_serializer_class", None)
            shape = detailed and detailed(context=view.get_serializer_context())
        shape = shape or self._get_serializer()
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
        if self.method == "POST" and isinstance(self.view, Writing):
            found["headers"] = CREATED
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
        # What is only answered on request, or to the desk, is documented too.
        serializer.context.update(with_votes=True, shows_all=True)
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


def singular(noun: str) -> str:
    return ONE.get(noun, noun.removesuffix("s"))
