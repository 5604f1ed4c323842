"""The whole document, made once a process, and its address."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.views import APIView

from votes.api.reading import check_parameters
from votes.api.renderers import Json


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


class OpenApiJson(Json):
    media_type, format = "application/vnd.oai.openapi+json", "openapi+json"


class Yaml(Json):
    media_type, format = "application/yaml", "yaml"


class OpenApiYaml(Json):
    media_type, format = "application/vnd.oai.openapi", "openapi"


class Document(APIView):
    """This document: the whole interface as OpenAPI 3.1, in JSON or YAML."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [Json, Yaml, OpenApiJson, OpenApiYaml]
    parameters = ("format",)
    answer_class = OpenApiTypes.OBJECT
    tag = "The record"

    def get(self, request: Request) -> HttpResponse:
        check_parameters(request, self.parameters)
        kind: str = request.accepted_renderer.media_type
        form = "json" if kind.endswith("json") else "yaml"
        return HttpResponse(written(form), content_type=f"{kind}; charset=utf-8")
