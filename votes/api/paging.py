"""Pages of any list that lose and repeat no row, however many share a date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.signing import BadSignature, Signer
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from votes.api.errors import InvalidParameters
from votes.filters import Refused
from votes.filters.keyset import beyond, plain, reverse, total_order, value_of

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 1000
FORWARD, BACKWARD = "f", "b"
R = TypeVar("R")


class Keyset(BasePagination):
    """A page is what follows, or precedes, the last row seen in the list's own total order.

    The order is the one that the list was given with `order_by`; it ends at the primary key and
    none of its fields may be empty. A cursor is signed for one list in one order: the cursor of
    another is refused, and so is one that was tampered with.
    """

    parameters = ("limit", "cursor", "count")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        self.order = total_order(queryset)
        self.signer = Signer(salt=f"{queryset.model._meta.label} {' '.join(self.order)}")
        limit = limit_of(request)
        direction, seen = self.position(request)
        self.count = queryset.count() if self.wants_count(request) else None
        order = self.order if direction == FORWARD else reverse(self.order)
        if seen:
            queryset = queryset.filter(beyond(order, seen))
        rows = list(queryset.order_by(*order)[: limit + 1])
        more = len(rows) > limit
        rows = rows[:limit]
        if direction == BACKWARD:
            rows.reverse()
        forward, backward = (more, bool(seen)) if direction == FORWARD else (True, more)
        self.next = self.link(FORWARD, rows[-1]) if rows and forward else None
        self.previous = self.link(BACKWARD, rows[0]) if rows and backward else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        count = {} if self.count is None else {"count": self.count}
        page = {"next": self.next, "previous": self.previous} | count
        return Response(page | {"results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page, for the documents."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "description": "A page of a list.",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": address | {"description": "The next page; null on the last."},
                "previous": address | {"description": "The page before; null on the first."},
                "count": {
                    "type": "integer",
                    "description": "The rows of the whole list; only with `count=true`.",
                },
                "results": schema | {"description": "The rows of this page."},
            },
        }

    def wants_count(self, request: Request) -> bool:
        text = only_value(request, "count")
        if text not in {None, "true", "false"}:
            message = f"“{text}” is neither true nor false."
            raise InvalidParameters({"count": [Refused(message, str(text), ["true"])]})
        return text == "true"

    def position(self, request: Request) -> tuple[str, list[Any]]:
        """The direction to go and the values of the row that was seen last, if any."""
        text = only_value(request, "cursor")
        if text is None:
            return FORWARD, []
        try:
            direction, values = self.signer.unsign_object(text)
        except (BadSignature, ValueError):
            message = "This cursor is not one of this list in this order; start without one."
            raise InvalidParameters({"cursor": [Refused(message, text)]}) from None
        return direction, values

    def link(self, direction: str, row: Any) -> str:
        values = [plain(value_of(row, term.removeprefix("-"))) for term in self.order]
        cursor = self.signer.sign_object([direction, values])
        return replace_query_param(self.url, "cursor", cursor)


class RowPages(Keyset):
    """The same over rows that were worked out: `key` has what orders each, the last first."""

    def __init__(self, request: Request, name: str) -> None:
        """Read what is asked of the list called so, and refuse it before anything is worked out."""
        self.url = request.build_absolute_uri()
        self.signer = Signer(salt=f"rows of {name}")
        self.limit = limit_of(request)
        self.direction, self.seen = self.position(request)
        self.is_counted = self.wants_count(request)

    def page(self, rows: Sequence[R], key: Callable[[R], list[Any]]) -> Sequence[R]:
        self.key = key
        self.count = len(rows) if self.is_counted else None
        seen = self.seen
        start, end = 0, self.limit
        if seen and self.direction == FORWARD:
            start = bisect_left(rows, True, key=lambda row: key(row) < seen)
            end = start + self.limit
        elif seen:
            end = bisect_left(rows, True, key=lambda row: key(row) <= seen)
            start = max(0, end - self.limit)
        page = rows[start:end]
        self.next = self.link(FORWARD, page[-1]) if page and end < len(rows) else None
        self.previous = self.link(BACKWARD, page[0]) if page and start else None
        return page

    def link(self, direction: str, row: Any) -> str:
        cursor = self.signer.sign_object([direction, self.key(row)])
        return replace_query_param(self.url, "cursor", cursor)

    def around(self, answer: dict[str, Any], results: list[dict[str, Any]]) -> dict[str, Any]:
        """A page as it is answered, with what is said of the whole list."""
        page: dict[str, Any] = self.get_paginated_response(results).data
        return answer | page


def only_value(request: Request, name: str) -> str | None:
    """The value of a parameter that takes one; None where it is not given."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        message = "This takes one value; several were given."
        raise InvalidParameters({name: [Refused(message, values[1])]})
    return values[0] if values else None


def limit_of(request: Request) -> int:
    """How many rows a page is asked to have at most."""
    text = only_value(request, "limit")
    if text is None:
        return DEFAULT_LIMIT
    is_number = text.isascii() and text.isdecimal() and len(text) <= 9
    if is_number and 1 <= int(text) <= LARGEST_LIMIT:
        return int(text)
    message = f"“{text}” is not a whole number from 1 to {LARGEST_LIMIT}."
    raise InvalidParameters({"limit": [Refused(message, text)]})
