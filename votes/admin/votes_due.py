"""The tabled texts that await a vote, by the day on which it is expected."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from votes.admin.shown import page_of
from votes.models import Expectation, Resolution


@dataclass(frozen=True)
class VoteDue:
    """One tabled text as the page shows it."""

    text: Resolution
    page: str
    entry: str
    left: str
    expected: list[str]


def days_left(day, today):
    """How far off a day is, in words."""
    days = (day - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} overdue"


def part_of_page(text, today):
    """The heading under which a text stands."""
    if (day := text.vote_expected_on) is None:
        return "Without a date"
    return "Overdue" if day < today else date_format(day, "F Y")


def expected_positions():
    """How many expect which position of each tabled text, in one query."""
    tabled = Resolution.objects.of_status(Resolution.Status.TABLED)
    rows = Expectation.objects.filter(resolution__in=tabled).order_by()
    counted = rows.values_list("resolution", "position").annotate(Count("id"))
    return {(text, position): count for text, position, count in counted}


def votes_due(entry_of):
    """The parts of the page, each a heading and its texts: overdue, by month, without a date.

    `entry_of` gives the address where the vote on a text is entered.
    """
    today, counts = timezone.localdate(), expected_positions()
    parts = groupby(Resolution.objects.tabled(), lambda text: part_of_page(text, today))
    return [
        (
            heading,
            [
                VoteDue(
                    text=text,
                    page=page_of(text),
                    entry=entry_of(text),
                    left=days_left(day, today) if (day := text.vote_expected_on) else "",
                    expected=[
                        f"{count} {position.label.lower()}"
                        for position in Expectation.Position
                        if (count := counts.get((text.pk, position.value)))
                    ],
                )
                for text in texts
            ],
        )
        for heading, texts in parts
    ]
