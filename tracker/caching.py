"""Answers and pages that are kept until something changes: strong validators, 304, compression.

What everybody is answered follows from its address, the version of the data, the code and the
day. Its validator is made of these before anything is read, so that whoever has it already is told
so without a look at the rows.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from tracker.errors import answer
from tracker.release import release

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"
TAG = re.compile(r'(?:W/)?"([^"]*)"')
Answering = Callable[[HttpRequest], HttpResponse]


class ValidatorMiddleware:
    """Give what is public its validator, and answer 304 to who has it; the desk has its own rules.

    Whoever is or might be signed in is answered anew, and nothing of it is stored on the way.
    """

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_of_the_desk(request):
            return self.get_response(request)
        if len(request.META.get("QUERY_STRING", "")) > settings.LONGEST_QUERY:
            message = f"A query string has at most {settings.LONGEST_QUERY} characters."
            refusal = answer(request, 414, "too_long", message)
            refusal["Cache-Control"] = "no-store"
            return refusal
        # Read before the answer is: one that changes meanwhile only seems older than it is.
        documents = (reverse("api:schema"), reverse("api:docs"))
        data = apps.get_model("votes", "DataVersion")
        stamp = "" if request.path_info in documents else data.stamp()
        request.data_stamp = stamp  # type: ignore[attr-defined]
        if request.method not in {"GET", "HEAD"} or is_signed_in(request):
            response = self.get_response(request)
            response["Cache-Control"] = PRIVATE
            return response
        tag = validator(request, stamp)
        held = TAG.findall(request.META.get("HTTP_IF_NONE_MATCH", ""))
        for encoding in ("", "gzip"):
            if tagged(tag, encoding) in held:
                return complete(request, unchanged(), tagged(tag, encoding))
        response = self.get_response(request)
        if response.cookies:
            # What is given to one, such as a form's token, is for nobody else.
            response["Cache-Control"] = PRIVATE
            return response
        if response.has_header("ETag"):
            response["Cache-Control"] = PUBLIC
            return response
        if response.status_code != 200:
            response["Cache-Control"] = "no-store"
            return response
        if getattr(response, "follows_data", True):
            return complete(request, response, tagged(tag, response.get("Content-Encoding", "")))
        own = hashlib.sha256(response.content).hexdigest()[:32]
        if own in held:
            return complete(request, unchanged(), own)
        return complete(request, response, own)


class CompressMiddleware(GZipMiddleware):
    """Compress what is public.

    Without the random filler that guards secrets: in what strangers are answered there are none,
    and the same answer must have the same bytes. What may hold one, the desk's pages, those for
    somebody signed in and those with a form's token, is not compressed.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        is_packed = response.get("Content-Type") in {"application/zip", "image/png"}
        is_for_one = is_of_the_desk(request) or is_signed_in(request) or response.cookies
        return response if is_for_one or is_packed else super().process_response(request, response)


def is_of_the_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("admin:index"))


def is_of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the answer may be for somebody in particular."""
    return "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES


def validator(request: HttpRequest, stamp: str) -> str:
    """What changes with the answer. Keyed, so that nobody can guess one that was never given."""
    parts = (
        stamp,
        release(),
        # Whoever is a member today is not one every day.
        timezone.now().date().isoformat(),
        request.build_absolute_uri(),
        # Where pages say that they are, and where mistakes are told.
        settings.SITE_URL,
        settings.CORRECTIONS,
        # A page has one form only.
        request.META.get("HTTP_ACCEPT", "") if is_of_the_api(request) else "",
    )
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def tagged(tag: str, encoding: str) -> str:
    """The validator of one encoding of an answer: they differ in their bytes."""
    return f"{tag}-{encoding}" if encoding else tag


def unchanged() -> HttpResponse:
    """The answer to who has it; what may be done with that was said when it was given, and need
    not be what is said of other pages."""
    response = HttpResponse(status=304)
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def complete(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = PUBLIC
    by = ["Accept", "Authorization"] if is_of_the_api(request) else []
    patch_vary_headers(response, [*by, "Accept-Encoding", "Cookie"])
    return response
