"""What every request passes before it reaches a page."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse


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
