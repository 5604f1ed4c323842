"""What the record holds and leaves out, counted from the record itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from votes.models import (
    Body,
    Country,
    DiplomaticContact,
    Expectation,
    Group,
    ImportRun,
    RollCall,
    Series,
    Statement,
    Vote,
)
from votes.web.figures import Figure, Query
from votes.web.pages.coverage import Coverage
from votes.web.pages.lines import Freshness

# The API's list of each kind of record.
LISTS = {
    Country: "countries-list",
    Group: "groups-list",
    RollCall: "roll-calls-list",
    Vote: "votes-list",
    Series: "series-list",
    Statement: "statements-list",
    DiplomaticContact: "contacts-list",
    Expectation: "expectations-list",
}


@dataclass(frozen=True)
class Holding:
    """The published roll calls of one body and organ."""

    body: str
    organ: str
    roll_calls: Figure
    # Each with whether it is known to the day, the month or the year.
    first: tuple[date, str]
    last: tuple[date, str]


@dataclass(frozen=True)
class AboutDataPage:
    """Counts of what is public, and the files it came from."""

    freshness: Freshness
    holdings: list[Holding]
    coverage: Coverage | None
    counts: list[tuple[str, Figure]]
    unchecked: Figure
    explained: Figure
    runs: list[ImportRun]

    @classmethod
    def of(cls) -> AboutDataPage:
        published = RollCall.objects.published()
        held: defaultdict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
        told = ("resolution__body", "organ", "date", "precision")
        for body, organ, day, precision in published.oldest_first().values_list(*told):
            held[body, organ].append((day, precision))
        years = [day.year for days in held.values() for day, _precision in days]
        bodies, organs = dict(Body.choices), dict(RollCall.Organ.choices)
        return cls(
            freshness=Freshness.now(),
            holdings=[
                Holding(
                    _(bodies[body]),
                    _(organs[organ]),
                    Figure(len(days), Query.count("roll-calls-list", body=body, organ=organ)),
                    days[0],
                    days[-1],
                )
                for (body, organ), days in sorted(held.items())
            ],
            coverage=Coverage.of(years, min(years), max(years)) if years else None,
            counts=[
                (_("Member states"), counted(Country.objects.members(), kind="member_state")),
                (_("Former members"), counted(Country.objects.former(), kind="former_member")),
                (_("Groups"), counted(Group.objects.all())),
                (_("Roll calls"), counted(published)),
                (_("Votes"), counted(Vote.objects.public())),
                (_("Series"), counted(Series.objects.accepted())),
                (_("Statements"), counted(Statement.objects.public())),
                (_("Diplomatic contacts"), counted(DiplomaticContact.objects.public())),
                (_("Expectations"), counted(Expectation.objects.public())),
            ],
            unchecked=counted(published.unchecked(), tally="unchecked"),
            explained=counted(published.explained(), tally="explained"),
            runs=list(ImportRun.objects.filter(outcome__in=["completed", "refused_some"])[:10]),
        )


def counted(rows: QuerySet[Any], **asked: str) -> Figure:
    """How many there are, and the list of the API that has as many."""
    return Figure(rows.count(), Query.count(LISTS[rows.model], **asked))
