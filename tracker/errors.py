"""The answers to addresses that lead nowhere and to requests that could not be served."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TITLES = {
    400: gettext_noop("This request cannot be read"),
    403: gettext_noop("You may not do this"),
    411: gettext_noop("This request cannot be read"),
    413: gettext_noop("This is too large"),
    414: gettext_noop("This address is too long"),
    429: gettext_noop("Too many failed attempts"),
    500: gettext_noop("This page could not be made"),
    503: gettext_noop("The record does not answer just now"),
}
AWAY = gettext_noop("The database does not answer in time. Try again in a few seconds.")


def answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    """An error in the form the asker reads: JSON under /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        error = {"status": status, "code": code, "message": message, "details": []}
        return JsonResponse({"error": error}, status=status)
    template = "404.html" if status == 404 else "error.html"
    context = {"title": _(TITLES[status]) if status in TITLES else "", "message": message}
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 400, "bad_request", _("This request cannot be read."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, "forbidden", _("You may not do this."))


def locked(request: HttpRequest, original: HttpResponse | None, given: object) -> HttpResponse:
    """The answer to signing in after too many failures from one address."""
    wait = settings.AXES_COOLOFF_TIME
    minutes = int(wait.total_seconds() // 60)
    message = _(
        "This account is locked for your address for {minutes} minutes after {limit} wrong "
        "passwords. Elsewhere it is not."
    ).format(minutes=minutes, limit=settings.AXES_FAILURE_LIMIT)
    response = answer(request, 429, "locked", message)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = str(exception) if exception.args and isinstance(exception.args[0], str) else ""
    return answer(
        request, 404, "not_found", message or _("Nothing is at {path}.").format(path=request.path)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away or too slow, else 500; the log has the traceback."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = answer(request, 503, "unavailable", _(AWAY))
        response["Retry-After"] = "5"
        return response
    message = _("The fault is this site’s, and it has been logged. Try again later.")
    return answer(request, 500, "server_error", message)
