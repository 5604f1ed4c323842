"""Refusals in one JSON shape, whatever was refused and wherever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from votes.api.limits import asker, is_within, to_wait
from votes.api.renderers import Json
from votes.filters import Refused

LONGEST_ECHO = 200


class InvalidParameters(exceptions.APIException):
    """Parameters that cannot be answered: what is wrong with each, and what may be meant."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, faults: Mapping[str, list[Refused]]) -> None:
        details = [detail(name, fault) for name, found in faults.items() for fault in found]
        super().__init__("; ".join(told(each) for each in details))
        self.details = details


class UnknownRecord(exceptions.NotFound):
    """An address that names no public record, with the names that are near it."""

    def __init__(self, message: str, parameter: str, value: str, near: Sequence[str]) -> None:
        super().__init__(message)
        self.details = [detail(parameter, Refused(message, value, near))]


def detail(parameter: str, fault: Refused) -> dict[str, Any]:
    return {
        "parameter": sound(parameter[:LONGEST_ECHO]),
        "value": sound(fault.value[:LONGEST_ECHO]),
        "message": sound(str(fault.message)),
        "did_you_mean": fault.near,
    }


def told(fault: dict[str, Any]) -> str:
    """A fault in a sentence."""
    return f"{fault['parameter']}: {fault['message']}" if fault["parameter"] else fault["message"]


class Refusal(exceptions.APIException):
    """A write that was understood and is refused; `details` name what stands against it."""

    def __init__(self, status_code: int, message: str, *details: dict[str, Any]) -> None:
        super().__init__(message)
        self.status_code, self.details = status_code, list(details)


def faults_of(found: Any, sent: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """The faults of a body one by one, each with its path (votes.3.country) and what was sent."""
    if isinstance(found, list) and not any(isinstance(each, dict | list) for each in found):
        for each in found:
            near = getattr(getattr(each, "code", None), "near", [])
            shown = "" if isinstance(sent, dict | list) or sent is None else str(sent)
            yield detail(path, Refused(str(each), shown, near))
        return
    for key, inner in found.items() if isinstance(found, dict) else enumerate(found):
        if key == "non_field_errors":
            yield from faults_of(inner, sent, path)
            continue
        try:
            under = sent[key]
        except (LookupError, TypeError):
            under = None
        yield from faults_of(inner, under, f"{path}.{key}" if path else str(key))


def sound(text: str) -> str:
    """A text as an answer can hold it: half characters are shown as question marks."""
    return text.encode("utf-8", "replace").decode()


# What is refused before the limits are asked.
UNCOUNTED = {status.HTTP_401_UNAUTHORIZED, status.HTTP_403_FORBIDDEN}
CODES = {
    status.HTTP_400_BAD_REQUEST: "bad_request",
    status.HTTP_401_UNAUTHORIZED: "not_authenticated",
    status.HTTP_403_FORBIDDEN: "forbidden",
    status.HTTP_404_NOT_FOUND: "not_found",
    status.HTTP_405_METHOD_NOT_ALLOWED: "method_not_allowed",
    status.HTTP_406_NOT_ACCEPTABLE: "not_acceptable",
    status.HTTP_409_CONFLICT: "conflict",
    status.HTTP_412_PRECONDITION_FAILED: "precondition_failed",
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    status.HTTP_428_PRECONDITION_REQUIRED: "precondition_required",
    status.HTTP_429_TOO_MANY_REQUESTS: "too_many_requests",
    status.HTTP_503_SERVICE_UNAVAILABLE: "unavailable",
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
    # Whoever is refused has been counted nowhere yet.
    if error.status_code in UNCOUNTED and not is_within("anonymous", asker(context["request"])):
        error = exceptions.Throttled(to_wait())
    # A refusal is JSON, whatever was asked for.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = Json(), Json.media_type
    code = CODES.get(error.status_code, "error")
    message, details = str(error.detail), getattr(error, "details", [])
    if isinstance(error, exceptions.ValidationError):
        code, details = "invalid", list(faults_of(error.detail, context["request"].data))
        message = "; ".join(told(each) for each in details)
    elif isinstance(error, InvalidParameters):
        code = "invalid_parameter"
    answer = {
        "status": error.status_code,
        "code": code,
        "message": sound(message),
        "details": details,
    }
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Response({"error": answer}, status=error.status_code, headers=headers)
