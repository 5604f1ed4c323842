"""The answers to addresses that lead nowhere and to requests that could not be served."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

TITLES = {
    400: "This request cannot be read",
    403: "You may not do this",
    411: "This request cannot be read",
    413: "This is too large",
    414: "This address is too long",
    429: "Too many failed attempts",
    500: "Something failed here",
    503: "The record does not answer just now",
}
AWAY = "The database does not answer in time. Try again in a few seconds."


def answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    """An error in the form the asker reads: JSON under /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        error = {"status": status, "code": code, "message": message, "details": []}
        return JsonResponse({"error": error}, status=status)
    template = "404.html" if status == 404 else "error.html"
    context = {"title": TITLES.get(status, ""), "message": message}
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, "bad_request", "This request cannot be read.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, "forbidden", "You may not do this.")


def locked(request: HttpRequest, original: HttpResponse | None, given: object) -> HttpResponse:
    """The answer to signing in after too many failures from one address."""
    wait = settings.AXES_COOLOFF_TIME
    minutes = int(wait.total_seconds() // 60)
    message = (
        f"This account is locked for your address for {minutes} minutes after "
        f"{settings.AXES_FAILURE_LIMIT} wrong passwords. Elsewhere it is not."
    )
    response = answer(request, 429, "locked", message)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = str(exception) if exception.args and isinstance(exception.args[0], str) else ""
    return answer(request, 404, "not_found", message or f"Nothing is at {request.path}.")


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away or too slow, else 500; the log has the traceback."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = answer(request, 503, "unavailable", AWAY)
        response["Retry-After"] = "5"
        return response
    return answer(request, 500, "server_error", "Something failed here; it has been logged.")
