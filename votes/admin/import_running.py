"""Saving anything while an import is writing, where only one writer has a place."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tracker.errors import answer
from votes.importers.locks import is_import_writing

# A small import is over before anybody notices.
PATIENCE_SECONDS, BETWEEN_SECONDS = 2.0, 0.1
RETRY_AFTER_SECONDS = 30
READING = {"GET", "HEAD", "OPTIONS"}
API = "/api/"
MESSAGE = "An import is running and nothing else can be saved meanwhile."
AT_THE_DESK = " Nothing of yours is lost: go back in your browser and save again in a minute."


class ImportRunningMiddleware:
    """Answer 503 to what would be saved while an import is writing on SQLite."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.would_save(request) and is_writing_for_long():
            response = refusal(request)
            response["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response
        return self.get_response(request)

    def would_save(self, request: HttpRequest) -> bool:
        """Whether it writes into the database; the import desk's own pages do not."""
        desk = (reverse("admin:votes_importrun_upload"), reverse("admin:votes_importrun_jobs"))
        return (
            request.method not in READING
            and request.path_info.startswith((reverse("admin:index"), API))
            and not request.path_info.startswith(desk)
        )


def refusal(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(API):
        return answer(request, 503, "import_running", MESSAGE)
    context = {"title": "An import is running", "message": MESSAGE + AT_THE_DESK}
    return render(request, "error.html", context, status=503)


def is_writing_for_long() -> bool:
    """Whether an import is writing, and still is after a little patience."""
    until = time.monotonic() + PATIENCE_SECONDS
    while is_import_writing():
        if time.monotonic() >= until:
            return True
        time.sleep(BETWEEN_SECONDS)
    return False
