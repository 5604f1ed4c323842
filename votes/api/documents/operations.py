"""Each operation as the document has it, read from what its view declares."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Field
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from votes.api.asking import Asking
from votes.api.documents import parameters, refusals
from votes.api.documents.glossary import meaning_of
from votes.api.serializers.answers import ErrorAnswer
from votes.api.serializers.references import PositionField, RecordSerializer
from votes.api.serializers.votes import RollCallOfVote, VoteInRollCall

EXAMPLES = Path(__file__).resolve().parent.parent / "examples.json"
# Answers that have null for an empty text.
NULL_FOR_EMPTY = (RecordSerializer, VoteInRollCall, RollCallOfVote)
ONE = {"countries": "country", "series": "series"}
VERBS = {"list": "list", "retrieve": "read", "create": "create", "partial_update": "correct"}
# What a reader of answers need not know of a field.
OF_WRITING = ("readOnly", "title", "maxLength", "minLength", "pattern", "x-spec-enum-id")


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By operation: the address that is asked, and the answer that the bundled data give."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


class OperationSchema(AutoSchema):
    """Reads filters, pages, answers and refusals from the views' own declarations."""

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args)
        if operation is None:
            return None
        self.resolve_serializer(ErrorAnswer, "response")
        codes = refusals.statuses(self.method, "{" in self.path)
        operation["responses"] |= refusals.references(codes)
        if example := examples().get(operation["operationId"]):
            operation["x-example"] = example["address"]
            answer = operation["responses"]["200"]["content"]["application/json"]
            answer["example"] = example["answer"]
        return operation

    def get_operation_id(self) -> str:
        """Such as list_votes, read_country and, of questions, read_country_shifts."""
        name = self.view.request_name = self.route_name()
        action = getattr(self.view, "action", None)
        resource, _, kind = name.rpartition("-")
        if kind == "list" or (kind == "detail" and resource):
            verb = VERBS[action or ""]
            noun = resource if verb == "list" else singular(resource)
        else:
            verb, noun = "list" if action == "list" else "read", name
        return f"{verb}_{noun.replace('-', '_')}"

    def route_name(self) -> str:
        """The name of the route, as `votes.api.urls` has it."""
        from votes.api.urls import app_name, urlpatterns

        del app_name
        for pattern in urlpatterns:
            if str(pattern.pattern) == self.path_regex.removeprefix("/api/v1/"):
                return str(pattern.name)
        raise LookupError(f"No route is {self.path_regex}.")

    def get_summary(self) -> str:
        return first_sentence(self.told()).rstrip(".")

    def get_description(self) -> str:
        return self.told()

    def told(self) -> str:
        return " ".join(super().get_description().split())
