"""Two answers for whoever watches the process: is it alive, and can it serve."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Answer /livez and /readyz before host checks, sessions and redirects.

    /livez never touches the database. /readyz asks it one question, bounded by the connection
    and statement timeouts, and answers 503 with Retry-After when there is no reply.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path == "/readyz":
            return self.ready()
        return self.get_response(request)

    def ready(self) -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                # A table of our own: an empty database cannot serve.
                cursor.execute("SELECT number FROM votes_dataversion LIMIT 1")
        except DatabaseError:
            connection.close()
            return HttpResponse(
                "database away\n",
                status=503,
                content_type="text/plain",
                headers={"Retry-After": "5"},
            )
        return HttpResponse("ready\n", content_type="text/plain")
