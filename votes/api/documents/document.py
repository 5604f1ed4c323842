"""The whole document, made once a process, and its address."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from votes.api.errors import InvalidParameters
from votes.api.paging import only_value
from votes.api.reading import check_parameters
from votes.filters import Refused


@cache
def document() -> dict[str, Any]:
    """The interface as the code declares it; the same for everyone."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


@cache
def written(form: str) -> bytes:
    """The document as JSON or as YAML."""
    if form == "yaml":
        text: bytes = OpenApiYamlRenderer().render(document(), renderer_context={})
        return text
    return json.dumps(document(), ensure_ascii=False).encode()


class OpenApiJson(JSONRenderer):
    media_type = "application/vnd.oai.openapi+json"


class Yaml(JSONRenderer):
    """The form of the document; a refusal is JSON all the same."""

    media_type, format = "application/yaml", "yaml"


class OpenApiYaml(Yaml):
    media_type = "application/vnd.oai.openapi"


class Document(APIView):
    """This document: the whole interface as OpenAPI 3.1, in JSON or YAML."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JSONRenderer, OpenApiJson, Yaml, OpenApiYaml]
    parameters = ("format",)
    answer_class = OpenApiTypes.OBJECT
    tag = "The record"

    def get(self, request: Request) -> HttpResponse:
        check_parameters(request, self.parameters)
        accepted = request.accepted_renderer
        form = only_value(request, "format") or accepted.format
        if form not in {"json", "yaml"}:
            message = f"“{form}” is not a form of the document; json and yaml are."
            raise InvalidParameters({"format": [Refused(message, form, ["yaml"])]})
        kind = accepted.media_type
        if form != accepted.format:
            kind = {"json": "application/json", "yaml": "application/yaml"}[form]
        return HttpResponse(written(form), content_type=f"{kind}; charset=utf-8")

    def handle_exception(self, error: Exception) -> Any:
        response = super().handle_exception(error)
        response.content_type = "application/json"
        return response
