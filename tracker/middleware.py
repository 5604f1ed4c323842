"""What every request passes before it reaches a page."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tracker.errors import answer
from tracker.uploads import ArrivingFileHandler


class RefuseNulMiddleware:
    """Answer 400 to a NUL character in an address or a cookie; no text in a database can hold one.

    In an address the API refuses it by itself and names the parameter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raw = request.META.get("QUERY_STRING", "")
        if not request.path.startswith("/api/") and ("\x00" in request.path or "%00" in raw):
            raise SuspiciousOperation("A NUL character in the address.")
        if any("\x00" in cookie for cookie in request.COOKIES.values()):
            raise SuspiciousOperation("A NUL character in a cookie.")
        return self.get_response(request)


class LimitBodyMiddleware:
    """Answer 413 to a body that is too large, files included, before any of it is read.

    Only the import desk's upload takes more, and only from who may bring files in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or ""
        # Without a length no body is read.
        size = int(told) if told.isdecimal() else 0
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if size > limit and self.takes_files(request):
            limit = settings.IMPORT_UPLOAD_MAX_SIZE
            request.upload_handlers = [ArrivingFileHandler(request)]
        if size > limit:
            message = (
                f"This request has {filesizeformat(size)}, at most {filesizeformat(limit)} "
                "are taken here."
            )
            return answer(request, 413, "too_large", message)
        return self.get_response(request)

    def takes_files(self, request: HttpRequest) -> bool:
        return (
            request.path_info == reverse("admin:votes_importrun_upload")
            and request.user.is_staff
            and request.user.has_perm("votes.add_importrun")
        )


def client_address(request: HttpRequest) -> str | None:
    """The address a request came from, as the nearest trusted proxy tells it; None for a socket.

    What a client writes into X-Forwarded-For itself stands further left and is not read.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    forwarded = told[-min(proxies, len(told))] if proxies else ""
    for address in (forwarded, direct):
        try:
            return str(ip_address(address))
        except ValueError:
            continue
    return None
