"""What every request passes before it reaches a page."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from tracker.errors import answer, bad_request
from tracker.uploads import ArrivingFileHandler

# One customer of a network provider has as many addresses as this leaves open.
IPV6_CUSTOMER = 64


class RefuseNulMiddleware:
    """Answer 400 to a NUL character in an address or a cookie; no text in a database can hold one.

    In an address the API refuses it by itself and names the parameter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raw = request.META.get("QUERY_STRING", "")
        if not request.path.startswith("/api/") and ("\x00" in request.path or "%00" in raw):
            return bad_request(request)
        if any("\x00" in cookie for cookie in request.COOKIES.values()):
            return bad_request(request)
        return self.get_response(request)


class LimitBodyMiddleware:
    """Answer 413 to a body that is too large, files included, before any of it is read.

    Only the import desk's upload takes more, and only from who may bring files in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Its body would be taken for an empty one.
            message = "Send the length of the body (Content-Length); a chunked body is not read."
            return answer(request, 411, "length_required", message)
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
        # Some proxies add the port.
        bare = address.rpartition(":")[0] if address.count(":") == 1 else address.strip("[]")
        try:
            found = ip_address(bare)
        except ValueError:
            continue
        # IPv4 as a server that listens to both hears it.
        mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
        return str(mapped or found)
    return None


def client_network(request: HttpRequest) -> str | None:
    """Whose requests and failures are counted together: an address, of IPv6 the first of the
    network that one customer of a provider has."""
    address = client_address(request)
    if address is None or ":" not in address:
        return address
    return str(ip_network((address, IPV6_CUSTOMER), strict=False).network_address)
