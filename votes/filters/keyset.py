"""Where a part of a list begins: after a row, in the list's own total order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet


def total_order(queryset: QuerySet[Any]) -> tuple[str, ...]:
    terms = [str(term) for term in queryset.query.order_by]
    order = tuple({"pk": "id", "-pk": "-id"}.get(term, term) for term in terms)
    if not order or order[-1].removeprefix("-") != "id":
        raise ValueError(f"The order {order} of a list does not end at its primary key.")
    return order


def reverse(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(term[1:] if term.startswith("-") else f"-{term}" for term in order)


def beyond(order: Sequence[str], seen: Sequence[Any]) -> Q:
    """The condition of standing after a row in an order.

    The first field is bounded by itself as well, so that an index can serve the condition.
    """
    condition = Q(pk__in=[])
    for term, value in zip(reversed(order), reversed(seen), strict=True):
        name, after = term.removeprefix("-"), "lt" if term.startswith("-") else "gt"
        condition = Q(**{f"{name}__{after}": value}) | (Q(**{name: value}) & condition)
    return condition & Q(**{f"{name}__{after}e": value})


def value_of(row: Any, name: str) -> Any:
    """The value of a field, through relations; of a record or of a row of values."""
    if not isinstance(row, Model):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
