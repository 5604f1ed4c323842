"""The numbers of a result as figures: each with where the API has it."""

from __future__ import annotations

from votes.models import RollCall
from votes.web.figures import Figure, Query


def totals_query(roll_call: RollCall) -> Query:
    """Where the API has the totals of a roll call, by source."""
    return Query.of("roll-calls-detail", str(roll_call.pk), at="/totals")


def result_query(roll_call: RollCall) -> Query:
    """Where the API has the result that is shown, position by position."""
    return totals_query(roll_call).to("result")


def result_figures(roll_call: RollCall) -> list[tuple[str, Figure]]:
    """The result by position, as far as it is known."""
    query = result_query(roll_call)
    return [
        (position.value, Figure(total, query.to(position.word)))
        for position, total in roll_call.totals().items()
        if total is not None
    ]


def needed_figure(roll_call: RollCall) -> Figure | None:
    """The yes votes that its rule asked for; None where that cannot be said."""
    votes = roll_call.needed()
    query = Query.of("roll-calls-detail", str(roll_call.pk), at="/yes_needed")
    return None if votes is None else Figure(votes, query)
