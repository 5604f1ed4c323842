"""Creations that are sent again: the same key and the same request write once."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

from django.db import transaction
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from votes.api.errors import Refusal, detail
from votes.api.renderers import Json
from votes.filters import Refused
from votes.models.kept_answer import LONGEST_KEY, KeptAnswer

HEADER = "Idempotency-Key"
OTHER_REQUEST = "This key was used for another request; a new request takes a new key."


def once(request: Request, create: Callable[[], Response]) -> Response:
    """The answer of `create`, or the one that it gave when this request came before.

    Without the header every request is a new one. What is refused is not kept: it has written
    nothing and may be sent again, corrected, with the same key.
    """
    key = key_of(request)
    if key is None:
        return create()
    with transaction.atomic():
        kept, is_new = KeptAnswer.objects.begin(request.user, key, fingerprint(request))
        if is_new:
            response = create()
            kept.keep(response["Location"], Json().render(response.data).decode())
            return response
    if kept.fingerprint != fingerprint(request):
        named = detail(HEADER, Refused(OTHER_REQUEST, key))
        raise Refusal(status.HTTP_409_CONFLICT, OTHER_REQUEST, named)
    headers = {"Location": kept.location, "Idempotent-Replayed": "true"}
    return Response(json.loads(kept.answer), status.HTTP_201_CREATED, headers=headers)


def key_of(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if key is None or (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        return key
    message = f"A key has 1 to {LONGEST_KEY} printable ASCII characters."
    raise Refusal(status.HTTP_400_BAD_REQUEST, message, detail(HEADER, Refused(message, key)))


def fingerprint(request: Request) -> str:
    """What tells one request from another."""
    sent = json.dumps([request.method, request.get_full_path(), request.data], sort_keys=True)
    return sha256(sent.encode()).hexdigest()
