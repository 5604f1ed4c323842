"""Every way in which a request is refused, as the document has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

RETRY_AFTER = {
    "Retry-After": {
        "description": "After how many seconds to ask again.",
        "schema": {"type": "integer", "minimum": 1},
    }
}
# What is said of answers that whoever has them need not read again.
ETAG = {
    "ETag": {
        "description": "The state of the answer, for `If-None-Match`.",
        "schema": {"type": "string"},
    }
}
NOT_MODIFIED = {
    "description": "Nothing has changed since the answer that `If-None-Match` names; no body.",
    "headers": ETAG,
}


@dataclass(frozen=True)
class Refused:
    """One status: what it is called in the document, what it means, and how it reads."""

    name: str
    meaning: str
    code: str
    message: str
    details: list[dict[str, Any]] = field(default_factory=list)

    @property
    def example(self) -> dict[str, Any]:
        (status,) = (status for status, each in REFUSALS.items() if each is self)
        told = {"status": status, "code": self.code, "message": self.message}
        return {"error": told | {"details": self.details}}


def unclear(parameter: str, value: str, message: str, near: list[str]) -> list[dict[str, Any]]:
    return [{"parameter": parameter, "value": value, "message": message, "did_you_mean": near}]


UNKNOWN_POSITION = "“abstian” is not known; this takes yes, no, abstain, non_voting."
ANOTHER_REQUEST = "This key was used for another request; a new request takes a new key."
CHANGED = (
    "The source “A report (Dawn)” has been changed meanwhile: you read version 1, it is now "
    "version 2."
)
UNKNOWN_COUNTRY = "No country is called “Pakistn”."

REFUSALS = {
    400: Refused(
        "BadRequest",
        "A parameter or a value is unknown, or the request cannot be read; `details` name what is "
        "wrong with each, and what may be meant.",
        "invalid_parameter",
        f"position: {UNKNOWN_POSITION}",
        unclear("position", "abstian", UNKNOWN_POSITION, ["abstain"]),
    ),
    401: Refused(
        "NotAuthenticated",
        "A write without a token, or a token that is wrong, expired or revoked.",
        "not_authenticated",
        "Authentication credentials were not provided.",
    ),
    403: Refused(
        "Forbidden",
        "The account may not do this.",
        "forbidden",
        "Your account may not write this.",
    ),
    404: Refused(
        "NotFound",
        "The address names no public record; `details` have the names near it.",
        "not_found",
        UNKNOWN_COUNTRY,
        unclear("country", "Pakistn", UNKNOWN_COUNTRY, ["Pakistan (PAK)", "Tajikistan (TJK)"]),
    ),
    405: Refused(
        "MethodNotAllowed",
        "The address does not take this method.",
        "method_not_allowed",
        'Method "DELETE" not allowed.',
    ),
    406: Refused(
        "NotAcceptable",
        "The Accept header asks for a form that this address does not have.",
        "not_acceptable",
        "Could not satisfy the request Accept header.",
    ),
    409: Refused(
        "Conflict",
        "The change contradicts what is recorded, someone else was writing the same, or the "
        "`Idempotency-Key` was used for another request.",
        "conflict",
        ANOTHER_REQUEST,
        unclear("Idempotency-Key", "2026-02-24-1", ANOTHER_REQUEST, []),
    ),
    411: Refused(
        "LengthRequired",
        "The body was sent in chunks, without its length.",
        "length_required",
        "Send the length of the body (Content-Length); a chunked body is not read.",
    ),
    412: Refused(
        "PreconditionFailed",
        "The record has changed since the version that `If-Match` names: read it again.",
        "precondition_failed",
        CHANGED,
        unclear("If-Match", "1", CHANGED, ["2"]),
    ),
    413: Refused(
        "TooLarge",
        "The body is larger than 2 MiB.",
        "too_large",
        "This request has 3.0\xa0MB, at most 2.0\xa0MB are taken here.",
    ),
    414: Refused(
        "AddressTooLong",
        "The query string is longer than 4000 characters.",
        "too_long",
        "A query string has at most 4000 characters.",
    ),
    415: Refused(
        "UnsupportedMediaType",
        "The body is not JSON in UTF-8, or does not say that it is.",
        "unsupported_media_type",
        'Unsupported media type "text/plain" in request.',
    ),
    428: Refused(
        "PreconditionRequired",
        "A correction must name in `If-Match` the version that it corrects.",
        "precondition_required",
        "Say which version you read, with the header If-Match: “3” for version 3.",
    ),
    429: Refused(
        "TooManyRequests",
        "More requests than the limit of a minute; `Retry-After` says when to ask again.",
        "too_many_requests",
        "Request was throttled. Expected available in 30 seconds.",
    ),
    503: Refused(
        "Unavailable",
        "The database is away, or the question takes longer than is allowed; `Retry-After` says "
        "when to ask again.",
        "unavailable",
        "The database does not answer in time. Try again in a few seconds.",
    ),
}
ALWAYS = (400, 401, 405, 406, 414, 429, 503)
WRITES = (403, 409, 411, 413, 415)


def statuses(method: str, may_be_missing: bool) -> list[int]:
    """With which statuses a request may be refused."""
    found = {*ALWAYS, *(WRITES if method != "GET" else ()), *((404,) if may_be_missing else ())}
    if method == "PATCH":
        found |= {412, 428}
    return sorted(found)


def references(codes: list[int]) -> dict[str, dict[str, str]]:
    return {str(code): {"$ref": f"#/components/responses/{REFUSALS[code].name}"} for code in codes}


def components(error: dict[str, Any]) -> dict[str, Any]:
    """The refusals, for every operation to point to."""
    refused = {
        each.name: {
            "description": each.meaning,
            **({"headers": RETRY_AFTER} if code in {429, 503} else {}),
            "content": {"application/json": {"schema": error, "example": each.example}},
        }
        for code, each in REFUSALS.items()
    }
    return {"NotModified": NOT_MODIFIED} | refused
