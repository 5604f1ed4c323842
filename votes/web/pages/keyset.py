"""Parts of a long list of votes: each begins after, or ends before, a vote in the list's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from votes.filters.keyset import beyond, plain, reverse, total_order, value_of
from votes.models import Vote
from votes.models.vote import VoteQuerySet

PER_PAGE = 50
# after.2022-03-02.1234.567890: the day, the roll call and the vote.
CURSOR = re.compile(r"(after|before)\.([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True)
class VotePart:
    """The votes of a part, and the cursors of the parts on either side, empty where there is none.

    `is_unknown` says that the cursor given is none; the list is then shown from its start.
    """

    votes: list[Vote]
    before: str
    after: str
    is_unknown: bool

    @classmethod
    def of(cls, votes: VoteQuerySet, cursor: str) -> VotePart:
        order = total_order(votes)
        place = place_of(cursor)
        direction, seen = place or ("after", [])
        way = order if direction == "after" else reverse(order)
        if seen:
            votes = votes.filter(beyond(way, seen))
        # What is sorted is narrow: titles are read of the rows of this part only.
        keys = list(votes.order_by(*way).values_list("pk", flat=True)[: PER_PAGE + 1])
        found = Vote.objects.select_related("roll_call__resolution").in_bulk(keys[:PER_PAGE])
        rows = [found[key] for key in keys[:PER_PAGE]]
        more = len(keys) > PER_PAGE
        if direction == "before":
            rows.reverse()
        is_after, is_before = (more, bool(seen)) if direction == "after" else (True, more)
        return cls(
            votes=rows,
            before=cursor_at("before", order, rows[0]) if rows and is_before else "",
            after=cursor_at("after", order, rows[-1]) if rows and is_after else "",
            is_unknown=bool(cursor) and place is None,
        )


def place_of(cursor: str) -> tuple[str, list[Any]] | None:
    found = CURSOR.fullmatch(cursor)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[2])
    except ValueError:
        return None
    return found[1], [day, int(found[3]), int(found[4])]


def cursor_at(direction: str, order: tuple[str, ...], row: Vote) -> str:
    values = [str(plain(value_of(row, term.removeprefix("-")))) for term in order]
    return ".".join([direction, *values])
