"""How long the database may work on one statement for the web, on SQLite as on PostgreSQL.

PostgreSQL is told by its connection (see `settings.database`); SQLite asks a handler now and then.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

# Steps of SQLite's machine between two looks at the clock: about a millisecond.
STEPS = 50_000
# How long a step of the long reading may take that this thread is in.
step = threading.local()


class StatementTimeMiddleware:
    """Interrupt a statement that takes SQLite too long; the site answers 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if connection.vendor != "sqlite" or not settings.STATEMENT_TIMEOUT_SECONDS:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def bounded(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            give(max(settings.STATEMENT_TIMEOUT_SECONDS, getattr(step, "seconds", 0)))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(bounded):
            try:
                return self.get_response(request)
            finally:
                give(None)


def give(seconds: float | None) -> None:
    """So long SQLite may work from now on; None for as long as it needs."""
    if connection.connection is None:
        return
    until = None if seconds is None else time.monotonic() + seconds
    late = None if until is None else lambda: time.monotonic() > until
    connection.connection.set_progress_handler(late, STEPS)


@contextmanager
def long_reading(seconds: int) -> Iterator[Callable[[], None]]:
    """Read more than a page: `seconds` for each step. Call what is yielded before each.

    On PostgreSQL in a transaction of one moment, where rows come as they are read; SQLite's would
    lock others out of writing, and its one statement is of one moment by itself.
    """
    if connection.vendor == "sqlite":
        step.seconds = seconds
        try:
            connection.ensure_connection()
            yield lambda: give(seconds)
        finally:
            step.seconds = 0
            give(None)
        return
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if is_outermost:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = %s", [f"{seconds}s"])
        yield lambda: None
