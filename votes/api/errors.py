"""Refusals in one JSON shape, whatever was refused and wherever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from votes.api.renderers import Json
from votes.filters import Refused

LONGEST_ECHO = 200


class InvalidParameters(exceptions.APIException):
    """Parameters that cannot be answered: what is wrong with each, and what may be meant."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, faults: Mapping[str, list[Refused]]) -> None:
        details = [detail(name, fault) for name, found in faults.items() for fault in found]
        super().__init__("; ".join(f"{each['parameter']}: {each['message']}" for each in details))
        self.details = details


class UnknownRecord(exceptions.NotFound):
    """An address that names no public record, with the names that are near it."""

    def __init__(self, message: str, parameter: str, value: str, near: Sequence[str]) -> None:
        super().__init__(message)
        self.details = [detail(parameter, Refused(message, value, near))]


def detail(parameter: str, fault: Refused) -> dict[str, Any]:
    return {
        "parameter": parameter[:LONGEST_ECHO],
        "value": fault.value[:LONGEST_ECHO],
        "message": fault.message,
        "did_you_mean": fault.near,
    }


CODES = {
    status.HTTP_400_BAD_REQUEST: "bad_request",
    status.HTTP_401_UNAUTHORIZED: "not_authenticated",
    status.HTTP_403_FORBIDDEN: "forbidden",
    status.HTTP_404_NOT_FOUND: "not_found",
    status.HTTP_405_METHOD_NOT_ALLOWED: "method_not_allowed",
    status.HTTP_406_NOT_ACCEPTABLE: "not_acceptable",
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    status.HTTP_429_TOO_MANY_REQUESTS: "too_many_requests",
}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal; None leaves any other fault to the site's own error answers."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    # A refusal is JSON, whatever was asked for.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = Json(), Json.media_type
    invalid = isinstance(error, InvalidParameters)
    code = CODES.get(error.status_code, "error")
    answer = {
        "status": error.status_code,
        "code": "invalid_parameter" if invalid else code,
        "message": str(error.detail),
        "details": getattr(error, "details", []),
    }
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Response({"error": answer}, status=error.status_code, headers=headers)
